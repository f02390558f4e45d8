package org.iamaudit.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/** Tests speak through their results: what their own libraries note is left out. */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class QuietLibraries extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    // A mail server that is left in the middle of a word says so at length.
    context.getLogger("com.icegreen").setLevel(Level.OFF);
    // It wonders at the accessors by which Eclipse's compiler refers to private methods.
    context.getLogger("com.tngtech.archunit").setLevel(Level.ERROR);
    return ExecutionStatus.INVOKE_NEXT_IF_ANY;
  }
}
