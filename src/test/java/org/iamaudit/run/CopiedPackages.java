package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.iamaudit.report.Verification;

/**
 * Copies of packages that were made once, for tests that spoil them.
 *
 * @param reports the directory of the copies
 */
record CopiedPackages(Path reports) {

  /** Copies what is below a directory, so that it can be changed. */
  static CopiedPackages of(Path made, Path reports) throws IOException {
    for (Path file : files(made)) {
      Path to = reports.resolve(made.relativize(file).toString());
      Files.createDirectories(to.getParent());
      Files.copy(file, to);
      assertThat(to.toFile().setWritable(true)).isTrue();
    }
    return new CopiedPackages(reports);
  }

  static List<Path> files(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** By name, those that begin with a text. */
  List<Path> folders(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(reports)) {
      return all.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList();
    }
  }

  /** The run that a package is of. */
  static String run(Path folder) {
    String name = folder.getFileName().toString();
    return name.substring(name.lastIndexOf('_') + 1);
  }

  void exchange(Path one, Path other) throws IOException {
    Path aside = reports.resolve("aside");
    Files.move(one, aside);
    Files.move(other, one);
    Files.move(aside, other);
  }

  /** Changes a byte of each file in turn, and has somebody look. */
  static void spoilEachFile(Path folder, ThrowingConsumer<Path> look) throws IOException {
    for (Path file : files(folder)) {
      byte[] before = Files.readAllBytes(file);
      byte[] after = before.clone();
      after[after.length / 2] ^= 1;
      Files.write(file, after);
      look.accept(file);
      Files.write(file, before);
    }
  }

  /** What a check says of all packages. */
  List<String> problems(EvidenceCheck check) throws RunException {
    List<String> problems = new ArrayList<>();
    for (Verification one : check.check(reports)) {
      problems.addAll(one.problems());
    }
    return problems;
  }
}
