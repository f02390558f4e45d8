package org.iamaudit.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Who is told, and how.
 *
 * @param channels names unique; may be empty
 * @param overdueAfter how long a notification may wait before that is an error
 */
public record NotifySettings(List<Channel> channels, Duration overdueAfter) {
  /** Nobody is told. */
  public static final NotifySettings NONE = new NotifySettings(List.of(), Duration.ofDays(2));

  public NotifySettings {
    channels = List.copyOf(channels);
  }

  /** One notification for each channel that is to hear of it. */
  public List<Notification> address(Notice notice, Instant now) {
    String id = UUID.randomUUID().toString();
    return channels.stream()
        .filter(channel -> channel.wants(notice))
        .map(channel -> new Notification(id, channel.name(), now, notice))
        .toList();
  }
}
