package org.iamaudit.notify;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.iamaudit.notify.Channel.Login;
import org.iamaudit.notify.Channel.Mail;
import org.iamaudit.notify.Channel.Tls;
import org.iamaudit.notify.Secret.SecretException;
import org.iamaudit.policy.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers by SMTP. Every wait for the server has an end. */
final class MailSender implements Sender {
  private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);
  private static final int LONGEST_REASON = 200;
  private static final int FIRST_PERMANENT = 500;

  private final Mail mail;
  private final Map<String, String> environment;
  private final String protocol;
  private final Session session;

  /**
   * A sender.
   *
   * @param patience for connecting, each answer and each write
   * @param tls decides which servers are trusted
   */
  MailSender(Mail mail, Map<String, String> environment, Duration patience, SSLSocketFactory tls) {
    this.mail = mail;
    this.environment = environment;
    this.protocol = mail.tls() == Tls.IMPLICIT ? "smtps" : "smtp";
    Properties properties = properties(mail, patience);
    properties.put("mail." + protocol + ".ssl.socketFactory", tls);
    this.session = Session.getInstance(properties);
  }

  private Properties properties(Mail mail, Duration patience) {
    Properties properties = new Properties();
    String millis = String.valueOf(patience.toMillis());
    Map<String, String> settings =
        Map.of(
            "connectiontimeout",
            millis,
            "timeout",
            millis,
            "writetimeout",
            millis,
            "auth",
            String.valueOf(mail.login().isPresent()),
            "starttls.enable",
            String.valueOf(mail.tls() == Tls.STARTTLS),
            "starttls.required",
            String.valueOf(mail.tls() == Tls.STARTTLS),
            "ssl.checkserveridentity",
            "true",
            // One address that is refused does not keep the others from hearing.
            "sendpartial",
            "true");
    settings.forEach((key, value) -> properties.setProperty("mail." + protocol + "." + key, value));
    return properties;
  }

  @Override
  public void send(Notification notification) throws DeliveryException {
    try (Transport transport = session.getTransport(protocol)) {
      MimeMessage message = MailMessage.of(notification, mail, session);
      if (mail.login().isPresent()) {
        Login login = mail.login().get();
        transport.connect(mail.host(), mail.port(), login.user(), password(login));
      } else {
        transport.connect(mail.host(), mail.port(), null, null);
      }
      transport.sendMessage(message, message.getAllRecipients());
    } catch (SendFailedException e) {
      failed(e);
    } catch (AuthenticationFailedException e) {
      throw DeliveryException.unavailable("the mail server refuses the login: " + reason(e), e);
    } catch (MessagingException e) {
      throw DeliveryException.unavailable("cannot send mail: " + reason(e), e);
    }
  }

  private String password(Login login) throws DeliveryException {
    try {
      return login.password().read(environment);
    } catch (SecretException e) {
      throw DeliveryException.unavailable(e.getMessage(), e);
    }
  }

  /** To send it again would repeat it to those who have it. */
  private static void failed(SendFailedException e) throws DeliveryException {
    if (e.getValidSentAddresses() != null && e.getValidSentAddresses().length > 0) {
      LOG.atError()
          .addKeyValue("event", "notification.undeliverable")
          .log("the mail server took the mail, but not for every recipient: {}", reason(e));
      return;
    }
    throw isPermanent(e)
        ? DeliveryException.refused("the mail server refuses the mail: " + reason(e), e)
        : DeliveryException.unavailable("cannot send mail: " + reason(e), e);
  }

  private static boolean isPermanent(MessagingException e) {
    for (Exception next = e;
        next instanceof MessagingException m;
        next = ((MessagingException) next).getNextException()) {
      if ((m instanceof SMTPSendFailedException s && s.getReturnCode() >= FIRST_PERMANENT)
          || (m instanceof SMTPAddressFailedException a && a.getReturnCode() >= FIRST_PERMANENT)) {
        return true;
      }
    }
    return false;
  }

  /** What went wrong, with what is behind it: the library says little itself. */
  private static String reason(MessagingException e) {
    List<String> reasons = new ArrayList<>();
    for (Exception next = e; next != null; ) {
      reasons.add(String.valueOf(next.getMessage()));
      next = next instanceof MessagingException m ? m.getNextException() : null;
    }
    return Quoted.visible(String.join("; ", reasons).strip(), LONGEST_REASON);
  }

  /** Whether mail can be addressed so: {@code name@host}, with a display name or without. */
  static boolean isAddress(String address) {
    try {
      InternetAddress parsed = new InternetAddress(address, true);
      return parsed.getAddress().contains("@");
    } catch (AddressException e) {
      return false; // which is the answer
    }
  }
}
