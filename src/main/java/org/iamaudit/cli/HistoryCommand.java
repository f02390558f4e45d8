package org.iamaudit.cli;

import picocli.CommandLine.Command;

/** {@code history}: what has to do with the memory of runs. */
@Command(name = "history", description = "Looks after the database that remembers runs.")
final class HistoryCommand {}
