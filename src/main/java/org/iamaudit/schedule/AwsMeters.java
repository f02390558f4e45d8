package org.iamaudit.schedule;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.iamaudit.collect.CallListener;

/** Counts and times the calls to AWS that audits make, since the process began. */
final class AwsMeters implements CallListener {
  private static final Duration[] BUCKETS =
      Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Override
  public void called(String service, String operation, Outcome outcome, Duration took) {
    String word = outcome.name().toLowerCase(Locale.ROOT);
    registry
        .counter(
            "iamaudit.aws.requests", "service", service, "operation", operation, "outcome", word)
        .increment();
    registry
        .counter("iamaudit.aws.throttles", "service", service)
        .increment(outcome == Outcome.THROTTLED ? 1 : 0);
    Timer.builder("iamaudit.aws.request.duration")
        .tag("service", service)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(took);
  }

  /** In Prometheus's text format; nothing before the first call. */
  String text() {
    return registry.scrape();
  }
}
