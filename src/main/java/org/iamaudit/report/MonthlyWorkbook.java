package org.iamaudit.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ooxml.POIXMLProperties.CoreProperties;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.finding.Severity;

/** The sheets of a monthly roll-up; the first of them tells of the others. */
final class MonthlyWorkbook {
  private static final List<Column> ACCOUNTS =
      List.of(
          Column.id("Account ID", 15),
          Column.text("Account name", 28),
          Column.text("Result", 16),
          Column.number("Runs", 8),
          Column.id("Last run ID", 28),
          Column.date("Last run as of (UTC)"),
          Column.number("Principals", 11),
          Column.number("Critical", 10),
          Column.number("High", 10),
          Column.number("Medium", 10),
          Column.number("Low", 10),
          Column.number("Info", 10),
          Column.number("Open", 10),
          Column.number("Open the month before", 12),
          Column.number("New", 10),
          Column.number("Reopened", 10),
          Column.number("Resolved", 10),
          Column.number("Excepted", 10),
          Column.number("Not evaluated", 11));

  private static final List<Column> OVERDUE =
      List.of(
          Column.id("Account ID", 15),
          Column.id("Code", 10),
          Column.text("What", 36),
          Column.wrap("Meaning", 52),
          Column.date("First seen (UTC)"),
          Column.number("Age days", 9));

  private static final List<Column> PLANNED =
      List.of(Column.text("Schedule", 32), Column.date("Planned (UTC)"), Column.text("Result", 16));

  private final Book book;
  private final MonthlyReport report;

  private MonthlyWorkbook(Book book, MonthlyReport report) {
    this.book = book;
    this.report = report;
  }

  static void fill(Book book, MonthlyReport report) {
    MonthlyWorkbook workbook = new MonthlyWorkbook(book, report);
    SXSSFSheet first = book.sheet(MonthSheet.NAME, Page.ONE_A3);
    workbook.accounts();
    ChangesSheet.write(book, report.changes(), workbook::lastRun, id -> Optional.empty());
    ExceptionsSheet.write(book, report.exceptions(), "Excused by last run");
    workbook.overdue();
    workbook.planned();
    MonthSheet.write(book, first, report);
    workbook.properties();
    book.poi().getXSSFWorkbook().lockStructure();
    book.poi().setActiveSheet(0);
    book.poi().setSelectedTab(0);
  }

  /** As of when the last run of an account was, which is what shows its changes. */
  private Instant lastRun(AccountId id) {
    return report.accounts().stream()
        .filter(account -> account.id().equals(id))
        .flatMap(account -> account.last().stream())
        .map(Previous::asOf)
        .findFirst()
        .orElse(report.asOf());
  }

  private void accounts() {
    Highlights highlights =
        new Highlights()
            .good("Result", "COMPLETE")
            .doubtful("Result", "PARTIAL")
            .bad("Result", "NOT_AUDITED")
            .quiet("Result", "OUT_OF_SCOPE");
    SheetWriter out =
        new SheetWriter(book, "Accounts", "a row for each account", ACCOUNTS, highlights);
    for (MonthlyReport.Account account : report.accounts()) {
      out.row("history")
          .text(account.id().digits())
          .text(account.name())
          .text(account.result())
          .number(account.runs())
          .text(account.last().map(Previous::runId))
          .date(account.last().map(Previous::asOf))
          .number(account.principals());
      for (Severity severity : Severity.values()) {
        out.number(account.open().map(open -> open.get(severity)));
      }
      out.number(account.open().map(open -> account.openNow()))
          .number(account.openBefore())
          .number(account.counts().fresh())
          .number(account.counts().reopened())
          .number(account.counts().resolved())
          .number(account.counts().excepted())
          .number(account.counts().notEvaluated());
    }
    out.end();
  }

  private void overdue() {
    SheetWriter out =
        new SheetWriter(
            book, "Overdue", "what people should have done by now", OVERDUE, Highlights.NONE);
    for (MonthlyReport.Overdue item : report.overdue()) {
      out.row("history")
          .text(item.account().digits())
          .text(item.code())
          .text(item.what())
          .text(item.meaning())
          .date(Optional.of(item.firstSeen()))
          .number(days(item.firstSeen()));
    }
    out.end();
  }

  private long days(Instant firstSeen) {
    return Duration.between(firstSeen, report.asOf()).toDays();
  }

  private void planned() {
    Highlights highlights =
        new Highlights()
            .good("Result", "AUDITED")
            .bad("Result", "NOT_AUDITED")
            .quiet("Result", "TO_COME");
    SheetWriter out =
        new SheetWriter(
            book, "Planned runs", "a row for each time that a schedule fires", PLANNED, highlights);
    for (MonthlyReport.Planned run : report.planned()) {
      out.row("history")
          .text(run.schedule())
          .date(Optional.of(run.time()))
          .text(run.state().name());
    }
    out.end();
  }

  private void properties() {
    CoreProperties core = book.poi().getXSSFWorkbook().getProperties().getCoreProperties();
    String product = "iamaudit " + CellText.clean(report.productVersion());
    core.setTitle("IAM permission audit, roll-up of " + report.month());
    core.setCategory("Audit evidence");
    core.setCreator(product);
    core.setLastModifiedByUser(product);
    core.setCreated(Optional.of(Date.from(report.asOf())));
    core.setModified(Optional.of(Date.from(report.asOf())));
  }
}
