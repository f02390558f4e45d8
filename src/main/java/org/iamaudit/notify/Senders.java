package org.iamaudit.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLSocketFactory;
import org.iamaudit.collect.CollectException;
import org.iamaudit.collect.SnsTopic;
import org.iamaudit.notify.Channel.Mail;
import org.iamaudit.notify.Channel.Slack;
import org.iamaudit.notify.Channel.Sns;
import org.iamaudit.notify.Channel.Target;
import org.iamaudit.notify.Channel.Teams;
import org.iamaudit.notify.Channel.Webhook;

/** Makes the sender of each channel. */
final class Senders {
  private static final int MOST_LINES = 20;

  private final Map<String, String> environment;
  private final Duration patience;
  private final InstantSource clock;
  private final HttpPost http;

  /**
   * Senders.
   *
   * @param environment where secrets may be
   * @param patience how long the other side may keep us waiting at a time
   */
  Senders(Map<String, String> environment, Duration patience, InstantSource clock) {
    this.environment = Map.copyOf(environment);
    this.patience = patience;
    this.clock = clock;
    this.http = new HttpPost(this.environment, patience);
  }

  Sender of(Channel channel) {
    Target target = channel.target();
    if (target instanceof Mail mail) {
      return new MailSender(
          mail, environment, patience, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }
    if (target instanceof Slack slack) {
      return n -> http.post(slack.url(), Map.of(), NoticeJson.bytes(SlackMessage.of(n.notice())));
    }
    if (target instanceof Teams teams) {
      return n -> http.post(teams.url(), Map.of(), TeamsMessage.of(n.notice()));
    }
    if (target instanceof Webhook webhook) {
      return n -> post(channel, webhook, n);
    }
    return n -> publish(channel, (Sns) target, n);
  }

  private void post(Channel channel, Webhook webhook, Notification notification)
      throws DeliveryException {
    ObjectNode json = NoticeJson.JSON.createObjectNode();
    json.put("schemaVersion", "1.0").put("id", notification.id());
    events(channel, notification).forEach(json.putArray("events")::add);
    json.setAll((ObjectNode) NoticeJson.JSON.valueToTree(notification.notice()));
    byte[] body = NoticeJson.bytes(json);
    String key = http.read(webhook.key());
    http.post(
        webhook.url(),
        WebhookSignature.headers(key, notification.id(), clock.instant(), body),
        body);
  }

  private void publish(Channel channel, Sns sns, Notification notification)
      throws DeliveryException {
    Letter letter = Letter.of(notification.notice(), MOST_LINES);
    try (SnsTopic topic = new SnsTopic(sns.topicArn(), sns.endpoint(), patience)) {
      topic.publish(
          notification.id(),
          letter.subject(),
          letter.text(),
          notification.notice().schedule(),
          events(channel, notification));
    } catch (CollectException e) {
      throw DeliveryException.unavailable(e.getMessage(), e);
    }
  }

  private static Set<String> events(Channel channel, Notification notification) {
    Set<String> words = new TreeSet<>();
    notification
        .notice()
        .outcome()
        .events(channel.severity())
        .forEach(event -> words.add(event.word()));
    return words;
  }
}
