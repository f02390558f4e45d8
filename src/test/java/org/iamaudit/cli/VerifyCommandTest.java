package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  private static final Path SAMPLE = Path.of("reports/sample");

  @TempDir Path directory;

  private final TestShell shell = new TestShell();
  private String sample;

  @BeforeEach
  void findTheSample() throws IOException {
    try (Stream<Path> packages = Files.list(SAMPLE)) {
      sample =
          packages
              .map(folder -> folder.getFileName().toString())
              .filter(name -> name.startsWith("iam-audit_"))
              .findFirst()
              .orElseThrow();
    }
  }

  @Test
  void aPackageThatHoldsEndsWith0() {
    assertThat(shell.run("verify", SAMPLE.toString(), "--quiet")).isZero();
    assertThat(shell.out()).isEqualTo("OK      " + sample + "\n");
  }

  @Test
  void aChangedPackageEndsWith5AndSaysWhatIsWrong() throws IOException {
    Path copy = Files.createDirectory(directory.resolve(sample));
    Files.copy(SAMPLE.resolve(sample).resolve("manifest.json"), copy.resolve("manifest.json"));
    Files.writeString(copy.resolve("findings.json"), "{}");

    assertThat(shell.run("verify", copy.toString(), "--quiet")).isEqualTo(5);
    assertThat(shell.out())
        .startsWith("FAILED  " + sample + "\n")
        .contains("        SHA256SUMS is missing\n")
        .contains("        findings.json was changed: its SHA-256 is ");
  }

  @Test
  void nothingToCheckIsNoSuccess() {
    assertThat(shell.run("verify", directory.toString())).isEqualTo(2);
    assertThat(shell.err()).contains("there is no evidence package in `" + directory + "`");
    assertThat(shell.run("verify", directory.resolve("absent").toString())).isEqualTo(2);
  }
}
