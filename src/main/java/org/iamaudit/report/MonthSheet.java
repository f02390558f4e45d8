package org.iamaudit.report;

import java.util.List;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.finding.Waiver;
import org.iamaudit.report.MonthlyReport.Planned;

/** A month in words, small tables and a chart. */
final class MonthSheet {
  static final String NAME = "Month";
  private static final int COLUMNS = 7;

  private final FormWriter form;
  private final Book book;
  private final MonthlyReport report;
  private final SummaryCharts charts;

  private MonthSheet(Book book, SXSSFSheet sheet, MonthlyReport report) {
    this.book = book;
    this.report = report;
    this.form = new FormWriter(book, sheet, 36, 22, 12, 12, 12, 12, 12, 12, 12, 12);
    this.charts = new SummaryCharts(book.inMemory(sheet));
  }

  static void write(Book book, SXSSFSheet sheet, MonthlyReport report) {
    MonthSheet month = new MonthSheet(book, sheet, report);
    month.head();
    month.counts();
    month.trend();
    month.index();
  }

  private void head() {
    ReportPeriod period = new ReportPeriod(report.month());
    form.heading(Look.TITLE, "IAM permission audits, " + period.title(), 34);
    if (!report.organization().isEmpty()) {
      form.heading(Look.SUBTITLE, report.organization(), 20);
    }
    form.blank().line().text(0, Look.KEY, "Result");
    form.spill(
        1,
        COLUMNS - 1,
        report.complete() ? Look.GOOD : Look.BAD,
        report.complete()
            ? "COMPLETE: every account was audited in full, every planned run has its package"
            : "PARTIAL: " + String.join("; ", report.partialReasons()));
    form.line().text(0, Look.KEY, "Period start (UTC)").moment(1, period.start());
    form.line().text(0, Look.KEY, "Period end (UTC)").moment(1, period.end());
    form.line().text(0, Look.KEY, "As of (UTC)").moment(1, report.asOf());
    form.line().text(0, Look.KEY, "Roll-up ID").text(1, Look.ID, report.id());
    form.line().text(0, Look.KEY, "Product version").text(1, Look.ID, report.productVersion());
    form.line().text(0, Look.KEY, "Classification").text(1, Look.TEXT, report.classification());
  }

  private void counts() {
    form.section("In numbers", COLUMNS);
    number("Accounts", report.accounts().size(), "audited or configured");
    number("Not audited", report.accounts("NOT_AUDITED"), "no run, or nothing could be read");
    number(
        "Open findings",
        report.accounts().stream().mapToLong(MonthlyReport.Account::openNow).sum(),
        "after the last run of each account that was audited");
    for (Change.Kind kind : Change.Kind.values()) {
      number(
          kind.name(),
          report.changes().stream().filter(c -> c.kind() == kind).count(),
          "against the last run before the month");
    }
    number("Overdue", report.overdue().size(), "reviews and waivers whose time has passed");
    for (Waiver.Status status : Waiver.Status.values()) {
      number(
          "Exceptions " + status,
          report.exceptions().stream().filter(e -> e.status() == status).count(),
          "at the end of the month");
    }
    number("Planned runs", report.planned().size(), "times at which a schedule fires");
    number("Without a package", report.planned(Planned.State.NOT_AUDITED), "of the planned runs");
  }

  private void number(String what, long count, String meaning) {
    form.line().text(0, Look.KEY, what).number(1, count).spill(2, 6, Look.TEXT, meaning);
  }

  private void trend() {
    List<RunHistory.Point> trend = report.trend();
    form.until(charts.bottom());
    form.section(TrendTable.TITLE, 10);
    TrendTable.write(form, trend, charts);
  }

  private void index() {
    form.until(charts.bottom());
    form.section("Sheets", COLUMNS);
    form.header(1, "Sheet", "Rows", "", "", "", "", "");
    for (Book.Part part : book.parts()) {
      form.line().link(0, part.name(), "'" + part.name() + "'!A1").number(1, part.rows().orElse(0));
      form.spill(2, 6, Look.TEXT, part.holds());
    }
  }
}
