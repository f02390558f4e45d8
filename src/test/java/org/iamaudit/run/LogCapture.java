package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Listens to our loggers, instead of the console, until it is closed. */
public final class LogCapture implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final Logger logger = (Logger) LoggerFactory.getLogger("org.iamaudit");
  private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          events.add(event);
        }
      };

  public LogCapture() {
    appender.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(appender);
  }

  /** The next event of that code, waited for; those before it are dropped. */
  public ILoggingEvent await(String code) throws InterruptedException {
    while (true) {
      ILoggingEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(event).as("an event %s within %d s", code, PATIENCE_SECONDS).isNotNull();
      if (value(event, "event").equals(Optional.of(code))) {
        return event;
      }
    }
  }

  /** What has not been waited for so far. */
  public List<ILoggingEvent> rest() {
    return List.copyOf(events);
  }

  /** The value of a key, as text. */
  public static Optional<String> value(ILoggingEvent event, String key) {
    return event.getKeyValuePairs() == null
        ? Optional.empty()
        : event.getKeyValuePairs().stream()
            .filter(pair -> pair.key.equals(key))
            .map(pair -> Objects.toString(pair.value))
            .findFirst();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
