package org.iamaudit.schedule.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import org.iamaudit.run.ProductVersion;
import org.iamaudit.schedule.AuditDaemon;
import org.iamaudit.schedule.DaemonStatus;
import org.iamaudit.schedule.DeliveryCounts.Deliveries;
import org.iamaudit.schedule.DeliveryTable;
import org.iamaudit.schedule.LedgerEntry.State;
import org.iamaudit.schedule.ScheduleStatus;

/**
 * What Prometheus reads. Names and meanings are in README; none carries an ARN, a user or an
 * account.
 */
final class Metrics {
  private static final String SECONDS = "seconds";

  private Metrics() {}

  /** In Prometheus's text format. */
  static String text(AuditDaemon daemon) {
    DaemonStatus status = daemon.status();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try {
      new JvmMemoryMetrics().bindTo(registry);
      new JvmThreadMetrics().bindTo(registry);
      new UptimeMetrics().bindTo(registry);
      Tags build =
          Tags.of(
              "version",
              ProductVersion.current(),
              "revision",
              ProductVersion.commit().orElse("unknown"));
      gauge(registry, "iamaudit.build.info", build, 1);
      gauge(registry, "iamaudit.ready", Tags.empty(), daemon.unready().isEmpty() ? 1 : 0);
      gauge(registry, "iamaudit.config.valid", Tags.empty(), daemon.isConfigLatest() ? 1 : 0);
      seconds(
          registry,
          "iamaudit.clock.offset",
          Tags.empty(),
          daemon.clockOffset().toMillis() / 1000.0);
      gauge(registry, "iamaudit.run.in.progress", Tags.empty(), count(status, State.STARTED));
      for (State state : new State[] {State.COMPLETE, State.PARTIAL, State.FAILED}) {
        counter(registry, "iamaudit.runs", Tags.of("outcome", state.word()), count(status, state));
      }
      Tags written = Tags.of("format", "xlsx", "outcome", "written");
      long reports = count(status, State.COMPLETE) + count(status, State.PARTIAL);
      counter(registry, "iamaudit.reports", written, reports);
      counter(registry, "iamaudit.schedule.misses", Tags.empty(), count(status, State.MISSED));
      for (Deliveries d : daemon.deliveries()) {
        Tags tags = Tags.of("channel", d.channel(), "outcome", d.outcome());
        counter(registry, "iamaudit.notifications", tags, d.count());
      }
      delivery(registry, status.delivery());
      status.schedules().forEach(schedule -> schedule(registry, schedule));
      return registry.scrape() + daemon.awsMetrics();
    } finally {
      registry.close();
    }
  }

  private static void delivery(MeterRegistry registry, DeliveryTable.Standing delivery) {
    counter(registry, "iamaudit.packages.delivered", Tags.empty(), delivery.delivered());
    gauge(registry, "iamaudit.packages.waiting", Tags.empty(), delivery.waiting());
    // There always, so that an alert has something to look at; no number while none waits.
    seconds(
        registry,
        "iamaudit.packages.waiting.since.timestamp",
        Tags.empty(),
        delivery.since().map(t -> t.toEpochMilli() / 1000.0).orElse(Double.NaN));
  }

  private static void schedule(MeterRegistry registry, ScheduleStatus status) {
    String name = status.schedule().name();
    Tags tags = Tags.of("schedule", name);
    status.next().ifPresent(t -> moment(registry, "iamaudit.run.next.timestamp", tags, t));
    status
        .lastResult()
        .ifPresent(t -> moment(registry, "iamaudit.run.last.success.timestamp", tags, t));
    status
        .lastStart()
        .ifPresent(t -> moment(registry, "iamaudit.run.last.start.timestamp", tags, t));
    status
        .took()
        .ifPresent(
            took -> seconds(registry, "iamaudit.run.duration", tags, took.toMillis() / 1000.0));
    gauge(registry, "iamaudit.schedule.stale", tags, status.stale().isPresent() ? 1 : 0);
    gauge(registry, "iamaudit.schedule.paused", tags, status.paused() ? 1 : 0);
    status.newest().ifPresent(r -> r.figures().forEach((k, v) -> figure(registry, tags, k, v)));
  }

  /** See the class Figures of the daemon for the names. */
  private static void figure(MeterRegistry registry, Tags tags, String name, long amount) {
    String[] parts = name.split("\\.", 3);
    switch (parts[0]) {
      case "findings" ->
          gauge(
              registry,
              "iamaudit.findings",
              tags.and("severity", parts[1], "status", parts[2]),
              amount);
      case "code" ->
          gauge(registry, "iamaudit.findings.by.code", tags.and("code", parts[1]), amount);
      case "principals" ->
          gauge(registry, "iamaudit.principals", tags.and("kind", parts[1]), amount);
      case "changes" ->
          gauge(registry, "iamaudit.finding.changes", tags.and("change", parts[1]), amount);
      case "exceptions" ->
          gauge(registry, "iamaudit.exceptions", tags.and("state", parts[1]), amount);
      case "reconciliation" -> gauge(registry, "iamaudit.reconciliation.differences", tags, amount);
      case "accounts" -> gauge(registry, "iamaudit.accounts", tags.and("state", parts[1]), amount);
      case "bytes" ->
          gauge(registry, "iamaudit.report.bytes", tags.and("format", parts[1]), amount);
      default -> gauge(registry, "iamaudit." + parts[0], tags, amount);
    }
  }

  private static long count(DaemonStatus status, State state) {
    return status.counts().getOrDefault(state, 0L);
  }

  private static void moment(MeterRegistry registry, String name, Tags tags, Instant moment) {
    seconds(registry, name, tags, moment.toEpochMilli() / 1000.0);
  }

  private static void seconds(MeterRegistry registry, String name, Tags tags, double value) {
    Gauge.builder(name, () -> value).tags(tags).baseUnit(SECONDS).register(registry);
  }

  private static void gauge(MeterRegistry registry, String name, Tags tags, double value) {
    Gauge.builder(name, () -> value).tags(tags).register(registry);
  }

  private static void counter(MeterRegistry registry, String name, Tags tags, double value) {
    // A FunctionCounter holds its number weakly and says 0 once it was collected.
    registry.counter(name, tags).increment(value);
  }
}
