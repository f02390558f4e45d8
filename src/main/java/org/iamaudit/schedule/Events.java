package org.iamaudit.schedule;

import org.slf4j.spi.LoggingEventBuilder;

/** Gives log events of a period the same keys everywhere. */
final class Events {
  private Events() {}

  static LoggingEventBuilder of(LoggingEventBuilder log, String event, Period period) {
    LoggingEventBuilder named =
        log.addKeyValue("event", event)
            .addKeyValue("schedule", period.schedule())
            .addKeyValue("scheduled_for", period.scheduledFor());
    return period.account().isEmpty() ? named : named.addKeyValue("account_id", period.account());
  }
}
