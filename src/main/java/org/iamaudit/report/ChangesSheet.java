package org.iamaudit.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.Change;

/** A row for each difference to the run before: what came, went, or was decided. */
final class ChangesSheet {
  private static final String NAME = "Changes";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Change", 19),
          Column.id("Finding ID", 18),
          Column.text("Severity before", 12),
          Column.text("Severity after", 12),
          Column.id("Account ID", 15),
          Column.text("Principal", 36),
          Column.id("Code", 10),
          Column.wrap("Reason", 44),
          Column.id("Previous run ID", 28),
          Column.date("Date (UTC)"));

  private ChangesSheet() {}

  static void write(Rendering rendering) {
    write(
        rendering.book(),
        rendering.result().history().changes(),
        account -> rendering.result().asOf(),
        rendering.findingRows()::of);
  }

  /**
   * Writes any changes.
   *
   * @param seen as of when the run of an account was that shows the change
   * @param places where the row of a finding is, by its id
   */
  static void write(
      Book book,
      List<Change> changes,
      Function<AccountId, Instant> seen,
      Function<String, Optional<String>> places) {
    Highlights highlights =
        new Highlights()
            .bad("Change", "NEW")
            .bad("Change", "REOPENED")
            .doubtful("Change", "EXCEPTION_ENDED")
            .doubtful("Change", "NOT_EVALUATED")
            .good("Change", "RESOLVED")
            .quiet("Change", "EXCEPTED");
    SheetWriter out =
        new SheetWriter(
            book, NAME, "a row for each change against the run before", COLUMNS, highlights);
    for (Change change : changes) {
      out.row("findings.json " + change.findingId()).text(change.kind().name());
      out.link(change.findingId(), places.apply(change.findingId()));
      out.severity(change.before())
          .severity(change.after())
          .text(change.account().digits())
          .text(change.principal().name())
          .text(change.code())
          .text(change.reason())
          .text(change.previousRun())
          .date(Optional.of(seen.apply(change.account())));
    }
    out.end();
  }
}
