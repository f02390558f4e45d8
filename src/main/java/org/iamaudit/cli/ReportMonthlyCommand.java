package org.iamaudit.cli;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.report.MonthlyReport;
import org.iamaudit.report.Release;
import org.iamaudit.run.MonthlyRollUp;
import org.iamaudit.run.RunLock;
import org.iamaudit.schedule.Months;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code report monthly}: one workbook over all accounts and runs of a month. */
@Command(
    name = "monthly",
    description = {
      "Sums up a calendar month (UTC) over all accounts: what became of each, changes against the"
          + " month before, exceptions, what is overdue, planned runs without a package.",
      "The last line that it prints is the path of the workbook."
    })
final class ReportMonthlyCommand implements Callable<Integer> {
  private final Shell shell;
  private final Output output;

  @Option(
      names = "--month",
      paramLabel = "MONTH",
      converter = ToMonth.class,
      description = "Such as 2026-10. Default: the month before this one.")
  private Optional<YearMonth> month = Optional.empty();

  @Mixin private ConfigOption config;

  @Spec private CommandSpec spec;

  @Mixin private OutputOptions options;

  ReportMonthlyCommand(Shell shell, Output output) {
    this.shell = shell;
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    output.showProgress(options);
    AuditConfig loaded = config.load(shell);
    YearMonth present = YearMonth.from(shell.clock().instant().atZone(ZoneOffset.UTC));
    YearMonth asked = month.orElse(present.minusMonths(1));
    if (asked.isAfter(present)) {
      throw new ParameterException(spec.commandLine(), "`" + asked + "` has not begun yet");
    }
    RunLock lock = RunLock.acquire(loaded.state(), shell.clock().instant());
    MonthlyRollUp.Outcome outcome;
    try (lock) {
      outcome =
          MonthlyRollUp.write(
              Months.request(loaded, asked), shell.clock().instant(), Release.ALWAYS);
    }
    MonthlyReport report = outcome.report();
    output.result(
        "%s of %s, %s, %d overdue, %s\n%s\n"
            .formatted(
                report.month(),
                counted(report.accounts().size(), "account"),
                counted(report.changes().size(), "change"),
                report.overdue().size(),
                report.complete() ? "complete" : "partial: see its first sheet",
                Printable.line(outcome.written().workbook().toString())));
    return (report.complete() ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  static final class ToMonth implements ITypeConverter<YearMonth> {
    @Override
    public YearMonth convert(String value) {
      try {
        return YearMonth.parse(value);
      } catch (DateTimeException e) {
        throw new TypeConversionException("`" + value + "` is not a month such as `2026-10`");
      }
    }
  }
}
