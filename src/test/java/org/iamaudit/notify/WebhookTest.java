package org.iamaudit.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.iamaudit.notify.WebhookServer.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Channel.Slack;
import org.iamaudit.notify.Channel.Target;
import org.iamaudit.notify.Channel.Teams;
import org.iamaudit.notify.Channel.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
  private static final Secret URL = new Secret.InEnvironment(WebhookServer.URL);
  private static final Secret KEY = new Secret.InEnvironment("TEST_KEY");
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);

  private final WebhookServer server = new WebhookServer();

  @AfterEach
  void close() {
    server.close();
  }

  private void send(Target target, Notice notice) throws DeliveryException {
    send(target, notice, server.environment(), Duration.ofMinutes(2));
  }

  private static void send(
      Target target, Notice notice, Map<String, String> environment, Duration patience)
      throws DeliveryException {
    Channel channel = new Channel("c", EnumSet.allOf(Event.class), Severity.HIGH, target);
    new Senders(environment, patience, InstantSource.fixed(NOW))
        .of(channel)
        .send(Notices.notification("c", notice));
  }

  @Test
  void slackGetsWhatItDoesNotInterpret() throws Exception {
    send(new Slack(URL), Notices.withNew(Severity.HIGH, 2, Notices.HOSTILE));

    JsonNode message = server.received.take().json();
    assertThat(message.at("/blocks/0/type").asText()).isEqualTo("header");
    assertThat(message.toString())
        .contains("• `HIGH BAS-001 &lt;!channel&gt; &lt;b&gt;'x'&lt;/b&gt; *bold*")
        .contains("<https://evidence.example.com/run-1/x.xlsx?a=1&amp;b=2|Open the workbook>")
        .doesNotContain("<!channel>", "\\r", "\u202e");
    for (JsonNode block : message.get("blocks")) {
      assertThat(block.at("/text/verbatim").asBoolean())
          .isEqualTo(block.at("/type").asText().equals("section"));
    }
  }

  @Test
  void slackGetsNoMoreThanItTakes() throws Exception {
    send(new Slack(URL), Notices.withNew(Severity.CRITICAL, 1000, "<&>".repeat(500)));

    JsonNode blocks = server.received.take().json().get("blocks");
    assertThat(blocks.size()).isBetween(10, 50);
    blocks.forEach(
        block -> assertThat(block.at("/text/text").asText().length()).isBetween(1, 3000));
    assertThat(blocks.toString()).contains("… and 980 more");
  }

  @Test
  void teamsGetsTextThatIsNoMarkdown() throws Exception {
    send(new Teams(URL), Notices.withNew(Severity.HIGH, 1, Notices.HOSTILE));

    JsonNode message = server.received.take().json();
    assertThat(message.at("/type").asText()).isEqualTo("message");
    JsonNode card = message.at("/attachments/0/content");
    assertThat(card.at("/type").asText()).isEqualTo("AdaptiveCard");
    assertThat(card.get("body"))
        .allSatisfy(block -> assertThat(block.get("type").asText()).isEqualTo("RichTextBlock"));
    assertThat(card.toString()).contains("[l](https://e.example)").doesNotContain("\\r");
    assertThat(card.at("/actions/0/url").asText()).startsWith("https://evidence.example.com/");
  }

  @Test
  void teamsGetsNoMoreThan28Kilobytes() throws Exception {
    send(new Teams(URL), Notices.withNew(Severity.CRITICAL, 1000, "\uD83D\uDE00".repeat(500)));

    byte[] body = server.received.take().body();
    assertThat(body.length).isLessThanOrEqualTo(28 * 1024);
    assertThat(new String(body, UTF_8)).contains("… and 9");
  }

  /** The key is the example of the Standard Webhooks specification. */
  @Test
  void aWebhookIsSignedOverIdTimeAndBody() throws Exception {
    send(new Webhook(URL, KEY), Notices.partial());

    WebhookServer.Received received = server.received.take();
    assertThat(received.headers().getFirst("webhook-id")).isEqualTo("id-1");
    assertThat(received.headers().getFirst("webhook-timestamp")).isEqualTo("1614265330");
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    byte[] key = java.util.Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
    String signed = "id-1.1614265330." + new String(received.body(), UTF_8);
    assertThat(received.headers().getFirst("webhook-signature"))
        .isEqualTo(
            "v1,"
                + java.util.Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
    JsonNode json = received.json();
    assertThat(json.get("events").toString()).isEqualTo("[\"partial\"]");
    assertThat(json.at("/outcome/result").asText()).isEqualTo("audited");
    assertThat(json.at("/outcome/workbook/sha256").asText()).hasSize(64);
    assertThat(NoticeJson.read(strip(json))).isEqualTo(Notices.partial());
  }

  @Test
  void aMonthIsJsonToo() throws Exception {
    Notice month = Notices.month("finance", Path.of("/reports/m/m.xlsx"), 8, "0".repeat(64));
    send(new Webhook(URL, KEY), month);

    JsonNode json = server.received.take().json();
    assertThat(json.get("events").toString()).isEqualTo("[\"partial\"]");
    JsonNode outcome = json.get("outcome");
    assertThat(outcome.get("result").asText()).isEqualTo("summed-up");
    assertThat(outcome.get("month").asText()).isEqualTo("2026-10");
    assertThat(outcome.get("complete").asBoolean()).isFalse();
    assertThat(outcome.get("notAudited").toString()).isEqualTo("[\"finance (012345678901)\"]");
    assertThat(outcome.get("allMissing").asInt()).isEqualTo(2);
    assertThat(outcome.at("/open/LOW").asInt()).isEqualTo(7);
    assertThat(outcome.at("/workbook/path").asText()).isEqualTo("/reports/m/m.xlsx");
    assertThat(NoticeJson.read(strip(json))).isEqualTo(month);
  }

  @Test
  void slackAndTeamsGetAMonth() throws Exception {
    Notice month = Notices.month(Notices.HOSTILE, Path.of("m.xlsx"), 8, "0".repeat(64));
    send(new Slack(URL), month);
    send(new Teams(URL), month);

    assertThat(server.received.take().json().toString())
        .contains("the month is PARTIAL", "• `&lt;!channel&gt;")
        .doesNotContain("<!channel>");
    assertThat(server.received.take().json().at("/attachments/0/content/body").toString())
        .contains("the month is PARTIAL", "• <!channel>", "8 audited, 1 with gaps, 1 NOT AUDITED");
  }

  private static String strip(JsonNode json) {
    com.fasterxml.jackson.databind.node.ObjectNode copy = json.deepCopy();
    copy.remove(java.util.List.of("schemaVersion", "id", "events"));
    return copy.toString();
  }

  /** The example of the specification's own libraries. */
  @Test
  void theSignatureIsThatOfTheSpecification() throws Exception {
    assertThat(
            WebhookSignature.headers(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}".getBytes(UTF_8)))
        .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 404, 410, 429, 500, 503})
  void anAnswerOfTheChannelIsNoFaultOfTheMessage(int status) {
    server.behaving(status(status, "invalid_token <b>"));

    DeliveryException e = refusal(new Slack(URL));

    assertThat(e.isRefused()).isFalse();
    assertThat(e).hasMessage("HTTP status " + status + ": invalid_token <b>");
    assertThat(server.all()).hasSize(1);
  }

  @Test
  void aMessageThatIsRefusedIsToldFromAChannelThatIsDown() {
    server.behaving(status(400, "invalid_blocks"));

    assertThat(refusal(new Slack(URL)).isRefused()).isTrue();
  }

  @Test
  void aServerThatHangsIsGivenUp() {
    server.behaving(server.hanging());

    assertIsGivenUp();
  }

  @Test
  void aServerThatHangsInTheMiddleOfItsAnswerIsGivenUp() {
    server.behaving(
        exchange -> {
          exchange.sendResponseHeaders(500, 1000);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          server.closing.await();
        });

    assertIsGivenUp();
  }

  private void assertIsGivenUp() {
    Duration patience = Duration.ofMillis(300);
    assertThatThrownBy(
            () -> send(new Slack(URL), Notices.complete(), server.environment(), patience))
        .isInstanceOf(DeliveryException.class)
        .hasMessageStartingWith("no answer");
  }

  @Test
  void anAnswerOfAnySizeIsNotReadToItsEnd() {
    server.behaving(
        exchange -> {
          exchange.sendResponseHeaders(500, 0);
          byte[] chunk = "x".repeat(8192).getBytes(UTF_8);
          for (int i = 0; i < 100_000; i++) {
            exchange.getResponseBody().write(chunk);
          }
        });

    assertThat(refusal(new Slack(URL))).hasMessage("HTTP status 500: " + "x".repeat(200));
  }

  @Test
  void aUrlIsReadAnewFromItsFileEachTime(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("url");
    Files.writeString(file, "https://127.0.0.1:1/gone\n");
    Target target = new Slack(new Secret.InFile(file));
    assertThat(refusal(target)).hasMessageStartingWith("no answer");

    Files.writeString(file, server.url() + "\n");
    send(target, Notices.complete());

    assertThat(server.received.take().json().has("blocks")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.com/T0/secret-part",
        "http://127.evil.example/secret-part",
        "not a url secret-part",
        "ftp://127.0.0.1/secret-part",
        "https:///secret-part"
      })
  void aSecretDoesNotTravelInTheClearNorInMessages(String url, @TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("url"), url);

    assertThat(refusal(new Slack(new Secret.InFile(file))))
        .hasMessageContaining("https://")
        .hasMessageNotContaining("secret-part");
  }

  @Test
  void aSecretThatIsNotThereIsNamedByItsPlace() {
    assertThat(refusal(new Slack(new Secret.InEnvironment("NOT_THERE"))))
        .hasMessage("the environment variable `NOT_THERE` is not set");
    assertThat(refusal(new Slack(new Secret.InFile(Path.of("/nowhere/url")))))
        .hasMessage("cannot read `/nowhere/url`: no such file or directory");
  }

  private DeliveryException refusal(Target target) {
    return catchThrowableOfType(DeliveryException.class, () -> send(target, Notices.complete()));
  }
}
