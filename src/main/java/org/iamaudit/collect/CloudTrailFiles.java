package org.iamaudit.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes an account's log files over from a directory that is kept in step with the trail's bucket,
 * as by {@code aws s3 sync}. The bucket itself is not read: the auditor's role may not read
 * objects.
 */
final class CloudTrailFiles {
  private CloudTrailFiles() {}

  /**
   * Copies, or links where the file system can, the files named {@code <account>_CloudTrail_…}.
   *
   * @return how many there were
   */
  static int take(Path directory, String account, Path target) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> logs = files.filter(file -> isLog(file, account)).sorted().toList();
      for (Path log : logs) {
        Path copy = target.resolve(directory.relativize(log).toString());
        Files.createDirectories(copy.getParent());
        if (!Files.exists(copy)) {
          Files.copy(log, copy);
        }
      }
      return logs.size();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take over log files from `" + directory + "`", e);
    }
  }

  private static boolean isLog(Path file, String account) {
    String name = file.getFileName().toString();
    return name.startsWith(account + "_CloudTrail_")
        && (name.endsWith(".json") || name.endsWith(".json.gz"))
        && Files.isRegularFile(file);
  }
}
