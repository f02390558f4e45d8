package org.iamaudit.report;

import java.util.List;
import java.util.Optional;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Severity;

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
            rendering.book(),
            NAME,
            "a row for each change against the run before",
            COLUMNS,
            highlights);
    for (Change change : rendering.result().history().changes()) {
      out.row("findings.json " + change.findingId()).text(change.kind().name());
      out.link(change.findingId(), rendering.findingRows().of(change.findingId()));
      severity(out, change.before());
      severity(out, change.after());
      out.text(change.account().digits())
          .text(change.principal().name())
          .text(change.code())
          .text(change.reason())
          .text(change.previousRun())
          .date(Optional.of(rendering.result().asOf()));
    }
    out.end();
  }

  private static void severity(SheetWriter out, Optional<Severity> severity) {
    if (severity.isPresent()) {
      out.severity(severity.get());
    } else {
      out.nothing();
    }
  }
}
