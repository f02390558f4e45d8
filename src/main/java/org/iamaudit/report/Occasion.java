package org.iamaudit.report;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Why, when and where a run takes place. Nothing of it decides what the run finds, so it is in the
 * manifest alone: findings and workbook of the same inputs are the same on every machine.
 *
 * @param triggeredBy the schedule, or the user of the operating system
 * @param started when the run began
 * @param clock says when it ends
 * @param signer signs the manifest; empty: it stays unsigned
 * @param product the program that runs
 */
public record Occasion(
    Optional<Trigger> trigger,
    String triggeredBy,
    Instant started,
    InstantSource clock,
    String host,
    Manifest.Product product,
    Optional<SigningKey> signer) {

  /** To the second. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  Manifest.Signed signedWith(SigningKey key) {
    return new Manifest.Signed(key.algorithm(), key.keyId(), now());
  }

  /**
   * A schedule that fired.
   *
   * @param expression the cron expression with its zone
   * @param scheduledFor when it was to fire
   */
  public record Trigger(String schedule, String expression, Instant scheduledFor) {}
}
