package org.iamaudit.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.CollectPlan;
import org.iamaudit.collect.Collected;
import org.iamaudit.collect.Collector;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.run.LiveAccounts;
import org.iamaudit.run.PreflightReport;
import org.iamaudit.run.PreflightReport.Result;
import org.iamaudit.run.Progress;
import org.iamaudit.run.RunLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code collect}: live accounts into snapshot directories, without an audit. */
@Command(
    name = "collect",
    description = {
      "Reads the live accounts of a configuration from AWS into snapshot directories, one each,"
          + " below `collect.snapshots`. `run` does the same before it audits.",
      "Prints the directories. A collection that was stopped goes on from what it has."
    })
final class CollectCommand implements Callable<Integer> {
  private final Shell shell;
  private final Output output;

  @Mixin private ConfigOption config;

  @Option(
      names = "--account",
      paramLabel = "ID",
      converter = Converters.ToAccountId.class,
      description = "Read only this account; may be repeated.")
  private List<AccountId> accounts = List.of();

  @Option(
      names = "--preflight",
      description =
          "Only tell of each permission that is needed whether it is there: by a harmless call, or by"
              + " the caller's own policies. Exit code 4 if one is denied or cannot be told.")
  private boolean preflight;

  @Mixin private OutputOptions options;

  CollectCommand(Shell shell, Output output) {
    this.shell = shell;
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    output.showProgress(options);
    AuditConfig loaded = config.load(shell);
    output.showProgress(options, loaded.logging());
    CollectPlan plan = plan(loaded);
    if (preflight) {
      return preflight(PreflightReport.of(plan, shell.environment()));
    }
    RunLock lock = RunLock.acquire(loaded.state(), shell.clock().instant());
    Progress progress = output.progress();
    Collected collected;
    try (lock) {
      collected =
          new Collector(plan, shell.environment()).collect(LiveAccounts.shown(progress), true);
    } finally {
      progress.done();
    }
    output.result(text(collected));
    return complete(collected) ? ExitCode.DONE.code() : ExitCode.INCOMPLETE.code();
  }

  private int preflight(PreflightReport report) {
    TextTable table = new TextTable();
    for (PreflightReport.Line line : report.lines()) {
      table.add(
          Stream.of(
                  line.account(),
                  line.action(),
                  line.result().name().toLowerCase(Locale.ROOT),
                  line.reason())
              .map(TextTable.Cell::left)
              .toList());
    }
    output.result(table.text());
    output.result(
        "%npermissions: %d there, %d denied, %d unknown%n"
            .formatted(
                report.count(Result.PERMITTED),
                report.count(Result.DENIED),
                report.count(Result.UNKNOWN)));
    return report.complete() ? ExitCode.DONE.code() : ExitCode.INCOMPLETE.code();
  }

  private CollectPlan plan(AuditConfig loaded) throws ConfigException {
    return loaded
        .live()
        .map(plan -> plan.only(accounts))
        .filter(plan -> !plan.isEmpty())
        .orElseThrow(
            () ->
                new ConfigException(
                    loaded.file(),
                    accounts.isEmpty()
                        ? "no account is read from AWS: leave out `snapshot` of one, and say under"
                            + " `collect` how to read it"
                        : "none of the accounts asked for is read from AWS"));
  }

  private static boolean complete(Collected collected) {
    return collected.left().stream().allMatch(Collected.Left::suspended)
        && collected.snapshots().stream().allMatch(s -> s.gaps().isEmpty());
  }

  private static String text(Collected collected) {
    StringBuilder text = new StringBuilder();
    for (Collected.Left left : collected.left()) {
      text.append(Printable.line(left.account() + ": not read: " + left.reason())).append('\n');
    }
    for (Collected.Snapshot snapshot : collected.snapshots()) {
      snapshot
          .gaps()
          .forEach(
              gap ->
                  text.append(
                          Printable.line(
                              snapshot.account() + ": " + gap.subject() + ": " + gap.reason()))
                      .append('\n'));
      text.append(snapshot.directory()).append('\n');
    }
    return text.toString();
  }
}
