package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.iamaudit.run.ProductVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final TestShell shell = new TestShell();

  @AfterEach
  void giveTheLogBack() {
    shell.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "run --help",
        "daemon --help",
        "simulate --help",
        "check-no-new-access --help",
        "config --help",
        "config check --help",
        "help",
        "help run",
        "help daemon trigger"
      })
  void everyCommandHasHelpThatFitsAWindow(String args) {
    assertThat(shell.run(args.split(" "))).isZero();
    assertThat(shell.out().lines())
        .anyMatch(line -> line.equals("Exit codes:"))
        .allMatch(line -> line.length() <= 100);
    assertThat(shell.out()).startsWith("Usage: iamaudit ");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void tellsItsVersion() {
    assertThat(shell.run("--version")).isZero();
    assertThat(shell.out()).isEqualTo("iamaudit " + ProductVersion.current() + "\n");
    assertThat(ProductVersion.current()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "config"})
  void withoutACommandTheHelpIsShown(String args) {
    assertThat(shell.run(args.isEmpty() ? new String[0] : args.split(" "))).isEqualTo(2);
    assertThat(shell.err()).startsWith("Usage: iamaudit ").contains("Commands:");
    assertThat(shell.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"help daemon trigger,daemon trigger --help", "help,--help"})
  void helpSaysWhatTheOptionDoes(String help, String option) {
    shell.run(help.split(" "));
    String said = shell.out();
    shell.run(option.split(" "));
    assertThat(shell.out()).isEqualTo(said + said);
  }

  @ParameterizedTest
  @CsvSource({
    "help ran,unknown command `ran` (did you mean `run`?); see `iamaudit --help`",
    "help daemon triger,unknown command `triger` (did you mean `trigger`?); see `iamaudit daemon"
        + " --help`",
    "help run now,unexpected argument `now`; see `iamaudit run --help`"
  })
  void helpNamesWhatItDoesNotKnow(String args, String message) {
    assertThat(shell.run(args.split(" "))).isEqualTo(2);
    assertThat(shell.err()).isEqualTo("error: " + message + "\n");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void aMisspeltCommandIsNamedWithTheNearest() {
    assertThat(shell.run("deamon")).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            "error: unknown command `deamon` (did you mean `daemon`?); see `iamaudit --help`\n");
  }
}
