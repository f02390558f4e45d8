package org.iamaudit.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.iamaudit.notify.Channel;
import org.iamaudit.notify.Channel.Mail;
import org.iamaudit.notify.Channel.Slack;
import org.iamaudit.notify.Channel.Sns;
import org.iamaudit.notify.Channel.Target;
import org.iamaudit.notify.Channel.Teams;
import org.iamaudit.notify.Channel.Webhook;
import org.iamaudit.notify.NotifySettings;
import org.iamaudit.notify.Secret;

/** The part of {@link EffectiveConfig} about notifications: places of secrets, never secrets. */
final class EffectiveNotify {
  private EffectiveNotify() {}

  static Map<String, Object> tree(NotifySettings settings) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("overdue-after", settings.overdueAfter().toString());
    tree.put("channels", settings.channels().stream().map(EffectiveNotify::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(Channel channel) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", channel.name());
    tree.put("type", channel.target().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    tree.put("events", channel.events().stream().sorted().map(Keyword::of).toList());
    tree.put("severity", Keyword.of(channel.severity()));
    put(tree, channel.target());
    return tree;
  }

  private static void put(Map<String, Object> tree, Target target) {
    if (target instanceof Mail mail) {
      tree.put("host", mail.host());
      tree.put("port", mail.port());
      tree.put("tls", Keyword.of(mail.tls()));
      mail.login()
          .ifPresent(
              login -> {
                tree.put("user", login.user());
                put(tree, "password", login.password());
              });
      tree.put("from", mail.from());
      tree.put("to", mail.to());
      tree.put("attach-up-to", mail.attachUpTo() == 0 ? "none" : size(mail.attachUpTo()));
    } else if (target instanceof Slack slack) {
      put(tree, "url", slack.url());
    } else if (target instanceof Teams teams) {
      put(tree, "url", teams.url());
    } else if (target instanceof Webhook webhook) {
      put(tree, "url", webhook.url());
      put(tree, "signing", webhook.key());
    } else if (target instanceof Sns sns) {
      tree.put("topic-arn", sns.topicArn());
      sns.endpoint().ifPresent(endpoint -> tree.put("endpoint", endpoint.toString()));
    }
  }

  private static String size(long bytes) {
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + "MB" : (bytes >> 10) + "KB";
  }

  private static void put(Map<String, Object> tree, String what, Secret secret) {
    if (secret instanceof Secret.InFile file) {
      tree.put(what + "-file", EffectiveConfig.absolute(file.path()));
    } else if (secret instanceof Secret.InEnvironment environment) {
      tree.put(what + "-env", environment.variable());
    }
  }
}
