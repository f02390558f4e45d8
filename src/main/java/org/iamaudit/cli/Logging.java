package org.iamaudit.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.iamaudit.config.LogFormat;
import org.iamaudit.config.LogLevel;
import org.slf4j.LoggerFactory;

/**
 * Sets up Logback for what options and configuration ask for; until then {@link LoggingAtStart}
 * holds.
 */
final class Logging {
  private static final String OURS = "org.iamaudit";

  /** Control characters of a message become blanks, so that a name cannot forge a line. */
  private static final String TEXT =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level"
          + " %replace(%msg %kvp{DOUBLE}){'[\\x00-\\x1F\\x7F-\\x9F]', ' '}%n%ex";

  private Logging() {}

  /** For the whole process. */
  static void use(OutputStream stream, LogLevel level, LogFormat format) {
    use((LoggerContext) LoggerFactory.getILoggerFactory(), stream, level, format);
  }

  /**
   * For one context.
   *
   * @param level of our own loggers; libraries speak from WARN on, since at DEBUG the AWS SDK and
   *     its HTTP client print signed requests
   */
  static void use(LoggerContext context, OutputStream stream, LogLevel level, LogFormat format) {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setEncoder(encoder(context, format));
    appender.setOutputStream(keptOpen(stream));
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level == LogLevel.ERROR ? Level.ERROR : Level.WARN);
    // On every Java since 9 it warns that it uses what it would use anyway.
    context.getLogger("com.amazonaws.util.Base64").setLevel(Level.ERROR);
    // Of a full disk it prints a trace for each sheet; the failure itself is reported.
    context.getLogger("org.apache.poi.xssf.streaming").setLevel(Level.ERROR);
    context.getLogger(OURS).setLevel(Level.valueOf(level.name()));
    replaceAll(root, appender);
  }

  /** Not by a reset of the context: for a moment other threads would be heard at DEBUG. */
  private static void replaceAll(Logger logger, Appender<ILoggingEvent> appender) {
    List<Appender<ILoggingEvent>> before = new ArrayList<>();
    logger.iteratorForAppenders().forEachRemaining(before::add);
    logger.addAppender(appender);
    for (Appender<ILoggingEvent> one : before) {
      logger.detachAppender(one);
      one.stop();
    }
  }

  /** The appender closes its stream when it is replaced; standard error outlives it. */
  private static OutputStream keptOpen(OutputStream stream) {
    return new FilterOutputStream(stream) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
    if (format == LogFormat.JSON) {
      JsonLineEncoder encoder = new JsonLineEncoder();
      encoder.setContext(context);
      encoder.start();
      return encoder;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(TEXT);
    encoder.start();
    return encoder;
  }
}
