package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.iamaudit.run.AuditRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Every command line of README is one that the program understands. */
class ReadmeCommandsTest {
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)(?:(?:^|\\| )java -jar target/iamaudit\\.jar|^iamaudit) ([^#\\n]*?) *(?:#.*)?$");

  static Stream<String> commandLines() throws IOException {
    return LINE.matcher(Files.readString(Path.of("README.md"))).results().map(l -> l.group(1));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void isUnderstood(String line) {
    assertThatCode(() -> read(line)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnu", "run --snapshto my-account", "run --as-of yesterday"})
  void aMistakeWouldBeSeen(String line) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(ParameterException.class);
  }

  @Test
  void everyCodeOfTheProgramIsListed() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (ExitCode exitCode : ExitCode.values()) {
      assertThat(readme).contains("\n| " + exitCode.code() + " | ");
    }
  }

  @Test
  void everyCommandIsListed() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(commandLine().getSubcommands().keySet())
        .allSatisfy(name -> assertThat(readme).contains("\n| `" + name));
  }

  private static void read(String line) {
    commandLine().parseArgs(line.split(" "));
  }

  private static CommandLine commandLine() {
    Shell shell = Shell.ofProcess(AuditRun::run);
    Output output = new Output(shell);
    return Main.commandLine(shell, output, new Failures(output));
  }
}
