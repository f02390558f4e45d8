package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command line of README is one that the program understands. */
class ReadmeCommandsTest {
  private static final Pattern LINE =
      Pattern.compile("(?m)(?:^|\\| )java -jar target/iamaudit\\.jar (.*)$");

  static Stream<String> commandLines() throws IOException {
    return LINE.matcher(Files.readString(Path.of("README.md"))).results().map(l -> l.group(1));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void isUnderstood(String line) {
    assertThat(understood(line)).as(line).isZero();
  }

  @Test
  void aMistakeWouldBeSeen() {
    assertThat(understood("run --snapshto my-account")).isEqualTo(2);
    assertThat(understood("run --as-of yesterday")).isEqualTo(2);
  }

  @Test
  void everyCodeOfTheProgramIsListed() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (ExitCode exitCode : ExitCode.values()) {
      assertThat(readme).contains("\n| " + exitCode.code() + " | ");
    }
  }

  /** With {@code --help} behind it, so that it is read in full and nothing is done. */
  private static int understood(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.add("--help");
    try (TestShell shell = new TestShell()) {
      return shell.run(words.toArray(String[]::new));
    }
  }
}
