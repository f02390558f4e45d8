package org.iamaudit.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.iamaudit.notify.Channel.Mail;
import org.iamaudit.notify.Channel.Tls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails with the workbook of an audit or a month. */
class MailWorkbookTest {
  /** {@code printf workbook | sha256sum}. */
  private static final String SHA256 =
      "244f4e42fb0ee32cd4231096cf91c1b36662e3becc5b5b1deab885bd1a624c18";

  @TempDir Path directory;

  private final GreenMail server = MailServers.on(0, ServerSetup.PROTOCOL_SMTP);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private void send(Notice notice) throws DeliveryException {
    Mail mail =
        new Mail(
            "localhost",
            server.getSmtp().getPort(),
            Tls.NONE,
            Optional.empty(),
            "IAM audit <audit@example.com>",
            List.of("security@example.com", "grc@example.com"),
            1000);
    new MailSender(
            mail, Map.of(), Duration.ofMinutes(2), (SSLSocketFactory) SSLSocketFactory.getDefault())
        .send(Notices.notification("mail", notice));
  }

  @Test
  void theWorkbookGoesAlongIfItIsSmallEnoughAndUnchanged() throws Exception {
    Path workbook = Files.writeString(directory.resolve("iam-audit.xlsx"), "workbook");

    send(Notices.withWorkbook(workbook, 8, SHA256));
    send(Notices.withWorkbook(workbook, 1001, SHA256));
    send(Notices.withWorkbook(workbook, 8, "0".repeat(64)));
    send(Notices.withWorkbook(directory.resolve("no.xlsx"), 8, SHA256));

    List<MimeMessage> all = List.of(server.getReceivedMessages());
    Multipart with =
        (Multipart)
            all.stream()
                .filter(message -> partsOf(message) == 2)
                .findFirst()
                .orElseThrow()
                .getContent();
    BodyPart attached = with.getBodyPart(1);
    assertThat(attached.getFileName()).isEqualTo("iam-audit.xlsx");
    assertThat(attached.getInputStream().readAllBytes()).isEqualTo("workbook".getBytes(UTF_8));
    assertThat(all.stream().filter(m -> partsOf(m) == 1).map(MailWorkbookTest::text).distinct())
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("it has 1,001 bytes, and up to 1,000"),
            text -> assertThat(text).contains("it is not what the audit wrote"),
            text -> assertThat(text).contains("no such file or directory"));
  }

  @Test
  void aMonthIsMailedWithItsWorkbook() throws Exception {
    Path workbook = Files.writeString(directory.resolve("month.xlsx"), "workbook");

    send(Notices.month("<b>\r\nBcc: x", workbook, 8, SHA256));

    MimeMessage message = server.getReceivedMessages()[0];
    assertThat(message.getSubject())
        .isEqualTo(
            "IAM audits of 2026-10 (`monthly-finance`): the month is PARTIAL:"
                + " 0 critical, 0 high, 0 medium, 7 low, 0 info; 2 new");
    assertThat(text(message).lines().toList())
        .contains(
            "Result: PARTIAL: accounts not audited: 1; planned runs without a package: 2",
            "Month: 2026-10, as of 2026-11-01T05:00:00Z",
            "Accounts: 8 audited, 1 with gaps, 1 NOT AUDITED",
            "Resolved in the month: 4",
            "- <b>\\u000d\\u000aBcc: x (012345678901)",
            "- weekly, fire time 2026-10-05T05:00:00Z",
            "- … and 1 more");
    BodyPart attached = ((Multipart) message.getContent()).getBodyPart(1);
    assertThat(attached.getFileName()).isEqualTo("month.xlsx");
    assertThat(attached.getInputStream().readAllBytes()).isEqualTo("workbook".getBytes(UTF_8));
  }

  private static int partsOf(MimeMessage message) {
    try {
      return ((Multipart) message.getContent()).getCount();
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(MimeMessage message) {
    try {
      Multipart parts = (Multipart) message.getContent();
      return (String) ((Multipart) parts.getBodyPart(0).getContent()).getBodyPart(0).getContent();
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
