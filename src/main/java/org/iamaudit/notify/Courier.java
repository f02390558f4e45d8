package org.iamaudit.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.iamaudit.notify.DeliveryListener.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes notifications out of the outbox beside the audits. Each channel is served by itself, so
 * that one that hangs delays neither an audit nor another channel.
 */
public final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

  /** How long the other side may keep us waiting at a time. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What is delivered is remembered that long, for whoever asks. */
  private static final Duration REMEMBERED = Duration.ofDays(90);

  /** How long what is being sent is awaited at the end. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  /** And what was interrupted then, which has to be noted. */
  private static final Duration NOTE_WITHIN = Duration.ofSeconds(1);

  private final Outbox outbox;
  private final Supplier<NotifySettings> settings;
  private final InstantSource clock;
  private final DeliveryListener listener;
  private final Delivery delivery;
  private final Senders senders;
  private final Duration stopWithin;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final ExecutorService workers = Executors.newCachedThreadPool(threads("notify"));
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(threads("notify-look"));

  /**
   * A courier that has not begun.
   *
   * @param settings those in force, asked anew each time
   * @param environment where secrets may be
   */
  public Courier(
      Outbox outbox,
      Supplier<NotifySettings> settings,
      Map<String, String> environment,
      InstantSource clock,
      DeliveryListener listener) {
    this(outbox, settings, new Senders(environment, PATIENCE, clock), STOP_WITHIN, clock, listener);
  }

  Courier(
      Outbox outbox,
      Supplier<NotifySettings> settings,
      Senders senders,
      Duration stopWithin,
      InstantSource clock,
      DeliveryListener listener) {
    this.outbox = outbox;
    this.settings = settings;
    this.senders = senders;
    this.stopWithin = stopWithin;
    this.clock = clock;
    this.listener = listener;
    this.delivery = new Delivery(outbox, clock, listener);
  }

  /** Looks at once, and from then on every few seconds. */
  public void start() {
    looking.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    looking.scheduleWithFixedDelay(this::tidy, 0, 1, TimeUnit.HOURS);
  }

  /** Sets a worker to each channel that has none. */
  void look() {
    try {
      NotifySettings inForce = settings.get();
      for (Channel channel : inForce.channels()) {
        if (busy.add(channel.name())) {
          begin(channel, inForce.overdueAfter());
        }
      }
    } catch (RuntimeException | Error e) { // an executor drops what throws
      LOG.atError()
          .addKeyValue("event", "notification.delayed")
          .log("cannot look for notifications for now: {}", e.toString());
    }
  }

  private void begin(Channel channel, Duration overdueAfter) {
    boolean begun = false;
    try {
      workers.execute(() -> serve(channel, overdueAfter));
      begun = true;
    } finally {
      if (!begun) {
        busy.remove(channel.name());
      }
    }
  }

  private void serve(Channel channel, Duration overdueAfter) {
    try {
      delivery.deliver(channel, senders.of(channel), overdueAfter);
    } catch (RuntimeException | Error e) {
      // Such as a database that is away: what was taken is due again when its claim ends.
      LOG.atError()
          .addKeyValue("event", "notification.delayed")
          .addKeyValue("channel", channel.name())
          .log("cannot deliver notifications for now: {}", e.getMessage());
    } finally {
      busy.remove(channel.name());
    }
  }

  /**
   * Gives up what waits for a channel that is not there any more, and forgets what is long over.
   */
  void tidy() {
    try {
      Instant now = clock.instant();
      NotifySettings inForce = settings.get();
      for (Notification waiting : outbox.waitingSince(now.minus(inForce.overdueAfter()))) {
        if (inForce.channels().stream().noneMatch(c -> c.name().equals(waiting.channel()))) {
          outbox.abandon(waiting, now);
          LOG.atError()
              .addKeyValue("event", "notification.abandoned")
              .addKeyValue("channel", waiting.channel())
              .addKeyValue("notification", waiting.id())
              .addKeyValue("schedule", waiting.notice().schedule())
              .addKeyValue("scheduled_for", waiting.notice().scheduledFor())
              .log("given up: the channel is not in the configuration any more");
          listener.attempted(waiting.channel(), Outcome.ABANDONED);
        }
      }
      outbox.forget(now.minus(REMEMBERED));
    } catch (RuntimeException | Error e) { // an executor drops what throws
      LOG.warn("cannot tidy the outbox for now: {}", e.getMessage());
    }
  }

  /**
   * What is being sent is awaited for a while: the other side may have it already, and would get it
   * again. All else is left to the next start; nothing is lost by that.
   */
  @Override
  public void close() {
    looking.shutdownNow();
    delivery.stop();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(stopWithin.toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
        workers.awaitTermination(NOTE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory threads(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
