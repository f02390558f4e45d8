package org.iamaudit.cli;

import picocli.CommandLine.Command;

/** {@code report}: reports that are made of earlier ones. */
@Command(name = "report", description = "Makes reports of earlier ones.")
final class ReportCommand {}
