package org.iamaudit.report;

import java.util.List;
import org.iamaudit.finding.RunHistory;

/** Twelve months in a table, with a chart beside it once there are two of them. */
final class TrendTable {
  static final String TITLE =
      "Twelve months: open findings after the last run of each month, new and resolved ones of all"
          + " its runs";

  private TrendTable() {}

  /** A header and a line for each month. */
  static void write(FormWriter form, List<RunHistory.Point> points, SummaryCharts charts) {
    form.header(
        1,
        "Month",
        "Accounts",
        "Critical",
        "High",
        "Medium",
        "Low",
        "Info",
        "New",
        "Resolved",
        "Not evaluated");
    int first = form.number() + 1;
    for (RunHistory.Point point : points) {
      form.line().text(0, Look.ID, point.month().toString()).number(1, point.accounts());
      int column = 2;
      for (int open : point.open().values()) {
        if (point.accounts() > 0) { // else nobody looked, and 0 would say that there are none
          form.number(column, open);
        }
        column++;
      }
      form.number(column++, point.counts().fresh())
          .number(column++, point.counts().resolved())
          .number(column, point.counts().notEvaluated());
    }
    if (points.size() > 1) {
      charts.trend(first, points);
    }
  }
}
