package org.iamaudit.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Verdict;
import org.iamaudit.finding.Waiver;

/** The result in words, small tables and charts, for readers who open no other sheet. */
final class SummarySheet {
  static final String NAME = "Summary";
  private static final int TOP_SERVICES = 12;
  private static final int TOP = 10;
  private static final int TABLE_COLUMNS = 7;
  private static final List<String> EXCEPTIONS =
      List.of("Active", "Expiring within 30 days", "Expired", "Revoked", "Not yet approved");

  private static final List<String> LIFECYCLE =
      List.of("Open", "New", "Persisting", "Reopened", "Resolved", "Excepted", "Not evaluated");

  /** The verdicts of the table and the chart, what should be looked at first. */
  private static final List<Verdict> VERDICTS =
      List.of(
          Verdict.FORBIDDEN,
          Verdict.EXCESS_IN_USE,
          Verdict.EXCESS_UNUSED,
          Verdict.EXCESS_USE_UNKNOWN,
          Verdict.MISSING,
          Verdict.DENIED_ATTEMPT,
          Verdict.UNUSED,
          Verdict.TOLERATED,
          Verdict.NOT_JUDGED);

  private final Rendering rendering;
  private final AuditResult result;
  private final FormWriter form;
  private final SummaryCharts charts;

  private SummarySheet(Rendering rendering, SXSSFSheet sheet) {
    this.rendering = rendering;
    this.result = rendering.result();
    this.form = new FormWriter(rendering.book(), sheet, 32, 14, 12, 12, 12, 12, 12, 12, 12, 12);
    this.charts = new SummaryCharts(rendering.book().inMemory(sheet));
  }

  /** Fills the sheet; after the comparison, whose rows it sums up. */
  static void write(Rendering rendering, SXSSFSheet sheet) {
    SummarySheet summary = new SummarySheet(rendering, sheet);
    summary.headline();
    summary.severities();
    summary.words();
    summary.types();
    summary.coverage();
    summary.exceptions();
    summary.trend();
    summary.services();
    summary.principals();
    summary.accounts();
  }

  private void headline() {
    Totals totals = rendering.totals();
    form.heading(Look.TITLE, "Summary, " + rendering.period().title(), 34);
    form.heading(
        Look.HEADLINE,
        "%d of %d principals have findings above LOW"
            .formatted(totals.aboveLow(), totals.principals()),
        24);
    Map<Severity, Integer> counts = totals.bySeverity();
    form.heading(
        Look.NOTE,
        (totals.open().isEmpty()
                ? "No finding is open."
                : "%d findings are open: %d CRITICAL and %d HIGH come first."
                    .formatted(
                        totals.open().size(),
                        counts.get(Severity.CRITICAL),
                        counts.get(Severity.HIGH)))
            + " Ages and use are as of "
            + ReportPeriod.text(result.asOf())
            + ".",
        16);
    if (!result.complete()) {
      form.line()
          .spill(
              0,
              TABLE_COLUMNS - 1,
              Look.BAD,
              "PARTIAL: not everything could be read. The reasons are on sheet Cover.");
    }
  }

  private void severities() {
    form.section("Findings by severity", LIFECYCLE.size() + 1);
    form.header(1, header("Severity", LIFECYCLE));
    int first = form.number() + 1;
    List<SeverityLine> lines = SeverityLine.of(result);
    for (SeverityLine line : lines) {
      form.line().text(0, Look.of(line.severity()), line.severity().name());
      for (int i = 0; i < LIFECYCLE.size(); i++) {
        form.number(i + 1, line.counts().get(i));
      }
    }
    if (lines.stream().anyMatch(l -> l.counts().subList(1, 4).stream().anyMatch(n -> n > 0))) {
      charts.severities(first, lines, LIFECYCLE.subList(1, 4));
    }
    if (!result.history().hasPrevious()) {
      form.heading(
          Look.NOTE, "Every finding counts as new: there is no earlier run to compare with.", 16);
    } else if (result.history().changes(Change.Kind.NOT_EVALUATED).findAny().isPresent()) {
      form.heading(
          Look.NOTE,
          "Not evaluated: there in an earlier run, and neither seen nor seen to be gone now. They"
              + " are on sheet Changes.",
          16);
    }
  }

  /** One table and a chart of it, if there is more than one month. */
  private void trend() {
    List<RunHistory.Point> trend = result.history().trend();
    if (trend.size() < 2) {
      return;
    }
    form.until(charts.bottom());
    form.section(TrendTable.TITLE, 10);
    TrendTable.write(form, trend, charts);
  }

  private void exceptions() {
    form.section("Exceptions", TABLE_COLUMNS);
    for (Waiver.Status status : Waiver.Status.values()) {
      long count =
          result.history().waivers().stream().filter(use -> use.status() == status).count();
      if (count > 0 || status.compareTo(Waiver.Status.EXPIRED) <= 0) {
        form.line().text(0, Look.KEY, EXCEPTIONS.get(status.ordinal())).number(1, count);
      }
    }
  }

  private static String[] header(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toArray(String[]::new);
  }

  private void words() {
    form.section("What the words mean", TABLE_COLUMNS);
    Definitions.FIRST_WORDS.forEach(
        (word, meaning) -> form.line().text(0, Look.KEY, word).spill(1, 6, Look.TEXT, meaning));
  }

  private void types() {
    List<Map.Entry<FindingType, Integer>> types =
        rendering.totals().byType().entrySet().stream()
            .sorted(
                Map.Entry.<FindingType, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    List<Map.Entry<FindingType, Integer>> others =
        types.subList(Math.min(TOP, types.size()), types.size());
    form.section("The most frequent findings", TABLE_COLUMNS);
    form.header(6, "Meaning", "", "", "", "Code", "", "Open");
    types.stream()
        .limit(TOP)
        .forEach(
            e ->
                form.line()
                    .spill(0, 3, Look.TEXT, e.getKey().meaning())
                    .spill(4, 5, Look.ID, e.getKey().code())
                    .number(6, e.getValue()));
    if (types.isEmpty()) {
      none();
    }
    if (!others.isEmpty()) {
      form.line()
          .spill(0, 5, Look.TEXT, "%d other types, on sheet Findings".formatted(others.size()))
          .number(6, others.stream().mapToInt(Map.Entry::getValue).sum());
    }
  }

  private void coverage() {
    Totals totals = rendering.totals();
    form.section("Coverage", TABLE_COLUMNS);
    form.line().text(0, Look.KEY, "Principals with a baseline").number(1, totals.withBaseline());
    form.spill(2, 6, Look.TEXT, "of " + totals.principals());
    form.line().text(0, Look.KEY, "Coverage").percent(1, totals.coverage());
    form.spill(2, 6, Look.TEXT, "without a baseline nobody said what a principal needs");
    form.line().text(0, Look.KEY, "Policies read in full").number(1, totals.policiesRead());
    form.spill(2, 6, Look.TEXT, "of " + totals.principals());
  }

  private void services() {
    form.until(charts.bottom());
    List<ServiceVerdicts.Line> top = rendering.services().top(TOP_SERVICES);
    form.section(
        "Verdicts by service, actions"
            + (rendering.services().size() > TOP_SERVICES
                ? " (the " + TOP_SERVICES + " services with the most to look at)"
                : ""),
        VERDICTS.size() + 1);
    String[] header = new String[VERDICTS.size() + 1];
    header[0] = "Service";
    Arrays.setAll(header, i -> i == 0 ? "Service" : VERDICTS.get(i - 1).text());
    form.header(1, header);
    int first = form.number() + 1;
    for (ServiceVerdicts.Line line : top) {
      form.line().text(0, Look.ID, line.service());
      for (int i = 0; i < VERDICTS.size(); i++) {
        form.number(i + 1, line.of(VERDICTS.get(i)));
      }
    }
    if (top.isEmpty()) {
      none();
    } else {
      charts.services(first, top, VERDICTS);
    }
    Map<Verdict, Long> all = Totals.byVerdict(result);
    form.heading(
        Look.NOTE,
        "An action counts once for each grant. Required and granted, and not known to be unused"
            + " (OK), in all services: "
            + all.getOrDefault(Verdict.OK, 0L)
            + ".",
        16);
  }

  /** The one line of a table without rows. */
  private void none() {
    form.line().spill(0, TABLE_COLUMNS - 1, Look.TEXT, "none");
  }

  private void principals() {
    form.section("Principals with the most severe findings", TABLE_COLUMNS);
    form.header(4, "Principal", "Account ID", "Kind", "Tier", "Critical", "High", "Findings");
    record Line(AccountResult account, PrincipalResult result, Map<Severity, Integer> open) {
      int of(Severity severity) {
        return open.getOrDefault(severity, 0);
      }
    }
    Map<String, Map<Severity, Integer>> open = new java.util.HashMap<>();
    for (Finding finding : rendering.totals().open()) {
      open.computeIfAbsent(finding.principal().arn(), a -> new EnumMap<>(Severity.class))
          .merge(finding.severity(), 1, Integer::sum);
    }
    Comparator<Line> worst = Comparator.comparing(l -> 0);
    for (Severity severity : Severity.values()) {
      worst = worst.thenComparing(Comparator.<Line>comparingInt(l -> l.of(severity)).reversed());
    }
    List<Line> top =
        result.accounts().stream()
            .flatMap(
                account ->
                    account.principals().stream()
                        .filter(p -> open.containsKey(p.principal().arn()))
                        .map(p -> new Line(account, p, open.get(p.principal().arn()))))
            .sorted(worst.thenComparing(l -> l.result().principal().arn()))
            .limit(TOP)
            .toList();
    if (top.isEmpty()) {
      none();
    }
    top.forEach(
        l -> {
          form.line();
          String name = l.result().principal().name();
          rendering
              .principalRows()
              .of(l.result().principal().arn())
              .ifPresent(place -> form.link(0, name, place));
          form.text(1, Look.ID, l.account().snapshot().account().digits());
          form.text(2, Look.TEXT, l.result().principal().kind());
          form.text(3, Look.TEXT, l.result().tier());
          form.number(4, l.of(Severity.CRITICAL)).number(5, l.of(Severity.HIGH));
          form.number(6, l.open().values().stream().mapToInt(Integer::intValue).sum());
        });
  }

  private void accounts() {
    if (result.accounts().size() < 2) {
      return;
    }
    form.section("Accounts with the most findings", TABLE_COLUMNS);
    form.header(3, "Account", "Account ID", "Result", "Principals", "Critical", "High", "Findings");
    record Line(AccountResult account, List<Finding> open) {
      long of(Severity severity) {
        return open.stream().filter(f -> f.severity() == severity).count();
      }
    }
    result.accounts().stream()
        .map(a -> new Line(a, a.findings().stream().filter(Finding::isOpen).toList()))
        .sorted(Comparator.<Line>comparingInt(l -> l.open().size()).reversed())
        .limit(TOP)
        .forEach(
            l -> {
              form.line().text(0, Look.TEXT, l.account().name());
              form.text(1, Look.ID, l.account().snapshot().account().digits());
              boolean complete = l.account().gaps().isEmpty();
              form.text(2, complete ? Look.GOOD : Look.BAD, complete ? "COMPLETE" : "PARTIAL");
              form.number(3, l.account().principals().size());
              form.number(4, l.of(Severity.CRITICAL)).number(5, l.of(Severity.HIGH));
              form.number(6, l.open().size());
            });
  }
}
