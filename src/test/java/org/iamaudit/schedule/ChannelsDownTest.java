package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.icegreen.greenmail.util.GreenMail;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.iamaudit.FreePort;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.notify.MailServers;
import org.iamaudit.notify.WebhookServer;
import org.iamaudit.notify.WebhookServer.Received;
import org.iamaudit.run.LogCapture;
import org.iamaudit.run.Outcomes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon of whose channels one answers 500, one accepts connections and says nothing, and one
 * works. Real servers; the clock is ours.
 */
@Timeout(300)
class ChannelsDownTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path directory;

  private final LogCapture log = new LogCapture();
  private volatile Instant now = Instant.parse("2026-12-01T12:00:00Z");

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void nothingIsDelayedAndNothingIsLost() throws Exception {
    try (WebhookServer failing = new WebhookServer();
        WebhookServer working = new WebhookServer()) {
      failing.behaving(WebhookServer.status(500, "down"));
      int mailPort = FreePort.find();
      AuditConfig config = config(failing, working, mailPort);
      try (ServerSocket silent =
          new ServerSocket(mailPort, 50, InetAddress.getByName("localhost"))) {
        stop(start(config)); // from when on fire times count
        now = Instant.parse("2026-12-02T06:00:00Z");
        AuditDaemon daemon = start(config);
        try (Socket hanging = silent.accept()) {
          assertThat(text(working)).contains("2026-12-02T06:00:00Z");
          assertThat(text(failing)).contains("2026-12-02T06:00:00Z");
          log.await("notification.failed");
          // The next audit, while the mail server has not answered yet.
          now = Instant.parse("2026-12-03T06:00:00Z");
          log.await("run.finished");
          assertThat(text(working)).contains("2026-12-03T06:00:00Z");
          awaitSent("c", "2026-12-03T06:00:00Z"); // the answer to it is not awaited for ever
          assertThat(text(failing)).as("tried again").contains("2026-12-02T06:00:00Z");
          assertThat(hanging.isConnected()).isTrue();
          stop(daemon);
        }
      }
      failing.behaving(WebhookServer.status(200, "ok"));
      GreenMail mail = MailServers.on(mailPort, "smtp");
      mail.start();
      now = now.plus(Duration.ofHours(1)); // whatever had been taken is due again
      AuditDaemon daemon = start(config);
      try {
        assertThat(List.of(text(failing), text(failing)))
            .satisfiesExactlyInAnyOrder(
                one -> assertThat(one).contains("2026-12-02T06:00:00Z"),
                other -> assertThat(other).contains("2026-12-03T06:00:00Z"));
        assertThat(mail.waitForIncomingEmail(LONG.toMillis(), 2)).isTrue();
        stop(daemon);
        assertThat(mail.getReceivedMessages())
            .extracting(message -> message.getSubject())
            .satisfiesExactlyInAnyOrder(
                one -> assertThat(one).contains("2026-12-02T06:00:00Z"),
                other -> assertThat(other).contains("2026-12-03T06:00:00Z"));
      } finally {
        mail.stop();
      }
      assertThat(failing.all()).isEmpty();
      assertThat(working.all()).as("delivered once").isEmpty();
    }
  }

  private AuditConfig config(WebhookServer failing, WebhookServer working, int mailPort)
      throws Exception {
    Files.writeString(directory.resolve("failing"), failing.url());
    Files.writeString(directory.resolve("working"), working.url());
    return new TestConfig(directory)
        .load(
            """
            schedules: [{name: daily, cron: "0 0 6 * * ?", zone: UTC}]
            notify:
              channels:
                - {name: a, type: slack, url-file: failing}
                - {name: b, type: mail, host: localhost, port: %d, tls: none, from: a@example.com, to: [b@example.com]}
                - {name: c, type: slack, url-file: working}
            """
                .formatted(mailPort));
  }

  private AuditDaemon start(AuditConfig config) throws Exception {
    return AuditDaemon.start(
        config, (request, progress) -> new Outcomes().writtenTo(request.reports()), () -> now);
  }

  /** The server has a message before the daemon has its answer. */
  private void awaitSent(String channel, String scheduledFor) throws InterruptedException {
    ILoggingEvent sent;
    do {
      sent = log.await("notification.sent");
    } while (!LogCapture.value(sent, "channel").equals(Optional.of(channel))
        || !LogCapture.value(sent, "scheduled_for").equals(Optional.of(scheduledFor)));
  }

  private static void stop(AuditDaemon daemon) throws InterruptedException {
    assertThat(daemon.stop(LONG)).isTrue();
  }

  private static String text(WebhookServer server) throws InterruptedException {
    Received next = server.received.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(next).as("a message within %s", LONG).isNotNull();
    return next.json().path("text").asText();
  }
}
