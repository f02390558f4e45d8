package org.iamaudit.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import org.iamaudit.config.LogFormat;
import org.iamaudit.config.LogLevel;

/**
 * How Logback speaks until the options are read: text, warnings only. Logback finds it as a
 * service. In Java, since a file would cost each command a third of a second.
 */
@ConfiguratorRank(ConfiguratorRank.FALLBACK + 1)
public final class LoggingAtStart extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    // Logback's notes about itself would stand before the result.
    context.getStatusManager().add(new NopStatusListener());
    Logging.use(context, System.err, LogLevel.WARN, LogFormat.TEXT);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
