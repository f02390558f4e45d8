package org.iamaudit.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.iamaudit.FreePort;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Channel.Login;
import org.iamaudit.notify.Channel.Mail;
import org.iamaudit.notify.Channel.Tls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailSenderTest {
  private static final Path KEYS = Path.of("src/test/resources/notify/localhost.p12");
  private static final Map<String, String> ENVIRONMENT = Map.of("SMTP_PASSWORD", "right");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Optional<GreenMail> running = Optional.empty();

  @AfterEach
  void stop() {
    running.ifPresent(GreenMail::stop);
  }

  private GreenMail start(String protocol) {
    System.setProperty("greenmail.tls.keystore.file", KEYS.toString());
    System.setProperty("greenmail.tls.keystore.password", "changeit");
    GreenMail server = MailServers.on(0, protocol);
    server.start();
    running = Optional.of(server);
    return server;
  }

  private static int port(GreenMail server) {
    return server.getSmtps() == null ? server.getSmtp().getPort() : server.getSmtps().getPort();
  }

  private static Mail mail(int port, Tls tls, Optional<Login> login) {
    return new Mail(
        "localhost",
        port,
        tls,
        login,
        "IAM audit <audit@example.com>",
        List.of("security@example.com", "grc@example.com"),
        1000);
  }

  private static void send(Mail mail, Notice notice, SSLSocketFactory trust, Duration patience)
      throws DeliveryException {
    new MailSender(mail, ENVIRONMENT, patience, trust).send(Notices.notification("mail", notice));
  }

  private static DeliveryException refusal(Mail mail, SSLSocketFactory trust, Duration patience) {
    return catchThrowableOfType(
        DeliveryException.class, () -> send(mail, Notices.complete(), trust, patience));
  }

  private static SSLSocketFactory anyone() {
    return (SSLSocketFactory) SSLSocketFactory.getDefault();
  }

  static SSLContext ours() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(KEYS)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("localhost", keys.getCertificate("localhost"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    javax.net.ssl.KeyManagerFactory own =
        javax.net.ssl.KeyManagerFactory.getInstance(
            javax.net.ssl.KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void aMailSaysTheSameAsTextAndAsHtml() throws Exception {
    GreenMail server = start(ServerSetup.PROTOCOL_SMTP);

    send(
        mail(port(server), Tls.NONE, Optional.empty()),
        Notices.withNew(Severity.HIGH, 1, Notices.HOSTILE),
        anyone(),
        PATIENCE);

    MimeMessage[] received = server.getReceivedMessages();
    assertThat(received).hasSize(2);
    MimeMessage message = received[0];
    assertThat(message.getMessageID()).isEqualTo("<id-1@iamaudit>");
    assertThat(message.getSubject())
        .isEqualTo(
            "IAM audit `monthly-finance` of 2026-11-01T05:00:00Z is ready:"
                + " 0 critical, 1 high, 0 medium, 7 low, 0 info; 1 new");
    Multipart both = (Multipart) ((Multipart) message.getContent()).getBodyPart(0).getContent();
    String text = (String) both.getBodyPart(0).getContent();
    String html = (String) both.getBodyPart(1).getContent();
    assertThat(text).contains("SHA-256: 0000").contains("HIGH BAS-001 <!channel> <b>`x`</b>");
    assertThat(html)
        .contains("HIGH BAS-001 &lt;!channel&gt; &lt;b&gt;`x`&lt;/b&gt;")
        .contains("href=\"https://evidence.example.com/run-1/x.xlsx?a=1&amp;b=2\"")
        .doesNotContain("<!channel>", "<b>`");
    assertThat(message.getHeader("Bcc")).isNull();
  }

  @Test
  void aLineFeedInAnyTextAddsNoHeader() throws Exception {
    GreenMail server = start(ServerSetup.PROTOCOL_SMTP);
    Notice notice =
        new Notice(
            "x\r\nBcc: a@e.example",
            "s\r\nBcc: b@e.example",
            Notices.FIRE_TIME,
            new Notice.Failed(List.of("p\r\n.\r\nMAIL FROM:<e@e.example>")));

    send(mail(port(server), Tls.NONE, Optional.empty()), notice, anyone(), PATIENCE);

    MimeMessage message = server.getReceivedMessages()[0];
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getSubject()).contains("s\\u000d\\u000aBcc: b@e.example");
    assertThat(server.getReceivedMessages()).hasSize(2);
  }

  @Test
  void tlsAndALoginAreUsed() throws Exception {
    GreenMail server = start(ServerSetup.PROTOCOL_SMTPS);
    server.setUser("audit@example.com", "audit", "right");
    Mail mail =
        mail(
            port(server),
            Tls.IMPLICIT,
            Optional.of(new Login("audit", new Secret.InEnvironment("SMTP_PASSWORD"))));

    send(mail, Notices.missed(), ours().getSocketFactory(), PATIENCE);

    assertThat(server.getReceivedMessages()).hasSize(2);
  }

  @Test
  void aWrongPasswordIsSaidWithoutIt() {
    GreenMail server = start(ServerSetup.PROTOCOL_SMTP);
    server.setUser("audit@example.com", "audit", "other");

    DeliveryException e =
        refusal(
            mail(
                port(server),
                Tls.NONE,
                Optional.of(new Login("audit", new Secret.InEnvironment("SMTP_PASSWORD")))),
            anyone(),
            PATIENCE);

    assertThat(e).hasMessageStartingWith("the mail server refuses the login");
    assertThat(e).hasMessageNotContaining("right");
    assertThat(e.isRefused()).isFalse();
  }

  @Test
  void aServerThatNobodyVouchesForGetsNothing() {
    GreenMail server = start(ServerSetup.PROTOCOL_SMTPS);

    DeliveryException e =
        refusal(mail(port(server), Tls.IMPLICIT, Optional.empty()), anyone(), PATIENCE);

    assertThat(e).hasMessageStartingWith("cannot send mail");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerWithoutStarttlsGetsNothing() {
    GreenMail server = start(ServerSetup.PROTOCOL_SMTP);

    DeliveryException e =
        refusal(mail(port(server), Tls.STARTTLS, Optional.empty()), anyone(), PATIENCE);

    assertThat(e).hasMessageContaining("STARTTLS is required");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void starttlsHidesTheLoginAndTheMail() throws Exception {
    try (StarttlsServer server = new StarttlsServer(ours())) {
      send(
          mail(
              server.port(),
              Tls.STARTTLS,
              Optional.of(new Login("audit", new Secret.InEnvironment("SMTP_PASSWORD")))),
          Notices.missed(),
          ours().getSocketFactory(),
          PATIENCE);

      assertThat(server.inTheClear()).allMatch(line -> line.matches("EHLO .*|STARTTLS"));
      assertThat(server.encrypted()).anyMatch(line -> line.startsWith("AUTH"));
      assertThat(server.encrypted()).anyMatch(line -> line.contains("was MISSED"));
    }
  }

  @Test
  void aServerThatHangsIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      DeliveryException e =
          refusal(
              mail(silent.getLocalPort(), Tls.NONE, Optional.empty()),
              anyone(),
              Duration.ofMillis(300));

      assertThat(e).hasMessageStartingWith("cannot send mail");
      try (Socket connected = silent.accept()) {
        assertThat(connected.isConnected()).as("it did connect").isTrue();
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsSaid() throws Exception {
    DeliveryException e =
        refusal(mail(FreePort.find(), Tls.NONE, Optional.empty()), anyone(), PATIENCE);

    assertThat(e).hasMessageContaining("Couldn't connect to host");
    assertThat(e.isRefused()).isFalse();
  }
}
