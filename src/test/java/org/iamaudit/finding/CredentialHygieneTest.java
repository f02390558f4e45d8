package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sample account cannot show: the other side of each rule, and what is not known. */
class CredentialHygieneTest {
  private static final String HEADER =
      "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
          + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
          + "access_key_1_last_used_date,access_key_1_last_used_region,"
          + "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,"
          + "access_key_2_last_used_date,access_key_2_last_used_region,"
          + "access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
          + "cert_2_last_rotated\n";
  private static final String NO_KEY = "false,N/A,N/A,N/A,N/A";
  private static final String NO_CERTIFICATES = "false,N/A,false,N/A";
  private static final String QUIET_ROOT = root("N/A", true, NO_KEY);

  @TempDir Path directory;

  private static String root(String lastUsed, boolean mfa, String key1) {
    return "<root_account>,arn:aws:iam::123456789012:root,2020-01-01T00:00:00Z,not_supported,"
        + lastUsed
        + ",not_supported,not_supported,"
        + mfa
        + ","
        + String.join(",", key1, NO_KEY, NO_CERTIFICATES)
        + "\n";
  }

  /** Ann, made on 1 October 2026, with a password or not. */
  private static String ann(boolean password, boolean mfa, String key1, String key2) {
    return "ann,arn:aws:iam::123456789012:user/ann,2026-10-01T00:00:00Z,"
        + (password ? "true,2026-10-31T00:00:00Z,2026-10-01T00:00:00Z,N/A," : "false,N/A,N/A,N/A,")
        + mfa
        + ","
        + String.join(",", key1, key2, NO_CERTIFICATES)
        + "\n";
  }

  private static String key(String made, String lastUsed) {
    return "true," + made + "," + lastUsed + ",eu-central-1,s3";
  }

  private AccountResult audit(String rows, String... namesAndFiles) throws Exception {
    SmallAccount account =
        new SmallAccount(directory)
            .user("ann", "", "\"CreateDate\":\"2026-10-01T00:00:00.500Z\"")
            .baseline("b", "requires: []")
            .file("credential-report.csv", HEADER + rows);
    for (int i = 0; i < namesAndFiles.length; i += 2) {
      account.file(namesAndFiles[i], namesAndFiles[i + 1]);
    }
    return account.audit();
  }

  private static Set<String> codes(AccountResult result) {
    Set<String> codes = new TreeSet<>();
    result.findings().stream()
        .map(f -> f.type().code())
        .filter(code -> code.startsWith("CRD"))
        .forEach(codes::add);
    return codes;
  }

  @Test
  void inOrderThereIsNothingToFind() throws Exception {
    assertThat(codes(audit(QUIET_ROOT + ann(true, true, NO_KEY, NO_KEY)))).isEmpty();
  }

  @Test
  void aRootUserWithoutMfaIsFoundUnlessItCannotSignIn() throws Exception {
    String rows = root("N/A", false, NO_KEY) + ann(true, true, NO_KEY, NO_KEY);
    String locked = "{\"SummaryMap\":{\"AccountPasswordPresent\":0,\"Users\":1,\"Roles\":0}}";
    assertThat(codes(audit(rows))).containsExactly("CRD-002");
    assertThat(codes(audit(rows, "account-summary.json", locked))).isEmpty();
    String withPassword = rows.replaceFirst("not_supported", "true");
    assertThat(codes(audit(withPassword, "account-summary.json", locked)))
        .containsExactly("CRD-002");
  }

  @Test
  void withoutReportTheSummaryTellsOfTheRootUser() throws Exception {
    String summary =
        "{\"SummaryMap\":{\"AccountAccessKeysPresent\":1,\"AccountMFAEnabled\":0,\"Users\":0,\"Roles\":0}}";
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", "")
            .baseline("b", "requires: []")
            .file("account-summary.json", summary)
            .audit();
    assertThat(codes(result)).containsExactly("CRD-001", "CRD-002");
  }

  @Test
  void whateverTellsOfARootKeyOrOfMissingMfaIsEnough() throws Exception {
    String rows = QUIET_ROOT + ann(true, true, NO_KEY, NO_KEY);
    String summary =
        "{\"SummaryMap\":{\"AccountAccessKeysPresent\":%d,\"AccountMFAEnabled\":%d,\"Users\":1,\"Roles\":0}}";
    assertThat(codes(audit(rows, "account-summary.json", summary.formatted(1, 1))))
        .containsExactly("CRD-001");
    assertThat(codes(audit(rows, "account-summary.json", summary.formatted(0, 0))))
        .containsExactly("CRD-002");
  }

  @Test
  void aRowOfAnEarlierUserOfTheNameIsAGapAndJudgesNobody() throws Exception {
    String row = ann(true, false, NO_KEY, NO_KEY);
    assertThat(codes(audit(QUIET_ROOT + row))).containsExactly("CRD-005");

    AccountResult renewed = audit(QUIET_ROOT + row.replaceFirst("2026-10-01", "2026-09-01"));
    assertThat(codes(renewed)).isEmpty();
    assertThat(reasons(renewed))
        .contains(
            "rows of earlier users of the same name for 1 principal:"
                + " arn:aws:iam::123456789012:user/ann");
  }

  @Test
  void anActiveKeyOfUnknownAgeIsAGap() throws Exception {
    assertThat(reasons(audit(QUIET_ROOT + ann(false, false, key("N/A", "N/A"), NO_KEY))))
        .contains("1 of its active access keys have no `last_rotated`");
  }

  @Test
  void timesOfLongAfterTheAsOfTimeAreAGap() throws Exception {
    String late = "1 of its rows tell of times long after the as-of time";
    assertThat(
            reasons(
                audit(QUIET_ROOT + ann(false, false, key("2026-12-16T00:00:00Z", "N/A"), NO_KEY))))
        .doesNotContain(late);
    assertThat(
            reasons(
                audit(QUIET_ROOT + ann(false, false, key("2026-12-16T00:00:01Z", "N/A"), NO_KEY))))
        .contains(late);
  }

  @Test
  void theRootUserMayHaveBeenUsedLongAgo() throws Exception {
    String user = ann(true, true, NO_KEY, NO_KEY);
    assertThat(codes(audit(root("2026-10-01T00:00:00Z", true, NO_KEY) + user)))
        .containsExactly("CRD-004");
    assertThat(codes(audit(root("2026-09-30T23:59:59Z", true, NO_KEY) + user))).isEmpty();
  }

  @Test
  void aKeyIsOldAfterNinetyDaysAndNotBefore() throws Exception {
    assertThat(
            codes(
                audit(QUIET_ROOT + ann(false, false, key("2026-08-03T00:00:00Z", "N/A"), NO_KEY))))
        .containsExactly("CRD-009");
    assertThat(
            codes(
                audit(QUIET_ROOT + ann(false, false, key("2026-08-02T23:59:59Z", "N/A"), NO_KEY))))
        .containsExactly("CRD-006", "CRD-009");
  }

  @Test
  void anInitialKeyThatWasUsedOrMadeLaterIsNone() throws Exception {
    String made = "2026-10-01T00:00:30Z";
    assertThat(codes(audit(QUIET_ROOT + ann(true, true, key(made, "N/A"), NO_KEY))))
        .containsExactly("CRD-008", "CRD-009");
    assertThat(
            codes(audit(QUIET_ROOT + ann(true, true, key(made, "2026-10-30T00:00:00Z"), NO_KEY))))
        .containsExactly("CRD-009");
    assertThat(
            codes(audit(QUIET_ROOT + ann(true, true, key("2026-10-01T00:10:00Z", "N/A"), NO_KEY))))
        .containsExactly("CRD-009");
  }

  @Test
  void aPasswordPolicyThatIsAbsentIsWeakAndOneThatWasNotReadIsUnknown() throws Exception {
    String rows = QUIET_ROOT + ann(true, true, NO_KEY, NO_KEY);
    String file = "account-password-policy.json";
    String strong =
        """
        {"PasswordPolicy":{"MinimumPasswordLength":14,"RequireSymbols":true,"RequireNumbers":true,
         "RequireUppercaseCharacters":true,"RequireLowercaseCharacters":true,
         "PasswordReusePrevention":24}}""";
    assertThat(codes(audit(rows, file, "{\"PasswordPolicy\":null}"))).containsExactly("CRD-010");
    assertThat(codes(audit(rows, file, strong))).isEmpty();
    assertThat(audit(rows, file, strong.replace("14", "13")).findings())
        .extracting(Finding::title)
        .contains("password policy: asks for 13 characters");
    assertThat(codes(audit(rows, file, strong.replace("ls\":true", "ls\":false"))))
        .containsExactly("CRD-010");
  }

  @Test
  void certificatesThatAreCountedButNotListedAreAGap() throws Exception {
    String rows = QUIET_ROOT + ann(true, true, NO_KEY, NO_KEY);
    String summary = "{\"SummaryMap\":{\"ServerCertificates\":%d,\"Users\":1,\"Roles\":0}}";
    assertThat(subjects(audit(rows, "account-summary.json", summary.formatted(1))))
        .contains("server-certificates.json");
    assertThat(subjects(audit(rows, "account-summary.json", summary.formatted(0))))
        .doesNotContain("server-certificates.json");
    String uncounted = "{\"SummaryMap\":{\"Users\":1,\"Roles\":0}}";
    assertThat(subjects(audit(rows, "account-summary.json", uncounted)))
        .contains("server-certificates.json");
  }

  private static List<String> subjects(AccountResult result) {
    return result.gaps().stream().map(gap -> gap.subject()).toList();
  }

  private static List<String> reasons(AccountResult result) {
    return result.gaps().stream().map(gap -> gap.reason()).toList();
  }
}
