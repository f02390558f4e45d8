package org.iamaudit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A folder for each way a snapshot can be wrong, with what is said of it in {@code expected.txt}:
 * the message of the error, or a line for each gap, those of files not collected apart.
 */
class SnapshotCasesTest {
  static final Path CASES = Path.of("src/test/resources/snapshot");

  static Stream<Path> refused() throws IOException {
    return folders("refused");
  }

  static Stream<Path> gaps() throws IOException {
    return folders("gaps");
  }

  private static Stream<Path> folders(String kind) throws IOException {
    try (Stream<Path> folders = Files.list(CASES.resolve(kind))) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void stopsWithTheExactPlace(Path folder) throws IOException {
    SnapshotException error =
        catchThrowableOfType(SnapshotException.class, () -> SnapshotReader.read(folder));

    assertThat(error).isNotNull();
    assertThat(error.getMessage().replace(folder.toString(), "DIRECTORY"))
        .isEqualTo(expected(folder));
  }

  @ParameterizedTest
  @MethodSource("gaps")
  void goesOnWithAGap(Path folder) throws IOException {
    AccountSnapshot snapshot = SnapshotReader.read(folder);

    assertThat(
            snapshot.gaps().stream()
                .filter(gap -> !gap.reason().equals("not collected"))
                .map(
                    gap ->
                        gap.kind()
                            + " "
                            + gap.subject()
                            + "\n"
                            + gap.reason()
                            + "\n"
                            + gap.effect())
                .collect(Collectors.joining("\n\n")))
        .isEqualTo(expected(folder));
  }

  private static String expected(Path folder) throws IOException {
    return Files.readString(folder.resolve("expected.txt")).strip();
  }
}
