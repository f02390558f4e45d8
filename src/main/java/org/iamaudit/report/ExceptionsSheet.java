package org.iamaudit.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.iamaudit.finding.Waiver;
import org.iamaudit.finding.WaiverUse;

/** A row for each waiver, those that excuse nothing included. */
final class ExceptionsSheet {
  private ExceptionsSheet() {}

  private static List<Column> columns(String findings) {
    return List.of(
        Column.id("Exception ID", 16),
        Column.text("Status", 12),
        Column.wrap("Rule/fingerprint matched", 44),
        Column.number(findings, 10),
        Column.text("Owner", 28),
        Column.wrap("Justification", 52),
        Column.wrap("Compensating control", 36),
        Column.text("Approved by", 28),
        Column.date("Approved on"),
        Column.date("Expires on"),
        Column.id("Ticket", 16),
        Column.id("Created in run", 28));
  }

  /**
   * Writes the sheet.
   *
   * @param findings what the findings are that are counted beside each waiver
   */
  static void write(Book book, List<WaiverUse> waivers, String findings) {
    Highlights highlights =
        new Highlights()
            .good("Status", "ACTIVE")
            .doubtful("Status", "EXPIRING")
            .bad("Status", "EXPIRED")
            .quiet("Status", "REVOKED")
            .quiet("Status", "PENDING");
    SheetWriter out =
        new SheetWriter(
            book,
            "Exceptions",
            "a row for each accepted risk or type of it",
            columns(findings),
            highlights);
    for (WaiverUse use : waivers) {
      Waiver waiver = use.waiver();
      out.row("findings.json, exceptions")
          .text(waiver.id())
          .text(use.status().name())
          .text(waiver.target().text())
          .number(use.matches())
          .text(waiver.owner())
          .text(waiver.reason())
          .text(waiver.compensatingControl())
          .text(waiver.approvedBy())
          .date(Optional.of(start(waiver.approvedOn())))
          .date(Optional.of(start(waiver.expires())))
          .text(waiver.ticket())
          .nothing();
    }
    out.end();
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
