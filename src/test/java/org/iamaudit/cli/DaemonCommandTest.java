package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DaemonCommandTest {
  @TempDir Path directory;

  private final TestShell shell = new TestShell();

  @AfterEach
  void giveTheLogBack() {
    shell.close();
  }

  @Test
  void runsUntilItIsToldToEnd() throws Exception {
    Path config = config("schedules: [{name: yearly, cron: \"0 0 6 1 1 ?\", zone: UTC}]");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> shell.run("daemon", "--config", config.toString()));
    Signals.Ending ending = shell.ending.get(20, TimeUnit.SECONDS);
    assertThat(code).isNotDone();
    assertThat(ending.end()).isEqualTo(ExitCode.DONE);
    assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
    assertThat(shell.out()).isEqualTo("reports go to " + directory.resolve("reports") + "\n");
    assertThat(shell.err().lines())
        .hasSize(4)
        .anyMatch(
            line ->
                line.contains("event=\"schedule.next\"")
                    && line.contains("schedule=\"yearly\"")
                    && line.contains("-01-01T06:00:00Z\""));
  }

  @Test
  void aConfigurationThatBecameWrongLeavesTheOldOneInForce() throws Exception {
    Path config = config("schedules: [{name: yearly, cron: \"0 0 6 1 1 ?\", zone: UTC}]");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> shell.run("daemon", "--config", config.toString()));
    Signals.Ending ending = shell.ending.get(20, TimeUnit.SECONDS);
    Runnable reload = shell.reloading.get(20, TimeUnit.SECONDS);
    config("schedules: [{name: yearly, cron: never, zone: UTC}]");
    reload.run();
    config("schedules: [{name: monthly, cron: \"0 0 6 1 * ?\", zone: UTC}]");
    reload.run();
    assertThat(ending.end()).isEqualTo(ExitCode.DONE);
    assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
    assertThat(shell.err())
        .contains("ERROR the old configuration stays in force: " + config + ":3: `cron`: `never`")
        .contains("event=\"schedule.removed\" schedule=\"yearly\"")
        .contains("event=\"schedule.added\" schedule=\"monthly\"")
        .contains("event=\"config.loaded\"");
  }

  @Test
  void withoutAScheduleTheConfigurationIsWrong() throws Exception {
    Path config = config("");
    assertThat(shell.run("daemon", "--config", config.toString())).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            "error: "
                + config
                + ": no schedule to wait for: list at least one under `schedules`\n");
  }

  @Test
  void aTimeoutThatIsNoDurationIsWrongUsage() {
    assertThat(shell.run("daemon", "--stop-timeout", "5m")).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            "error: Invalid value for option '--stop-timeout': `5m` is not a duration such as"
                + " `PT90S`; see `iamaudit daemon --help`\n");
  }

  private Path config(String more) throws Exception {
    return Files.writeString(
        directory.resolve("iamaudit.yml"),
        "http: {listen: none}\naccounts: [{id: \"123456789012\", snapshot: .}]\n" + more + "\n");
  }
}
