package org.iamaudit.schedule.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.finding.Severity;
import org.iamaudit.run.ProductVersion;
import org.iamaudit.schedule.DaemonStatus;
import org.iamaudit.schedule.DeliveryTable;
import org.iamaudit.schedule.LedgerEntry;
import org.iamaudit.schedule.ScheduleStatus;
import org.iamaudit.snapshot.Sha256;

/**
 * The page for people: one HTML document without scripts, pictures or anything from elsewhere. Its
 * one style sheet is in it, named by its hash, so that a browser takes no other.
 */
final class StatusPage {
  private static final String STYLE = style();

  /** The content security policy of every answer. */
  static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<String> SEVERITIES =
      Stream.of(Severity.values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList();
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

  private final DaemonStatus status;
  private final Optional<String> packagesUrl;
  private final StringBuilder html = new StringBuilder();

  private StatusPage(DaemonStatus status, Optional<String> packagesUrl) {
    this.status = status;
    this.packagesUrl = packagesUrl;
  }

  /**
   * The page.
   *
   * @param unready why the daemon cannot do its work now; empty: it can
   * @param organization empty string if not configured
   * @param packagesUrl where packages are found, with a slash at the end
   */
  static String html(
      DaemonStatus status,
      List<String> unready,
      String organization,
      Optional<String> packagesUrl) {
    StatusPage page = new StatusPage(status, packagesUrl);
    page.begin(unready.isEmpty(), organization);
    page.alerts(unready);
    status.schedules().forEach(page::findings);
    page.schedules();
    page.latest();
    return page.end();
  }

  private void begin(boolean ready, String organization) {
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>iamaudit");
    html.append(organization.isEmpty() ? "" : " · " + Html.of(organization));
    html.append("</title>\n<style>").append(STYLE).append("</style>\n</head>\n<body>\n<header>\n");
    html.append("<h1>iamaudit</h1>\n<p>").append(Html.of(organization)).append("</p>\n");
    html.append(ready ? pill("good", "ready") : pill("bad", "not ready"));
    html.append("\n<p class=\"when\">as of ").append(utc(status.now())).append("</p>\n");
    html.append("</header>\n<main>\n");
  }

  private void alerts(List<String> unready) {
    List<String> alerts = new ArrayList<>(unready);
    for (ScheduleStatus schedule : status.schedules()) {
      schedule
          .stale()
          .ifPresent(
              time ->
                  alerts.add(
                      schedule.schedule().name() + " has no result of its fire time " + utc(time)));
    }
    DeliveryTable.Standing delivery = status.delivery();
    if (!delivery.reason().isEmpty()) {
      alerts.add(
          "packages that wait for the bucket: "
              + delivery.waiting()
              + ", the first since "
              + delivery.since().map(StatusPage::utc).orElse("")
              + "; "
              + delivery.reason());
    }
    if (!alerts.isEmpty()) {
      html.append("<section class=\"alert\" role=\"alert\"><h2>Needs attention</h2><ul>\n");
      alerts.forEach(a -> html.append("<li>").append(Html.of(a)).append("</li>\n"));
      html.append("</ul></section>\n");
    }
  }

  private void findings(ScheduleStatus schedule) {
    if (schedule.newest().isEmpty()) {
      return;
    }
    ScheduleStatus.Result newest = schedule.newest().get();
    html.append("<section><h2>Open findings: ").append(Html.of(schedule.schedule().name()));
    html.append("</h2>\n<dl class=\"tiles\">\n");
    for (String severity : SEVERITIES) {
      html.append("<div class=\"").append(severity).append("\"><dt>").append(severity);
      html.append("</dt><dd>").append(newest.open(severity)).append("</dd></div>\n");
    }
    html.append("</dl>\n<h3>Last results</h3>\n");
    html.append(TrendChart.of(schedule.results(), SEVERITIES));
    html.append("</section>\n");
  }

  private void schedules() {
    table("Schedules", "Schedule", "State", "Next", "Last", "Result");
    for (ScheduleStatus schedule : status.schedules()) {
      ZoneId zone = schedule.schedule().zone();
      html.append("<tr><th scope=\"row\">").append(Html.of(schedule.schedule().name()));
      html.append("<small>").append(Html.of(schedule.schedule().cron() + " · " + zone));
      html.append("</small></th><td>").append(state(schedule)).append("</td>");
      time(schedule.next(), zone);
      time(schedule.last().stream().findFirst().map(e -> e.period().scheduledFor()), zone);
      html.append("<td>");
      if (!schedule.last().isEmpty()) {
        html.append(pill(look(schedule.last()), schedule.lastWords()));
      }
      html.append("</td></tr>\n");
    }
    endTable();
  }

  private static String state(ScheduleStatus schedule) {
    String stale = schedule.stale().isPresent() ? " " + pill("bad", "stale") : "";
    return (schedule.paused() ? pill("warn", "paused") : pill("good", "on")) + stale;
  }

  private void latest() {
    table("Last audits", "Fire time (UTC)", "Schedule", "Result", "Attempts", "Evidence");
    for (LedgerEntry entry : status.latest()) {
      html.append("<tr><th scope=\"row\" class=\"time\">");
      html.append(utc(entry.period().scheduledFor()));
      html.append(entry.kind() == LedgerEntry.Kind.MANUAL ? "<small>by hand</small>" : "");
      html.append("</th><td>").append(Html.of(entry.period().schedule())).append("<small>");
      html.append(Html.of(entry.period().account())).append("</small></td><td class=\"reason\">");
      html.append(pill(look(List.of(entry)), entry.state().word()));
      html.append("<small>").append(Html.of(entry.reason())).append("</small></td><td>");
      html.append(entry.attempts()).append("<small>").append(Html.of(entry.node()));
      html.append("</small></td><td class=\"path\">")
          .append(evidence(entry))
          .append("</td></tr>\n");
    }
    endTable();
  }

  /** A link if it is known where people find packages, else the path. */
  private String evidence(LedgerEntry entry) {
    if (entry.workbook().isEmpty()) {
      return "";
    }
    Path workbook = Path.of(entry.workbook());
    Path folder = workbook.getParent();
    if (packagesUrl.isEmpty() || folder == null) {
      return Html.of(entry.workbook());
    }
    String url =
        packagesUrl.get() + encoded(folder.getFileName()) + "/" + encoded(workbook.getFileName());
    return "<a href=\""
        + Html.of(url)
        + "\">"
        + Html.of(workbook.getFileName().toString())
        + "</a>";
  }

  private static String encoded(Path name) {
    return URLEncoder.encode(name.toString(), UTF_8).replace("+", "%20");
  }

  private void table(String title, String... columns) {
    html.append("<section><h2>")
        .append(title)
        .append("</h2>\n<div class=\"scroll\" tabindex=\"0\"");
    html.append(" role=\"region\" aria-label=\"").append(title).append("\"><table><thead><tr>");
    for (String column : columns) {
      html.append("<th scope=\"col\">").append(column).append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
  }

  private void endTable() {
    html.append("</tbody></table></div></section>\n");
  }

  private void time(Optional<Instant> time, ZoneId zone) {
    html.append("<td class=\"time\">");
    time.ifPresent(
        t ->
            html.append(LOCAL.format(t.atZone(zone)))
                .append("<small>")
                .append(utc(t))
                .append("</small>"));
    html.append("</td>");
  }

  private String end() {
    html.append("</main>\n<footer>iamaudit ").append(Html.of(ProductVersion.current()));
    html.append(" · what is shown is read from the daemon's database</footer>\n</body>\n</html>\n");
    return html.toString();
  }

  private static String pill(String look, String text) {
    return "<span class=\"pill " + look + "\">" + Html.of(text) + "</span>";
  }

  private static String look(List<LedgerEntry> entries) {
    List<LedgerEntry.State> states = entries.stream().map(LedgerEntry::state).toList();
    if (states.contains(LedgerEntry.State.FAILED) || states.contains(LedgerEntry.State.MISSED)) {
      return "bad";
    }
    if (states.contains(LedgerEntry.State.PARTIAL)) {
      return "warn";
    }
    return states.stream().allMatch(LedgerEntry.State::isDone) ? "good" : "calm";
  }

  private static String utc(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String style() {
    try (InputStream in = StatusPage.class.getResourceAsStream("status.css")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a file of our own", e);
    }
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(Sha256.digest().digest(text.getBytes(UTF_8)));
  }
}
