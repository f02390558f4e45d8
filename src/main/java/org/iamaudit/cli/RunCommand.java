package org.iamaudit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.iamaudit.arn.AccountId;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.FailOn;
import org.iamaudit.policy.NearestName;
import org.iamaudit.report.Rehearsal;
import org.iamaudit.run.AuditOutcome;
import org.iamaudit.run.AuditRequest;
import org.iamaudit.run.LoggedAudit;
import org.iamaudit.run.Progress;
import org.iamaudit.run.RunException;
import org.iamaudit.run.RunLock;
import org.iamaudit.run.RunLockedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: one audit now, of what the configuration names or of one directory. */
@Command(
    name = "run",
    customSynopsis = {
      "iamaudit run [--config FILE] [--account ID]... [OPTION]...",
      "   or: iamaudit run --snapshot DIR [--baselines DIR] [--out DIR] [OPTION]..."
    },
    description = {
      "Audits once: the accounts of a configuration, or one directory of AWS CLI exports without"
          + " any.",
      "Prints a summary; its last line is the path of the workbook."
    })
final class RunCommand implements Callable<Integer> {
  private final Shell shell;
  private final Output output;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration. Default: " + ConfigOption.DEFAULT_FILE)
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--account",
      paramLabel = "ID",
      converter = Converters.ToAccountId.class,
      description = "Audit only this account of the configuration; may be repeated.")
  private List<AccountId> accounts = List.of();

  @Option(
      names = "--snapshot",
      paramLabel = "DIR",
      description = "Audit this directory; it needs account-authorization-details.json.")
  private Optional<Path> snapshot = Optional.empty();

  @Option(
      names = "--baselines",
      paramLabel = "DIR",
      description = "With --snapshot: what principals are required to do. Default: nobody said.")
  private Optional<Path> baselines = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "With --snapshot: where the report goes, in a folder of its own. Default: reports")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      converter = Converters.ToInstant.class,
      description =
          "Count ages up to this moment, such as 2026-11-01T06:00:00Z. Default: as configured, else"
              + " when the snapshot was collected, else now.")
  private Optional<Instant> asOf = Optional.empty();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      converter = Converters.ToFailOn.class,
      description =
          "Exit with 3 if an open finding is at least so severe: none, critical, high, medium, low,"
              + " info. Default: as configured, or none.")
  private Optional<FailOn> failOn = Optional.empty();

  @Mixin private OutputOptions options;

  RunCommand(Shell shell, Output output) {
    this.shell = shell;
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    requireOneForm();
    Rehearsal.begin();
    output.showProgress(options);
    if (snapshot.isPresent()) {
      Path reports = out.orElse(Path.of("reports"));
      AuditRequest request = AuditRequest.ofSnapshot(snapshot.get(), baselines, reports, asOf);
      return audit(request, reports, failOn.orElse(FailOn.NONE));
    }
    AuditConfig loaded =
        ConfigOption.load(config.orElse(Path.of(ConfigOption.DEFAULT_FILE)), shell);
    output.showProgress(options, loaded.logging());
    requireConfigured(loaded);
    AuditRequest request = loaded.request(accounts, asOf.or(loaded::asOf));
    return audit(request, loaded.state(), failOn.orElse(loaded.failOn()));
  }

  private int audit(AuditRequest request, Path lockDirectory, FailOn threshold)
      throws RunException, RunLockedException {
    RunLock lock = RunLock.acquire(lockDirectory, shell.clock().instant());
    Progress progress = output.progress();
    AuditOutcome outcome;
    try (lock) {
      outcome = new LoggedAudit(shell.auditor(), shell.clock()).run(request, progress);
    } finally {
      progress.done();
    }
    output.result(new SummaryText(shell.colour()).of(outcome));
    return ExitCode.of(outcome.result(), threshold).code();
  }

  private void requireOneForm() {
    boolean configured = config.isPresent() || !accounts.isEmpty();
    if (snapshot.isPresent() && configured) {
      throw wrong(
          "--snapshot audits a directory without a configuration; leave out either it or --config"
              + " and --account");
    }
    if (snapshot.isEmpty() && (baselines.isPresent() || out.isPresent())) {
      throw wrong(
          "--baselines and --out go with --snapshot; otherwise set `baselines` and `reports` in the"
              + " configuration");
    }
    snapshot.ifPresent(directory -> requireDirectory("--snapshot", directory));
    baselines.ifPresent(directory -> requireDirectory("--baselines", directory));
  }

  private void requireDirectory(String option, Path path) {
    if (!Files.isDirectory(path)) {
      throw wrong(
          option
              + (Files.exists(path) ? " names a file: `" : " names no directory: `")
              + path
              + "`; expected a directory");
    }
  }

  private void requireConfigured(AuditConfig loaded) {
    List<String> known = loaded.listed().stream().map(AccountId::digits).toList();
    if (loaded.takesAnyAccount()) {
      return;
    }
    for (AccountId account : accounts) {
      if (!known.contains(account.digits())) {
        throw wrong(
            "account `"
                + account
                + "` is not in `"
                + loaded.file()
                + "`"
                + NearestName.hint(account.digits(), known));
      }
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
