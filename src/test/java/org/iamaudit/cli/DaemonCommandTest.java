package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
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
    Signals.Ending ending = shell.ending.get(120, TimeUnit.SECONDS);
    assertThat(code).isNotDone();
    assertThat(ending.end()).isEqualTo(ExitCode.DONE);
    assertThat(code.get(120, TimeUnit.SECONDS)).isZero();
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
    Signals.Ending ending = shell.ending.get(120, TimeUnit.SECONDS);
    Runnable reload = shell.reloading.get(120, TimeUnit.SECONDS);
    config("schedules: [{name: yearly, cron: never, zone: UTC}]");
    reload.run();
    config("schedules: [{name: monthly, cron: \"0 0 6 1 * ?\", zone: UTC}]");
    reload.run();
    assertThat(ending.end()).isEqualTo(ExitCode.DONE);
    assertThat(code.get(120, TimeUnit.SECONDS)).isZero();
    assertThat(shell.err())
        .contains("ERROR the old configuration stays in force: " + config + ":3: `cron`: `never`")
        .contains("event=\"schedule.removed\" schedule=\"yearly\"")
        .contains("event=\"schedule.added\" schedule=\"monthly\"")
        .contains("event=\"config.loaded\"");
  }

  @Test
  void aRunningDaemonAnswersCommands() throws Exception {
    Path config = config("schedules: [{name: yearly, cron: \"0 0 6 1 1 ?\", zone: Asia/Tokyo}]");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> shell.run("daemon", "--config", config.toString()));
    Signals.Ending ending = shell.ending.get(120, TimeUnit.SECONDS);
    assertThat(ask(0, config, "status"))
        .containsExactly(
            "schedule  state  next                       next (UTC)            last  last (UTC)"
                + "  result",
            "yearly    ok     2027-01-01T06:00:00+09:00  2026-12-31T21:00:00Z  -     -           -");
    assertThat(ask(0, config, "pause", "yearly").get(0)).startsWith("paused; ");
    assertThat(ask(0, config, "status").get(1)).startsWith("yearly    paused  -");
    assertThat(ask(0, config, "resume", "yearly")).containsExactly("fires again");
    assertThat(ask(0, config, "trigger", "yearly"))
        .containsExactly("audit planned  2026-11-23T21:00:00+09:00");
    assertThat(ask(1, config, "trigger", "yearly", "--period", "2026-01-01T06:00:00+09:00"))
        .containsExactly(
            "error: nothing was missed and nothing failed at `2026-01-01T06:00:00+09:00`; see"
                + " `daemon status`");
    assertThat(ask(1, config, "pause", "yearli"))
        .containsExactly("error: no schedule `yearli` (did you mean `yearly`?)");
    assertThat(ending.end()).isEqualTo(ExitCode.DONE);
    assertThat(code.get(120, TimeUnit.SECONDS)).isZero();
    assertThat(ask(1, config, "status"))
        .hasSize(3)
        .startsWith("error: no daemon runs in `" + directory.resolve("state") + "`");
    assertThat(ask(1, config, "resume", "yearly"))
        .containsExactly(
            "error: no daemon runs in `" + directory.resolve("state") + "`; start it first");
  }

  /** The lines on stderr, then those on stdout. */
  private static List<String> ask(int code, Path config, String... words) {
    // Not closed: the log belongs to the daemon.
    TestShell client = new TestShell();
    List<String> all = new ArrayList<>(List.of("daemon"));
    all.addAll(List.of(words));
    all.addAll(List.of("--config", config.toString(), "--quiet"));
    assertThat(client.run(all.toArray(String[]::new))).as(client.err()).isEqualTo(code);
    return Stream.concat(client.err().lines(), client.out().lines()).toList();
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
