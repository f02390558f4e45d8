package org.iamaudit.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.iamaudit.notify.Channel;
import org.iamaudit.notify.DeliveryListener;

/** How attempts to deliver notifications have ended since the process began. */
public final class DeliveryCounts implements DeliveryListener {
  private final Map<String, Map<Outcome, Long>> counts = new ConcurrentSkipListMap<>();

  @Override
  public void attempted(String channel, Outcome outcome) {
    counts
        .computeIfAbsent(channel, c -> new ConcurrentSkipListMap<>())
        .merge(outcome, 1L, Long::sum);
  }

  /** Every outcome of these channels, and of any other that there was. */
  List<Deliveries> of(List<Channel> configured) {
    return Stream.concat(configured.stream().map(Channel::name), counts.keySet().stream())
        .distinct()
        .flatMap(channel -> Stream.of(Outcome.values()).map(outcome -> of(channel, outcome)))
        .toList();
  }

  private Deliveries of(String channel, Outcome outcome) {
    long count = counts.getOrDefault(channel, Map.of()).getOrDefault(outcome, 0L);
    return new Deliveries(channel, outcome.name().toLowerCase(Locale.ROOT), count);
  }

  /**
   * How often attempts of a channel ended in one way.
   *
   * @param outcome {@code delivered}, {@code failed}, {@code overdue}, {@code abandoned}
   */
  public record Deliveries(String channel, String outcome, long count) {}
}
