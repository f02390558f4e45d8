package org.iamaudit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules, tried by Prometheus's own tool (Debian's package {@code prometheus}). */
class AlertRulesTest {
  private static final Path RULES = Path.of("config/deploy/prometheus-alerts.yml");
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  @TempDir Path directory;

  @Test
  void eachAlertComesWhenItShouldAndStaysAwayOtherwise() throws Exception {
    assumeTrue(Files.isExecutable(PROMTOOL), "needs promtool");
    String cases = Files.readString(Path.of("src/test/resources/deploy/alerts-test.yml"));
    Path file =
        Files.writeString(
            directory.resolve("alerts-test.yml"),
            cases.replace("[ALERTS]", "[" + RULES.toAbsolutePath() + "]"));
    assertThat(promtool("check", "rules", RULES.toString())).contains("SUCCESS");
    assertThat(promtool("test", "rules", file.toString())).contains("SUCCESS");
  }

  private static String promtool(String... words) throws IOException, InterruptedException {
    String[] command = new String[words.length + 1];
    command[0] = PROMTOOL.toString();
    System.arraycopy(words, 0, command, 1, words.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
