package org.iamaudit.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.Arn;
import org.iamaudit.policy.Quoted;
import org.iamaudit.snapshot.CredentialReport.Row;

/**
 * Holds the files of a snapshot against each other: whom one lists, another may have left out. What
 * is left out is a gap, one for each file, since it may be thousands.
 */
final class Coverage {
  private static final int NAMED = 5;

  private final AuthorizationDetails details;
  private final List<Gap> gaps;

  Coverage(AuthorizationDetails details, List<Gap> gaps) {
    this.details = details;
    this.gaps = gaps;
  }

  /** Each user and the root user have a row; a user younger than the report has none yet. */
  void credentialReport(CredentialReport report) {
    Map<String, Row> rows = new HashMap<>();
    report.rows().forEach(row -> rows.put(row.arn(), row));
    missing(
        SnapshotFile.CREDENTIAL_REPORT.fileName(),
        "no row of",
        details.users().stream().map(IamUser::arn).filter(arn -> !rows.containsKey(arn)).toList(),
        "their passwords, access keys and MFA are unknown");
    missing(
        SnapshotFile.CREDENTIAL_REPORT.fileName(),
        "rows of earlier users of the same name for",
        details.users().stream()
            .filter(u -> rows.containsKey(u.arn()) && !rows.get(u.arn()).isOf(u))
            .map(IamUser::arn)
            .toList(),
        "their passwords, access keys and MFA are unknown");
    missing(
        SnapshotFile.CREDENTIAL_REPORT.fileName(),
        "further access keys or certificates, which the report does not show, of",
        report.rows().stream().filter(Row::more).map(Row::arn).toList(),
        "whether these are used, and how old they are, is unknown");
    if (report.rows().stream().noneMatch(Row::isRoot)) {
      gaps.add(
          new Gap(
              Gap.Kind.UNREADABLE,
              SnapshotFile.CREDENTIAL_REPORT.fileName() + ": <root_account>",
              "no row of the root user",
              "its password, access keys and MFA are unknown"));
    }
  }

  /** Each principal has a report of what it used. */
  void lastAccessed(LastAccessedFile file) {
    file.arns().forEach(this::checkAccount);
    for (Map.Entry<String, String> line : file.unreadable().entrySet()) {
      String subject = line.getKey();
      gaps.add(
          new Gap(
              Gap.Kind.UNREADABLE,
              subject.startsWith("arn:") ? subject : LastAccessedFile.NAME + " " + subject,
              line.getValue(),
              "what it used is unknown, so that none of its permissions can be called unused"));
    }
    List<String> missing = new ArrayList<>();
    details.users().forEach(user -> addUnless(file.mentions(user.arn()), user.arn(), missing));
    details.roles().forEach(role -> addUnless(file.mentions(role.arn()), role.arn(), missing));
    missing(
        LastAccessedFile.NAME,
        "no report of",
        missing,
        "what they used is unknown, so that none of their permissions can be called unused");
  }

  /** Of whom the collector has said why there is no report, nothing is said a second time. */
  private void addUnless(boolean there, String arn, List<String> missing) {
    if (!there && gaps.stream().noneMatch(gap -> gap.subject().equals(arn))) {
      missing.add(arn);
    }
  }

  /** Reports of AWS managed policies are of no account; all others must be of this one. */
  private void checkAccount(String arn) {
    Optional<String> account = Arn.parse(arn).map(Arn::account).filter(id -> !id.equals("aws"));
    if (account.isPresent() && !account.get().equals(details.account().digits())) {
      throw SnapshotException.of(
          LastAccessedFile.NAME,
          Quoted.of(arn)
              + " is not in account "
              + details.account()
              + ", whose details were read; the files do not belong together");
    }
  }

  /** The account's own counts: details with fewer were cut off. */
  void accountSummary(Map<String, Long> summary) {
    for (String name : List.of("Users", "Roles")) {
      if (!summary.containsKey(name)) {
        gaps.add(
            new Gap(
                Gap.Kind.UNREADABLE,
                SnapshotFile.ACCOUNT_SUMMARY.fileName() + ": " + name,
                "no such field",
                "a list of "
                    + name.toLowerCase(Locale.ROOT)
                    + " that was cut off would not be noticed"));
      }
    }
    count(AuthorizationDetails.FILE, "users", summary.get("Users"), details.users().size());
    count(AuthorizationDetails.FILE, "roles", summary.get("Roles"), details.roles().size());
    count(AuthorizationDetails.FILE, "groups", summary.get("Groups"), details.groups().size());
    long own = details.policies().values().stream().filter(p -> !p.isAwsManaged()).count();
    count(AuthorizationDetails.FILE, "customer managed policies", summary.get("Policies"), own);
  }

  /** Of a list that is there; the account's count tells as well whether it should be. */
  void serverCertificates(Optional<Map<String, Long>> summary, int listed) {
    count(
        SnapshotFile.SERVER_CERTIFICATES.fileName(),
        "server certificates",
        summary.map(s -> s.get("ServerCertificates")).orElse(null),
        listed);
  }

  private void count(String file, String what, Long counted, long listed) {
    if (counted != null && listed < counted) {
      gaps.add(
          new Gap(
              Gap.Kind.UNREADABLE,
              file,
              "lists " + listed + " " + what + ", but the account counts " + counted,
              "the " + what + " that are not listed are not audited"));
    }
  }

  private void missing(String file, String what, List<String> arns, String effect) {
    if (arns.isEmpty()) {
      return;
    }
    String named = String.join(", ", arns.subList(0, Math.min(NAMED, arns.size())));
    gaps.add(
        new Gap(
            Gap.Kind.UNREADABLE,
            file,
            what
                + " "
                + arns.size()
                + (arns.size() == 1 ? " principal: " : " principals: ")
                + named
                + (arns.size() > NAMED ? ", …" : ""),
            effect));
  }
}
