package org.iamaudit.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Channel.Sns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnsTopicTest {
  private static final String ARN = "arn:aws:sns:eu-central-1:123456789012:iam-audit";

  private final WebhookServer server = new WebhookServer();

  @BeforeEach
  void giveCredentials() {
    System.setProperty("aws.accessKeyId", "AKIATEST");
    System.setProperty("aws.secretKey", "secret");
  }

  @AfterEach
  void close() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretKey");
    server.close();
  }

  private void send(String arn, Notice notice) throws DeliveryException {
    Sns sns = new Sns(arn, Optional.of(URI.create(server.url())));
    Channel channel = new Channel("sns", EnumSet.allOf(Event.class), Severity.HIGH, sns);
    new Senders(Map.of(), Duration.ofMinutes(2), InstantSource.system())
        .of(channel)
        .send(Notices.notification("sns", notice));
  }

  @Test
  void aMessageIsPublished() throws Exception {
    server.behaving(
        WebhookServer.status(
            200,
            "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult>"
                + "</PublishResponse>"));

    send(ARN + ".fifo", Notices.failed("kaputt: größer\nals"));

    String form = new String(server.received.take().body(), UTF_8);
    assertThat(URLDecoder.decode(form, UTF_8))
        .contains("TopicArn=" + ARN + ".fifo&")
        .contains("Subject=IAM audit `monthly-finance` of 2026-11-01T05:00:00Z FAILED&")
        .contains("- kaputt: größer\\u000aals")
        .contains("MessageDeduplicationId=id-1")
        .contains("[\"failed\"]");
  }

  @Test
  void aMonthIsPublished() throws Exception {
    server.behaving(
        WebhookServer.status(
            200,
            "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult>"
                + "</PublishResponse>"));

    send(ARN, Notices.month("finance", Path.of("m.xlsx"), 8, "0".repeat(64)));

    assertThat(URLDecoder.decode(new String(server.received.take().body(), UTF_8), UTF_8))
        .contains("Subject=IAM audits of 2026-10 (`monthly-finance`): the month is PARTIAL: ")
        .contains("- finance (012345678901)")
        .contains("[\"partial\"]");
  }

  @Test
  void whatAwsRefusesIsSaidWithThePermissionThatItTakes() {
    server.behaving(
        WebhookServer.status(
            403,
            "<ErrorResponse><Error><Code>AuthorizationError</Code><Message>no</Message></Error>"
                + "</ErrorResponse>"));

    DeliveryException e =
        catchThrowableOfType(DeliveryException.class, () -> send(ARN, Notices.missed()));

    assertThat(e)
        .hasMessageContaining("AuthorizationError: no")
        .hasMessageContaining("sns:Publish");
    assertThat(e.isRefused()).isFalse();
  }
}
