package org.iamaudit.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.CredentialReport.AccessKey;
import org.iamaudit.snapshot.CredentialReport.Certificate;
import org.iamaudit.snapshot.CredentialReport.Row;

/** A row for each password, access key and signing certificate of the credential report. */
final class CredentialsSheet {
  private static final List<Column> COLUMNS =
      List.of(
          Column.id("Account ID", 15),
          Column.text("User", 34),
          Column.text("Credential", 15),
          Column.id("Key ID (masked, last 4)", 15),
          Column.text("Status", 15),
          Column.date("Created/rotated (UTC)"),
          Column.number("Age days", 9),
          Column.date("Last used (UTC)"),
          Column.text("Last used status", 18),
          Column.text("Service", 18),
          Column.text("Region", 16),
          Column.flag("MFA", 7),
          Column.date("Report generated (UTC)"),
          Column.wrap("Finding IDs", 32));

  private static final Set<FindingType> PASSWORD =
      Set.of(
          FindingType.PASSWORD_UNUSED,
          FindingType.USER_MFA_MISSING,
          FindingType.ROOT_MFA_MISSING,
          FindingType.ROOT_MFA_NOT_HARDWARE);
  private static final Set<FindingType> KEY =
      Set.of(
          FindingType.ACCESS_KEY_UNUSED,
          FindingType.KEY_NOT_ROTATED,
          FindingType.INITIAL_KEY_NEVER_USED);
  private static final Set<FindingType> KEYS =
      Set.of(
          FindingType.ROOT_ACCESS_KEY,
          FindingType.MULTIPLE_ACTIVE_KEYS,
          FindingType.LONG_LIVED_CREDENTIAL);

  private final Rendering rendering;
  private final SheetWriter out;
  private final Map<String, List<Finding>> findings;

  private CredentialsSheet(Rendering rendering, SheetWriter out) {
    this.rendering = rendering;
    this.out = out;
    this.findings =
        Totals.findings(rendering.result())
            .collect(Collectors.groupingBy(f -> f.principal().arn()));
  }

  static void write(Rendering rendering) {
    Highlights highlights =
        new Highlights()
            .quiet("Status", "INACTIVE")
            .doubtful("MFA", "N")
            .doubtful("Last used status", "NEVER_USED");
    SheetWriter out =
        new SheetWriter(
            rendering.book(),
            "Credentials",
            "a row for each credential of the credential report",
            COLUMNS,
            highlights);
    CredentialsSheet sheet = new CredentialsSheet(rendering, out);
    for (AccountResult account : rendering.result().accounts()) {
      account
          .snapshot()
          .credentialReport()
          .ifPresent(report -> report.rows().forEach(row -> sheet.user(account, report, row)));
    }
    out.end();
  }

  private void user(AccountResult account, CredentialReport report, Row row) {
    if (row.passwordEnabled().orElse(row.isRoot())) {
      password(account, report, row);
    }
    row.accessKeys().stream()
        .filter(AccessKey::exists)
        .forEach(key -> key(account, report, row, key));
    row.certificates().stream()
        .filter(c -> c.active() || c.lastRotated().isPresent())
        .forEach(certificate -> certificate(account, report, row, certificate));
  }

  private void password(AccountResult account, CredentialReport report, Row row) {
    begin(account, row, "password")
        .text(row.passwordEnabled().isPresent() ? "ACTIVE" : "NOT_SUPPORTED");
    since(report, row.passwordLastChanged());
    use(Activity.of(row.passwordLastUsed()));
    out.nothing(2).flag(row.mfaActive()).date(report.generated());
    out.text(findings(row, f -> PASSWORD.contains(f.type())));
  }

  private void key(AccountResult account, CredentialReport report, Row row, AccessKey key) {
    begin(account, row, "key " + key.slot()).text(status(key.active()));
    since(report, key.lastRotated());
    use(Activity.of(key.lastUsed()));
    out.text(key.service()).text(key.region()).flag(row.mfaActive()).date(report.generated());
    // Findings of one key name it in their title, those of a user's keys do not.
    String name = "access key " + key.slot() + " ";
    out.text(
        key.active()
            ? findings(
                row,
                f ->
                    KEYS.contains(f.type()) || KEY.contains(f.type()) && f.title().startsWith(name))
            : "");
  }

  private void certificate(
      AccountResult account, CredentialReport report, Row row, Certificate certificate) {
    begin(account, row, "certificate " + certificate.slot()).text(status(certificate.active()));
    since(report, certificate.lastRotated());
    use(Activity.NOT_TRACKED);
    out.nothing(2).flag(row.mfaActive()).date(report.generated()).nothing();
  }

  /** The credential report has no key ids. */
  private SheetWriter begin(AccountResult account, Row row, String credential) {
    return out.row(Rendering.snapshot(account))
        .text(account.snapshot().account().digits())
        .link(row.isRoot() ? "root" : row.user(), rendering.principalRows().of(row.arn()))
        .text(credential)
        .nothing();
  }

  private static String status(boolean active) {
    return active ? "ACTIVE" : "INACTIVE";
  }

  private void since(CredentialReport report, Optional<Instant> changed) {
    Instant until = report.countsTo(rendering.result().asOf());
    out.date(changed).number(changed.map(day -> ChronoUnit.DAYS.between(day, until)));
  }

  private void use(Activity activity) {
    out.date(activity.at()).text(activity.status());
  }

  private String findings(Row row, Predicate<Finding> about) {
    return findings.getOrDefault(row.arn(), List.of()).stream()
        .filter(about)
        .map(Finding::id)
        .collect(Collectors.joining(", "));
  }
}
