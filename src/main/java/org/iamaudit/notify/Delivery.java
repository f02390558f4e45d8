package org.iamaudit.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.iamaudit.notify.DeliveryListener.Outcome;
import org.iamaudit.notify.Outbox.Taken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Delivers what is due of a channel, one after the other.
 *
 * <p>A notification stays in the outbox until its channel has taken it, however long that is. The
 * pauses between attempts double from a minute to an hour. A channel that does not answer is left
 * alone with all that waits for it; one that refuses a single notification gets the others.
 *
 * <p>INVARIANT: it is marked as delivered after it has been, never before. Who dies in between
 * leaves one that will be delivered twice, under the same id.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** Longer than any attempt: after it, whoever took the notification is taken for dead. */
  static final Duration CLAIM = Duration.ofMinutes(15);

  private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 6;

  private final Outbox outbox;
  private final InstantSource clock;
  private final DeliveryListener listener;
  private volatile boolean stopped;

  Delivery(Outbox outbox, InstantSource clock, DeliveryListener listener) {
    this.outbox = outbox;
    this.clock = clock;
    this.listener = listener;
  }

  /** Takes nothing more; what is being sent goes on. */
  void stop() {
    stopped = true;
  }

  /** Until nothing is due any more, or the channel does not answer. */
  void deliver(Channel channel, Sender sender, Duration overdueAfter) {
    boolean goOn = true;
    while (goOn && !stopped && !Thread.currentThread().isInterrupted()) {
      Instant now = clock.instant();
      Optional<Taken> taken = outbox.take(channel.name(), now, now.plus(CLAIM));
      goOn = taken.isPresent() && attempt(channel, sender, taken.get(), overdueAfter);
    }
  }

  private boolean attempt(Channel channel, Sender sender, Taken taken, Duration overdueAfter) {
    Notification notification = taken.notification();
    try {
      sender.send(notification);
    } catch (DeliveryException e) {
      failed(channel, taken, e, overdueAfter);
      return e.isRefused();
    }
    outbox.delivered(taken, clock.instant());
    LOG.atInfo()
        .addKeyValue("event", "notification.sent")
        .addKeyValue("channel", channel.name())
        .addKeyValue("notification", notification.id())
        .addKeyValue("schedule", notification.notice().schedule())
        .addKeyValue("scheduled_for", notification.notice().scheduledFor())
        .log("notification sent");
    listener.attempted(channel.name(), Outcome.DELIVERED);
    return true;
  }

  private void failed(Channel channel, Taken taken, DeliveryException e, Duration overdueAfter) {
    Instant now = clock.instant();
    Instant next = now.plus(pause(taken.attempt()));
    outbox.failed(taken, e.getMessage(), next);
    if (!e.isRefused()) {
      outbox.postpone(channel.name(), next);
    }
    Notification notification = taken.notification();
    boolean overdue = notification.created().plus(overdueAfter).isBefore(now);
    LOG.atLevel(overdue ? Level.ERROR : Level.WARN)
        .addKeyValue("event", overdue ? "notification.overdue" : "notification.failed")
        .addKeyValue("channel", channel.name())
        .addKeyValue("notification", notification.id())
        .addKeyValue("schedule", notification.notice().schedule())
        .addKeyValue("scheduled_for", notification.notice().scheduledFor())
        .addKeyValue("attempt", taken.attempt())
        .addKeyValue("waiting_since", notification.created())
        .addKeyValue("next_attempt", next)
        .log(e.getMessage());
    listener.attempted(channel.name(), overdue ? Outcome.OVERDUE : Outcome.FAILED);
  }

  /** After so many attempts. */
  static Duration pause(int attempts) {
    Duration doubled =
        SHORTEST_PAUSE.multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, attempts - 1)));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
