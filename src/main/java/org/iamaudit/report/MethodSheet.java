package org.iamaudit.report;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.iamaudit.arn.AccountId;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Thresholds;
import org.iamaudit.finding.Verdict;
import org.iamaudit.snapshot.AccountSnapshot;

/** How the result came about, so that another can judge it and make it again. */
final class MethodSheet {
  static final String NAME = "Method";
  private static final int COLUMNS = 4;

  private final Rendering rendering;
  private final AuditResult result;
  private final FormWriter form;

  private MethodSheet(Rendering rendering, SXSSFSheet sheet) {
    this.rendering = rendering;
    this.result = rendering.result();
    this.form = new FormWriter(rendering.book(), sheet, 34, 60, 60, 24);
  }

  /** Fills the sheet; after the data sheets, of whose limits it tells. */
  static void write(Rendering rendering, SXSSFSheet sheet) {
    MethodSheet method = new MethodSheet(rendering, sheet);
    method.form.heading(Look.TITLE, "Method", 34);
    method.sources();
    method.thresholds();
    method.baselines();
    method.earlierRuns();
    method.definitions();
    method.rules();
    method.inputs();
    method.reproduce();
    method.notes();
  }

  private void sources() {
    form.section("Data sources", COLUMNS);
    form.header(4, "Source", "As of (UTC)", "Known limits", "Accounts");
    for (DataSource source : DataSource.values()) {
      form.entry(
          source.operation(),
          span(snapshots().flatMap(s -> source.asOf(s).stream())),
          source.limits(),
          snapshots().filter(source::isIn).count() + " of " + result.accounts().size());
    }
  }

  private Stream<AccountSnapshot> snapshots() {
    return result.accounts().stream().map(a -> a.snapshot());
  }

  private static String span(Stream<Instant> times) {
    List<Instant> sorted = times.sorted().toList();
    if (sorted.isEmpty()) {
      return "not recorded";
    }
    String first = ReportPeriod.text(sorted.get(0));
    String last = ReportPeriod.text(sorted.get(sorted.size() - 1));
    return first.equals(last) ? first : first + " to " + last;
  }

  private void thresholds() {
    Thresholds thresholds = result.thresholds();
    form.section("Thresholds", COLUMNS);
    form.entry("Unused credential", days(thresholds.unusedCredential()));
    form.entry("Unused role", days(thresholds.unusedRole()));
    form.entry("Unused permission", days(thresholds.unusedPermission()));
    form.entry("Age of an access key", days(thresholds.accessKeyAge()));
    form.entry("Last use of the root user", days(thresholds.rootUse()));
    form.entry("Password length", thresholds.passwordLength() + " characters");
    form.entry("Password reuse", thresholds.passwordReuse() + " earlier passwords");
  }

  private static String days(java.time.Period period) {
    return period.toTotalMonths() == 0 ? period.getDays() + " days" : period.toString();
  }

  private void baselines() {
    form.section("Baselines", COLUMNS);
    if (result.baselines().isEmpty()) {
      form.entry("none", "nothing was said to be required, so nothing is called excess or missing");
      return;
    }
    form.header(4, "Baseline", "File", "Owner", "Reviewed");
    for (Baseline baseline : result.baselines()) {
      form.entry(
          baseline.name(),
          baseline.file(),
          baseline.owner(),
          baseline.reviewed().map(Object::toString).orElse(""));
    }
    Set<AccountId> audited = snapshots().map(AccountSnapshot::account).collect(Collectors.toSet());
    for (Baseline baseline : result.baselines()) {
      if (!baseline.accounts().isEmpty() && Collections.disjoint(baseline.accounts(), audited)) {
        form.entry(
            "Not compared",
            baseline.name(),
            baseline.accounts().stream()
                    .map(AccountId::digits)
                    .sorted()
                    .collect(Collectors.joining(", "))
                + " alone: no account of this run");
      }
    }
  }

  /** What the run is compared with, and whose place it takes. */
  private void earlierRuns() {
    if (!result.history().kept()) {
      return;
    }
    form.section("Compared with", COLUMNS);
    form.header(4, "Account", "Previous run", "As of (UTC)", "Supersedes");
    for (AccountHistory account : result.history().accounts()) {
      form.entry(
          account.account().digits(),
          account.previous().map(AccountHistory.Previous::runId).orElse("none: the first run"),
          account.previous().map(p -> ReportPeriod.text(p.asOf())).orElse(""),
          account.supersedes().orElse(""));
    }
  }

  private void definitions() {
    form.section("Verdicts", COLUMNS);
    for (Verdict verdict : Verdict.values()) {
      form.entry(verdict.text(), Definitions.of(verdict));
    }
    form.section("Severities", COLUMNS);
    for (Severity severity : Severity.values()) {
      form.line().text(0, Look.of(severity), severity.name());
      form.text(1, Look.WRAP, Definitions.of(severity));
    }
    form.section("Words in columns", COLUMNS);
    Definitions.WORDS.forEach(form::entry);
  }

  private void rules() {
    form.section("Rules, version " + result.productVersion(), COLUMNS);
    form.header(4, "Type", "Logic", "Base severity", "Code");
    for (FindingType type : FindingType.values()) {
      form.entry(type.name(), type.meaning(), type.base().name(), type.code());
    }
  }

  private void inputs() {
    form.section("Inputs", COLUMNS);
    form.header(2, "Name", "SHA-256");
    for (Map.Entry<String, String> input : new TreeMap<>(result.inputs()).entrySet()) {
      form.line().text(0, Look.WRAP, input.getKey()).text(1, Look.ID, input.getValue());
    }
  }

  private void reproduce() {
    form.section("How to reproduce and check", COLUMNS);
    // Only a run of a configuration keeps a history.
    boolean configured = result.history().kept();
    form.entry(
        "Make it again",
        "java -jar iamaudit.jar run "
            + (configured ? "--config FILE" : "--snapshot DIR --baselines DIR")
            + " --as-of "
            + result.asOf()
            + "\nwith version "
            + result.productVersion()
            + (configured
                ? ", for the same accounts, with the inputs above and the same runs before it"
                : " and the inputs above")
            + " gives the same findings.json, byte for byte.");
    form.entry(
        "Check the package",
        "java -jar iamaudit.jar verify DIR checks every file against manifest.json, makes the findings"
            + " again from raw/ and inputs/, and compares with the package before it.");
    form.entry(
        "Check the findings", "sha256sum findings.json gives the Findings SHA-256 of sheet Cover.");
    form.entry(
        "Raw data SHA-256",
        "SHA-256 over one line for each input, sorted by name: its hash, two blanks, its name,"
            + " line feed.");
  }

  private void notes() {
    Book book = rendering.book();
    form.section("About this workbook", COLUMNS);
    Definitions.NOT_FILLED.forEach(form::entry);
    if (!result.history().kept()) {
      form.entry(
          "Sheet Changes",
          "not produced: no history of runs is kept, so every finding counts as new");
    }
    form.entry(
        "Cells",
        "%d texts were longer than a cell and are cut, with hash and place of the whole;"
                .formatted(book.cutCells())
            + " %d texts that look like formulas are marked as text, value unchanged."
                .formatted(book.quotedCells()));
    if (!book.unlinked().isEmpty()) {
      form.entry(
          "Links",
          "after %,d links on a sheet or %,d in all, the rest is plain text on: %s"
              .formatted(
                  book.limits().links(),
                  book.limits().allLinks(),
                  String.join(", ", book.unlinked())));
    }
    Definitions.EXCEL.forEach(form::entry);
  }
}
