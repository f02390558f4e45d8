package org.iamaudit.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.Date;
import org.iamaudit.notify.Channel.Mail;

/** A notice as a mail: plain text, the same as HTML, and the workbook if it is small enough. */
final class MailMessage extends MimeMessage {
  private static final int MOST_LINES = 20;

  private final String id;

  private MailMessage(Session session, String id) {
    super(session);
    this.id = id;
  }

  static MimeMessage of(Notification notification, Mail mail, Session session)
      throws MessagingException {
    Letter letter = Letter.of(notification.notice(), MOST_LINES);
    MailMessage message = new MailMessage(session, notification.id());
    message.setFrom(new InternetAddress(mail.from()));
    for (String to : mail.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
    }
    message.setSubject(letter.subject(), UTF_8.name());
    message.setSentDate(Date.from(notification.created()));
    message.setHeader("Auto-Submitted", "auto-generated");
    Attachment attachment =
        notification
            .notice()
            .outcome()
            .evidence()
            .map(workbook -> Attachment.of(workbook, mail.attachUpTo()))
            .orElse(Attachment.NONE);
    MimeMultipart all = new MimeMultipart("mixed");
    all.addBodyPart(body(letter, attachment.note()));
    if (attachment.bytes().length > 0) {
      all.addBodyPart(file(attachment));
    }
    message.setContent(all);
    message.saveChanges();
    return message;
  }

  private static MimeBodyPart body(Letter letter, String note) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(letter.text() + (note.isEmpty() ? "" : "\n" + note + "\n"), UTF_8.name());
    MimeBodyPart html = new MimeBodyPart();
    html.setText(MailHtml.of(letter, note), UTF_8.name(), "html");
    Multipart both = new MimeMultipart("alternative", text, html);
    MimeBodyPart body = new MimeBodyPart();
    body.setContent(both);
    return body;
  }

  private static MimeBodyPart file(Attachment attachment) throws MessagingException {
    MimeBodyPart file = new MimeBodyPart();
    file.setDataHandler(
        new DataHandler(
            new ByteArrayDataSource(
                attachment.bytes(),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")));
    file.setFileName(attachment.name());
    file.setDisposition(Part.ATTACHMENT);
    return file;
  }

  /** The same at every attempt, so that mail programs show a repetition as one mail. */
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", "<" + id + "@iamaudit>");
  }
}
