package org.iamaudit.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Channel.Slack;
import org.iamaudit.notify.DeliveryListener.Outcome;
import org.iamaudit.run.LogCapture;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final Channel CHANNEL =
      new Channel(
          "chat",
          EnumSet.allOf(Event.class),
          Severity.HIGH,
          new Slack(new Secret.InEnvironment("URL")));
  private static final Duration OVERDUE = Duration.ofDays(2);

  private final MemoryOutbox outbox = new MemoryOutbox();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private Instant now = Notices.FIRE_TIME;

  private void deliver(Sender sender) {
    new Delivery(outbox, () -> now, (channel, outcome) -> outcomes.add(outcome))
        .deliver(CHANNEL, sender, OVERDUE);
  }

  private void waiting(String... ids) {
    for (String id : ids) {
      outbox.add(new Notification(id, "chat", Notices.FIRE_TIME, Notices.complete()));
    }
  }

  private void send(Notification notification) {
    sent.add(notification.id());
  }

  private static void down(Notification notification) throws DeliveryException {
    throw DeliveryException.unavailable("HTTP status 500", null);
  }

  @Test
  void everythingThatIsDueIsDelivered() {
    waiting("1", "2", "3");

    deliver(this::send);
    deliver(this::send);

    assertThat(sent).containsExactly("1", "2", "3");
    assertThat(outcomes).containsOnly(Outcome.DELIVERED).hasSize(3);
  }

  @Test
  void aChannelThatIsDownIsTriedOnceAndLosesNothing() {
    waiting("1", "2");

    deliver(DeliveryTest::down);
    assertThat(outcomes).containsExactly(Outcome.FAILED);
    deliver(this::send);
    assertThat(sent).as("left alone for a minute").isEmpty();
    now = now.plus(Duration.ofMinutes(1));
    deliver(this::send);

    assertThat(sent).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void pausesDoubleUpToAnHour() {
    waiting("1");
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      deliver(DeliveryTest::down);
      pauses.add(Duration.between(now, outbox.due("1")));
      now = outbox.due("1");
    }

    assertThat(pauses.stream().map(Duration::toMinutes))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    assertThat(outbox.reason("1")).isEqualTo("HTTP status 500");
  }

  @Test
  void oneThatIsRefusedDoesNotKeepTheOthers() {
    waiting("bad", "good");

    deliver(
        n -> {
          if (n.id().equals("bad")) {
            throw DeliveryException.refused("HTTP status 400", null);
          }
          send(n);
        });

    assertThat(sent).containsExactly("good");
    assertThat(outbox.isOver("bad")).isFalse();
  }

  /** As when the process dies in between: the next one finds it when the claim has ended. */
  @Test
  void oneThatWasTakenByADeadProcessIsDeliveredAfterItsClaim() {
    waiting("1");
    outbox.take("chat", now, now.plus(Delivery.CLAIM));

    deliver(this::send);
    assertThat(sent).isEmpty();
    now = now.plus(Delivery.CLAIM);
    deliver(this::send);

    assertThat(sent).containsExactly("1");
  }

  @Test
  void oneThatWaitsTooLongIsAnErrorAndStillTried() throws Exception {
    waiting("1");
    now = now.plus(OVERDUE).plusSeconds(1);

    try (LogCapture log = new LogCapture()) {
      deliver(DeliveryTest::down);
      assertThat(log.await("notification.overdue").getLevel().toString()).isEqualTo("ERROR");
    }
    now = outbox.due("1");
    deliver(this::send);

    assertThat(outcomes).containsExactly(Outcome.OVERDUE, Outcome.DELIVERED);
  }
}
