package org.iamaudit.schedule.watch;

import java.util.List;
import org.iamaudit.schedule.ScheduleStatus.Result;

/** Open findings over the last results: a stacked bar each, and the same as a table. */
final class TrendChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 180;
  private static final int BASE = 150;
  private static final int TOP = 18;
  private static final int SLOT = WIDTH / 12;
  private static final int BAR = 34;

  private TrendChart() {}

  static String of(List<Result> results, List<String> severities) {
    long most = results.stream().mapToLong(r -> total(r, severities)).max().orElse(0);
    StringBuilder svg = new StringBuilder();
    svg.append("<svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT);
    svg.append(
        "\" role=\"img\" aria-label=\"Open findings of the last results; the table below says");
    svg.append(" the same\">\n<line class=\"axis\" x1=\"0\" x2=\"").append(WIDTH);
    svg.append("\" y1=\"").append(BASE).append("\" y2=\"").append(BASE).append("\"/>\n");
    for (int i = 0; i < results.size(); i++) {
      bar(svg, results.get(i), severities, i * SLOT + (SLOT - BAR) / 2, Math.max(1, most));
    }
    return svg.append("</svg>\n").append(table(results, severities)).toString();
  }

  private static void bar(
      StringBuilder svg, Result result, List<String> severities, int x, long most) {
    double y = BASE;
    for (int i = severities.size() - 1; i >= 0; i--) {
      double height = (double) result.open(severities.get(i)) * (BASE - TOP) / most;
      y -= height;
      if (height > 0) {
        svg.append("<rect class=\"").append(severities.get(i)).append("\" x=\"").append(x);
        svg.append("\" y=\"").append(number(y)).append("\" width=\"").append(BAR);
        svg.append("\" height=\"").append(number(height)).append("\"/>\n");
      }
    }
    text(svg, x + BAR / 2, y - 5, Long.toString(total(result, severities)));
    text(svg, x + BAR / 2, BASE + 16, result.scheduledFor().toString().substring(5, 10));
  }

  private static void text(StringBuilder svg, int x, double y, String text) {
    svg.append("<text text-anchor=\"middle\" x=\"").append(x).append("\" y=\"");
    svg.append(number(y)).append("\">").append(text).append("</text>\n");
  }

  private static String number(double value) {
    return Double.toString(Math.round(value * 10) / 10.0);
  }

  private static long total(Result result, List<String> severities) {
    return severities.stream().mapToLong(result::open).sum();
  }

  private static String table(List<Result> results, List<String> severities) {
    StringBuilder html =
        new StringBuilder("<details><summary>As a table</summary>\n<table><thead>");
    html.append("<tr><th scope=\"col\">Fire time (UTC)</th>");
    severities.forEach(
        s -> html.append("<th scope=\"col\" class=\"number\">").append(s).append("</th>"));
    html.append("</tr></thead><tbody>\n");
    for (Result result : results) {
      html.append("<tr><th scope=\"row\">").append(result.scheduledFor()).append("</th>");
      severities.forEach(
          s -> html.append("<td class=\"number\">").append(result.open(s)).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></details>\n").toString();
  }
}
