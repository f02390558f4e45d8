package org.iamaudit.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How the daemon is watched.
 *
 * @param listen where it listens, not resolved; empty: nowhere
 * @param packagesUrl where people find the evidence packages, for links; ends with a slash
 * @param freshnessGrace how long after a fire time its result may be absent before the daemon
 *     counts as stale
 */
public record HttpSettings(
    Optional<InetSocketAddress> listen, Optional<String> packagesUrl, Duration freshnessGrace) {

  /** On this machine only. */
  public static final HttpSettings DEFAULT =
      new HttpSettings(
          Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", 8383)),
          Optional.empty(),
          Duration.ofHours(6));
}
