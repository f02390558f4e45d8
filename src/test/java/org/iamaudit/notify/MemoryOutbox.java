package org.iamaudit.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An outbox that forgets everything with the process, for tests of those who use one. */
final class MemoryOutbox implements Outbox {
  private static final class Row {
    final Notification notification;
    Instant due;
    int attempts;
    Optional<Instant> ended = Optional.empty();
    String reason = "";

    Row(Notification notification) {
      this.notification = notification;
      this.due = notification.created();
    }
  }

  private final List<Row> rows = new ArrayList<>();

  synchronized MemoryOutbox add(Notification notification) {
    rows.add(new Row(notification));
    return this;
  }

  /** When the next attempt of something is due. */
  synchronized Instant due(String id) {
    return row(id).due;
  }

  synchronized String reason(String id) {
    return row(id).reason;
  }

  synchronized boolean isOver(String id) {
    return row(id).ended.isPresent();
  }

  @Override
  public synchronized Optional<Taken> take(String channel, Instant now, Instant until) {
    return rows.stream()
        .filter(r -> r.notification.channel().equals(channel))
        .filter(r -> r.ended.isEmpty() && !r.due.isAfter(now))
        .min(Comparator.comparing(r -> r.due))
        .map(
            r -> {
              r.due = until;
              r.attempts++;
              return new Taken(r.notification, r.attempts);
            });
  }

  @Override
  public synchronized void delivered(Taken taken, Instant now) {
    row(taken.notification().id()).ended = Optional.of(now);
  }

  @Override
  public synchronized void failed(Taken taken, String why, Instant next) {
    Row row = row(taken.notification().id());
    row.due = next;
    row.reason = why;
  }

  @Override
  public synchronized void postpone(String channel, Instant next) {
    rows.stream()
        .filter(r -> r.notification.channel().equals(channel) && r.due.isBefore(next))
        .forEach(r -> r.due = next);
  }

  @Override
  public synchronized List<Notification> waitingSince(Instant created) {
    return rows.stream()
        .filter(r -> r.ended.isEmpty() && r.notification.created().isBefore(created))
        .map(r -> r.notification)
        .toList();
  }

  @Override
  public synchronized void abandon(Notification notification, Instant now) {
    row(notification.id()).ended = Optional.of(now);
  }

  @Override
  public synchronized void forget(Instant ended) {
    rows.removeIf(r -> r.ended.filter(e -> e.isBefore(ended)).isPresent());
  }

  private Row row(String id) {
    return rows.stream().filter(r -> r.notification.id().equals(id)).findFirst().orElseThrow();
  }
}
