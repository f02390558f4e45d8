package org.iamaudit.report;

import java.util.List;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.ComparisonRow;
import org.iamaudit.finding.Verdict;

/**
 * The heart of the workbook: required, granted and used of every principal, by verdict, service,
 * access level and statement. Streamed, as it has most of the rows.
 */
final class ComparisonSheet {
  private static final List<Column> COLUMNS =
      List.of(
          Column.id("Account ID", 15),
          Column.text("Principal", 30),
          Column.text("Kind", 8),
          Column.text("Verdict", 20),
          Column.flag("Conditional (Y/N)", 13),
          Column.id("Service", 20),
          Column.text("Access level", 24),
          Column.number("Actions (count)", 10),
          Column.wrap("Actions", 50),
          Column.wrap("Resources", 50),
          Column.wrap("Except resources", 36),
          Column.wrap("Conditions", 40),
          Column.wrap("Granted by", 40),
          Column.text("Via", 22),
          Column.number("Also affects", 10),
          Column.text("Baseline", 28),
          Column.text("Required by", 28),
          Column.text("Use state", 19),
          Column.date("Last used (UTC)"),
          Column.text("Use source", 24),
          Column.wrap("Blocked by", 40),
          Column.wrap("Witness request", 50),
          Column.wrap("Suggested edit", 50),
          Column.id("Finding ID", 18));

  /** Up to the statement that grants: what else there is would take ten times the paper. */
  private static final int PRINTED = 13;

  private ComparisonSheet() {}

  /** The rows of one principal, and as they go into {@code comparison.csv}. */
  private record Made(List<ComparisonRow> rows, CsvRows csv) {
    static Made of(AccountResult account, List<ComparisonRow> rows) {
      return new Made(rows, ComparisonCsv.rows(account, rows));
    }
  }

  static void write(Rendering rendering) {
    Highlights highlights =
        new Highlights()
            .bad("Verdict", Verdict.FORBIDDEN.text())
            .bad("Verdict", Verdict.EXCESS_IN_USE.text())
            .doubtful("Verdict", Verdict.EXCESS_UNUSED.text())
            .doubtful("Verdict", Verdict.EXCESS_USE_UNKNOWN.text())
            .bad("Verdict", Verdict.MISSING.text())
            .doubtful("Verdict", Verdict.DENIED_ATTEMPT.text())
            .good("Verdict", Verdict.OK.text())
            .quiet("Verdict", Verdict.TOLERATED.text());
    SheetWriter out =
        new SheetWriter(
            rendering.book(),
            "Comparison",
            "required, granted and used of every principal",
            COLUMNS,
            highlights,
            PRINTED);
    for (AccountResult account : rendering.result().accounts()) {
      Ahead.forEach(
          account.principals(),
          principal -> Made.of(account, principal.comparison().get()),
          made -> {
            rendering.comparisonCsv().add(made.csv());
            made.rows().forEach(row -> row(rendering, out, account, row));
          });
    }
    out.end();
  }

  private static void row(
      Rendering rendering, SheetWriter out, AccountResult account, ComparisonRow row) {
    rendering.services().add(row);
    SheetWriter begun =
        out.row(
            row.findingId().map(id -> "findings.json " + id).orElse(Rendering.snapshot(account)));
    rendering.comparisonRows().putIfAbsent(row.principal().arn(), begun.place());
    row.findingId().ifPresent(id -> rendering.comparedFindings().putIfAbsent(id, begun.place()));
    begun
        .text(account.snapshot().account().digits())
        .link(row.principal().name(), rendering.principalRows().of(row.principal().arn()))
        .text(row.principal().kind())
        .text(row.verdict().text())
        .flag(row.conditional())
        .text(row.service())
        .text(row.accessLevel().text())
        .number(row.actionCount())
        .text(row.actions())
        .text(row.resources())
        .text(row.exceptResources())
        .text(row.conditions())
        .text(row.grantedBy())
        .text(row.via())
        .number(row.alsoAffects())
        .text(row.baseline())
        .text(row.requiredBy())
        .text(row.use().state().name())
        .date(row.use().lastUsed())
        .text(row.use().source())
        .text(row.blockedBy())
        .text(row.witness())
        .text(row.suggestedEdit())
        .link(row.findingId().orElse(""), row.findingId().flatMap(rendering.findingRows()::of));
  }
}
