package org.iamaudit.config;

import java.time.ZoneId;
import java.util.Optional;

/** Asks whoever will read a cron expression what is wrong with it. */
@FunctionalInterface
public interface CronCheck {

  /** What is wrong, in words, or empty if it will fire in that zone. */
  Optional<String> problem(String cron, ZoneId zone);
}
