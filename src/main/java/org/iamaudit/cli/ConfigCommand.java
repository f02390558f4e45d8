package org.iamaudit.cli;

import picocli.CommandLine.Command;

/** {@code config}: what has to do with the configuration. */
@Command(name = "config", description = "Checks the configuration.")
final class ConfigCommand {}
