package org.iamaudit.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Channel.Slack;
import org.iamaudit.notify.DeliveryListener.Outcome;
import org.junit.jupiter.api.Test;

class CourierTest {
  private record Attempt(String channel, Outcome outcome) {}

  private static final Duration LONG = Duration.ofMinutes(2);

  private final MemoryOutbox outbox = new MemoryOutbox();
  private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();
  private Instant now = Notices.FIRE_TIME;

  private static Channel slack(String name, String variable) {
    return new Channel(
        name,
        EnumSet.allOf(Event.class),
        Severity.HIGH,
        new Slack(new Secret.InEnvironment(variable)));
  }

  private Courier courier(Map<String, String> environment, Channel... channels) {
    return courier(Duration.ZERO, environment, channels);
  }

  private Courier courier(
      Duration stopWithin, Map<String, String> environment, Channel... channels) {
    return new Courier(
        outbox,
        () -> new NotifySettings(List.of(channels), Duration.ofDays(2)),
        new Senders(environment, LONG, () -> now),
        stopWithin,
        () -> now,
        (channel, outcome) -> attempts.add(new Attempt(channel, outcome)));
  }

  @Test
  void aChannelThatHangsDoesNotDelayAnother() throws Exception {
    try (WebhookServer hanging = new WebhookServer();
        WebhookServer working = new WebhookServer();
        Courier courier =
            courier(
                Map.of("A", hanging.url(), "B", working.url()), slack("a", "A"), slack("b", "B"))) {
      hanging.behaving(hanging.hanging());
      outbox.add(new Notification("1", "a", now, Notices.missed()));
      courier.look();
      assertThat(hanging.received.poll(120, TimeUnit.SECONDS)).isNotNull();

      outbox.add(new Notification("2", "b", now, Notices.missed()));
      // The worker of before may have found nothing and not be gone yet; a later look sets another.
      org.awaitility.Awaitility.await()
          .atMost(LONG)
          .until(
              () -> {
                courier.look();
                return attempts.contains(new Attempt("b", Outcome.DELIVERED));
              });

      assertThat(hanging.all()).as("no second attempt beside the first").isEmpty();
    }
  }

  /** The other side has it already, and would get it again after the next start. */
  @Test
  void whatIsBeingSentAtTheEndIsNotSentAgain() throws Exception {
    try (WebhookServer server = new WebhookServer()) {
      Courier courier = courier(LONG, Map.of("A", server.url()), slack("a", "A"));
      Thread closing = new Thread(courier::close);
      server.behaving(
          exchange -> {
            closing.start();
            org.awaitility.Awaitility.await()
                .atMost(LONG)
                .until(
                    () ->
                        Set.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED)
                            .contains(closing.getState()));
            WebhookServer.status(200, "ok").answer(exchange);
          });
      outbox.add(new Notification("1", "a", now, Notices.missed()));
      outbox.add(new Notification("2", "a", now, Notices.missed()));
      courier.look();

      assertThat(attempts.poll(120, TimeUnit.SECONDS))
          .isEqualTo(new Attempt("a", Outcome.DELIVERED));
      closing.join();
      assertThat(outbox.isOver("1")).isTrue();
      assertThat(outbox.isOver("2")).as("left to the next start").isFalse();
      assertThat(server.all()).hasSize(1);
    }
  }

  /** An executor would not do it again, and nobody would hear of it. */
  @Test
  void whateverGoesWrongWhileLookingIsTriedAgain() {
    Courier courier =
        new Courier(
            outbox,
            () -> {
              throw new OutOfMemoryError("as if no thread could be made");
            },
            Map.of(),
            () -> now,
            (channel, outcome) -> {});
    try (courier) {
      assertThatCode(courier::look).doesNotThrowAnyException();
      assertThatCode(courier::tidy).doesNotThrowAnyException();
    }
  }

  @Test
  void whatWaitsForAChannelThatIsGoneIsGivenUpLoudlyAndNotAtOnce() {
    outbox.add(new Notification("1", "gone", now, Notices.missed()));
    try (Courier courier = courier(Map.of(), slack("a", "A"))) {
      courier.tidy();
      assertThat(outbox.isOver("1")).isFalse();

      now = now.plus(Duration.ofDays(3));
      courier.tidy();

      assertThat(outbox.isOver("1")).isTrue();
      assertThat(attempts).containsExactly(new Attempt("gone", Outcome.ABANDONED));
    }
  }

  @Test
  void aChannelHearsOnlyOfWhatItWants() {
    NotifySettings settings =
        new NotifySettings(
            List.of(
                on("bad-news", Severity.HIGH, Event.FAILED, Event.MISSED),
                on("new-high", Severity.HIGH, Event.NEW_FINDINGS),
                on("new-low", Severity.LOW, Event.NEW_FINDINGS),
                on("ready", Severity.HIGH, Event.READY)),
            Duration.ofDays(2));

    assertThat(hears(settings, Notices.missed())).containsExactly("bad-news");
    assertThat(hears(settings, Notices.failed("x"))).containsExactly("bad-news");
    assertThat(hears(settings, Notices.partial())).isEmpty();
    assertThat(hears(settings, Notices.complete())).containsExactly("ready");
    assertThat(hears(settings, Notices.withNew(Severity.MEDIUM, 1, "x")))
        .containsExactly("new-low", "ready");
    assertThat(hears(settings, Notices.withNew(Severity.CRITICAL, 1, "x")))
        .containsExactly("new-high", "new-low", "ready");
  }

  private static Channel on(String name, Severity severity, Event... events) {
    return new Channel(name, EnumSet.copyOf(List.of(events)), severity, slack("x", "X").target());
  }

  private List<String> hears(NotifySettings settings, Notice notice) {
    return settings.address(notice, now).stream().map(Notification::channel).toList();
  }
}
