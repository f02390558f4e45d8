package org.iamaudit.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps notifications until they are delivered, whatever happens to the process. Several machines
 * may take from it.
 */
public interface Outbox {

  /**
   * A notification that was taken out for an attempt.
   *
   * @param attempt counts from 1
   */
  record Taken(Notification notification, int attempt) {}

  /**
   * Takes what a channel has been due longest. Whoever dies with it loses nothing: it is due again
   * at {@code until}.
   */
  Optional<Taken> take(String channel, Instant now, Instant until);

  /** It has been delivered. */
  void delivered(Taken taken, Instant now);

  /** The attempt failed; the next is due at {@code next}. */
  void failed(Taken taken, String reason, Instant next);

  /** Nothing of the channel is due before {@code next}. */
  void postpone(String channel, Instant next);

  /** What waits longer than since {@code created}, whether its channel is configured or not. */
  List<Notification> waitingSince(Instant created);

  /** Gives up what waits for a channel. */
  void abandon(Notification notification, Instant now);

  /** Forgets what was delivered or given up before {@code ended}. */
  void forget(Instant ended);
}
