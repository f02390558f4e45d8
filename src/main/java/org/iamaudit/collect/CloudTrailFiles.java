package org.iamaudit.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.iamaudit.snapshot.IoReason;

/**
 * Takes an account's log files over from a directory that is kept in step with the trail's bucket,
 * as by {@code aws s3 sync}. The bucket itself is not read: the auditor's role may not read
 * objects.
 */
final class CloudTrailFiles {
  private CloudTrailFiles() {}

  /**
   * Copies the files named {@code <account>_CloudTrail_…}, also those that links lead to. One that
   * a killed collection has left half is copied again.
   *
   * @return how many there were
   */
  static int take(Path directory, String account, Path target) {
    try (Stream<Path> files = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> logs = files.filter(file -> isLog(file, account)).sorted().toList();
      for (Path log : logs) {
        Path copy = target.resolve(directory.relativize(log).toString());
        Files.createDirectories(copy.getParent());
        if (!Files.exists(copy) || Files.size(copy) != Files.size(log)) {
          Files.copy(log, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return logs.size();
    } catch (IOException e) {
      throw failed(directory, e);
    } catch (UncheckedIOException e) {
      throw failed(directory, e.getCause());
    }
  }

  private static UncheckedIOException failed(Path directory, IOException e) {
    return new UncheckedIOException(
        "cannot take over log files from `"
            + directory
            + "`: `"
            + e.getMessage()
            + "`: "
            + IoReason.of(e),
        e);
  }

  /** A link to nothing counts: what it stands for is missing. */
  private static boolean isLog(Path file, String account) {
    String name = file.getFileName().toString();
    return name.startsWith(account + "_CloudTrail_")
        && (name.endsWith(".json") || name.endsWith(".json.gz"))
        && !Files.isDirectory(file);
  }
}
