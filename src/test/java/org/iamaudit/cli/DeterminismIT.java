package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.iamaudit.run.AuditRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same input gives the same package: {@code findings.json} byte for byte, the workbook part for
 * part, whatever the machine speaks, wherever it stands and however many threads it has.
 */
@Timeout(300)
class DeterminismIT {
  private static final String PARALLELISM =
      "-Djava.util.concurrent.ForkJoinPool.common.parallelism=";
  private static final Path GENERATED = Path.of("src/test/resources/snapshot/generated");

  @TempDir Path directory;

  @Test
  void theSampleGivesTheSamePackage() throws Exception {
    assertSame(
        Path.of("config/sample/account-123456789012"),
        Path.of("config/baselines"),
        List.of("-Duser.language=ar", "-Duser.country=EG", PARALLELISM + "4"));
  }

  @Test
  void aGeneratedAccountGivesTheSamePackage() throws Exception {
    Path snapshot = Files.createDirectory(directory.resolve("snapshot"));
    try (Stream<Path> files = Files.list(GENERATED)) {
      for (Path file : files.toList()) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          Files.copy(in, snapshot.resolve(file.getFileName().toString().replace(".gz", "")));
        }
      }
    }
    assertSame(
        snapshot,
        Path.of("src/test/resources/generated/baselines"),
        List.of(
            "-Duser.language=tr",
            "-Duser.country=TR",
            "-Duser.timezone=Asia/Kolkata",
            "-Dfile.encoding=ISO-8859-1",
            "-Dsun.jnu.encoding=ISO-8859-1",
            PARALLELISM + "1"));
  }

  private void assertSame(Path snapshot, Path baselines, List<String> javaOptions)
      throws Exception {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    try (TestShell shell = new TestShell().auditing(AuditRun::run)) {
      for (Path out : List.of(first, second)) {
        assertThat(shell.run(arguments(snapshot, baselines, out))).as(shell.err()).isIn(0, 4);
      }
    }
    Path expected = onlyPackage(first);
    assertEqual(onlyPackage(second), expected);
    Path elsewhere = directory.resolve("elsewhere");
    fork(javaOptions, arguments(snapshot, baselines, elsewhere));
    assertEqual(onlyPackage(elsewhere), expected);
  }

  private static String[] arguments(Path snapshot, Path baselines, Path out) {
    return new String[] {
      "run",
      "--snapshot",
      snapshot.toString(),
      "--baselines",
      baselines.toString(),
      "--out",
      out.toString(),
      "--as-of",
      "2026-11-01T06:00:00Z"
    };
  }

  private static void fork(List<String> javaOptions, String... arguments) throws Exception {
    try (ProductProcess process = ProductProcess.start(javaOptions, arguments)) {
      assertThat(process.exitCode()).as("%s", process.log()).isIn(0, 4);
    }
  }

  private static Path onlyPackage(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      List<Path> folders = files.filter(Files::isDirectory).toList();
      assertThat(folders).hasSize(1);
      return folders.get(0);
    }
  }

  private static void assertEqual(Path folder, Path expected) throws Exception {
    assertThat(folder.getFileName()).isEqualTo(expected.getFileName());
    assertThat(folder.resolve("findings.json"))
        .hasSameBinaryContentAs(expected.resolve("findings.json"));
    String workbook = folder.getFileName() + ".xlsx";
    assertThat(parts(folder.resolve(workbook)))
        .containsExactlyEntriesOf(parts(expected.resolve(workbook)));
  }

  /** The parts of a workbook, sheets, texts, styles and all, as hashes by name. */
  private static SortedMap<String, String> parts(Path file) throws Exception {
    SortedMap<String, String> parts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
        parts.put(entry.getName(), bytes.length + " bytes, " + HexFormat.of().formatHex(hash));
      }
    }
    assertThat(parts).containsKey("xl/workbook.xml");
    return parts;
  }
}
