package org.iamaudit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.iamaudit.schedule.ScheduleCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to be wrong is a file, which ends with the problems that it must give. */
class BadConfigTest {
  private static final Path FILES = Path.of("src/test/resources/config/bad");
  private static final String EXPECTED = "#! ";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void reportsEveryProblemWithItsLine(Path file) throws IOException {
    List<String> expected =
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith(EXPECTED))
            .map(line -> file + ":" + line.substring(EXPECTED.length()))
            .toList();
    assertThat(expected).as("expectations in the file").isNotEmpty();
    assertThat(problems(file, Map.of())).containsExactlyElementsOf(expected);
  }

  @Test
  void aMissingFileIsAProblemWithARemedy() {
    assertThat(problems(Path.of("nowhere.yml"), Map.of()))
        .containsExactly(
            "nowhere.yml: cannot read the configuration: no such file or directory; name another"
                + " file with --config");
  }

  @Test
  void textThatIsNotUtf8IsAProblem(@TempDir Path directory) throws IOException {
    Path file =
        Files.write(directory.resolve("latin1.yml"), new byte[] {'a', ':', ' ', (byte) 0xE4});
    assertThat(problems(file, Map.of()))
        .containsExactly(file + ": not UTF-8 text; save it as UTF-8");
  }

  @Test
  void theEnvironmentIsCheckedLikeTheFile() {
    assertThat(
            problems(
                Path.of("src/test/resources/config/minimal.yml"),
                Map.of("IAMAUDIT_FAIL_ON", "worst", "IAMAUDIT_BASELINES", "nowhere")))
        .containsExactly(
            "environment variable IAMAUDIT_BASELINES: `baselines`: no directory `nowhere`; a"
                + " relative path starts at the working directory",
            "environment variable IAMAUDIT_FAIL_ON: `fail-on`: `worst` is not one of none,"
                + " critical, high, medium, low, info");
  }

  @Test
  void aMisspeltVariableIsAProblemAndAnUnrelatedOneIsNot() {
    assertThat(
            problems(
                Path.of("src/test/resources/config/minimal.yml"),
                Map.of(
                    "IAMAUDIT_REPORT", "elsewhere",
                    "IAMAUDIT_SERVICE_HOST", "10.0.0.1",
                    "IAMAUDIT_PORT", "tcp://10.0.0.1:80")))
        .containsExactly(
            "environment variable IAMAUDIT_REPORT: replaces no value (did you mean"
                + " `IAMAUDIT_REPORTS`?)");
  }

  private static List<String> problems(Path file, Map<String, String> environment) {
    ConfigLoader loader = new ConfigLoader(environment, new ScheduleCheck(() -> NOW));
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> loader.load(file));
    assertThat(e).as("a problem in " + file).isNotNull();
    return e.problems().stream().map(ConfigProblem::toString).toList();
  }
}
