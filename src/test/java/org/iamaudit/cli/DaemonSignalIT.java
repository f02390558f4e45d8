package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real process and a real signal. No schedule fires meanwhile. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
@Timeout(300)
class DaemonSignalIT {
  @TempDir Path directory;

  /** The daemon, started by a shell that prepares its signals. */
  private Process daemon(String signals) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("iamaudit.yml"),
            """
            http: {listen: none}
            accounts: [{id: "123456789012", snapshot: .}]
            schedules: [{name: distant, cron: "0 0 6 1 1 ? 2098", zone: Europe/Berlin}]
            """);
    return new ProcessBuilder(
            "sh",
            "-c",
            signals + " exec \"$0\" \"$@\"",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "daemon",
            "--config",
            config.toString())
        .start();
  }

  @Test
  void underNohupTheDaemonSaysThatItWillNotHear() throws Exception {
    Process daemon = daemon("trap '' HUP;");
    try (BufferedReader out = daemon.inputReader();
        BufferedReader log = daemon.errorReader()) {
      assertThat(out.readLine()).startsWith("reports go to ");
      daemon.toHandle().destroy();
      assertThat(log.lines().filter(line -> line.contains("event=\"signal.ignored\"")))
          .singleElement(STRING)
          .contains("WARN", "SIGHUP is ignored", "only a restart");
    } finally {
      daemon.destroyForcibly();
    }
  }

  @Test
  void sigtermStopsTheDaemonCleanly() throws Exception {
    Process daemon = daemon("");
    try (BufferedReader out = daemon.inputReader();
        BufferedReader log = daemon.errorReader()) {
      // Said once signals are heard.
      assertThat(out.readLine()).isEqualTo("reports go to " + directory.resolve("reports"));
      assertThat(log.readLine()).contains("event=\"schedule.added\"");
      assertThat(log.readLine())
          .contains("event=\"schedule.next\"")
          .contains("next=\"2098-01-01T06:00:00+01:00\"")
          .contains("next_utc=\"2098-01-01T05:00:00Z\"");
      daemon.toHandle().destroy(); // unlike Process.destroy, leaves the streams open
      // The machine that tests may itself have been told to ignore SIGHUP.
      assertThat(log.lines().filter(line -> !line.contains("signal.ignored")))
          .hasSize(2)
          .anyMatch(line -> line.contains("event=\"daemon.stopping\""))
          .anyMatch(line -> line.contains("event=\"daemon.stopped\""));
      assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(daemon.exitValue()).isZero();
    } finally {
      daemon.destroyForcibly();
    }
  }
}
