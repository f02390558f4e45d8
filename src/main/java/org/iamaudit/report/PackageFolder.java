package org.iamaudit.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.iamaudit.snapshot.DirectoryTree;

/**
 * A folder that appears complete or not at all: it is written aside in a hidden directory beside
 * its place, forced to disk, made read-only and renamed.
 */
final class PackageFolder {
  private PackageFolder() {}

  /**
   * Makes the part the folder, unless that is refused.
   *
   * @return whether it is; false if there is a folder of that name already, which stays as it was
   */
  static <T> boolean moveIntoPlace(Path part, Path folder, T made, Release<? super T> release)
      throws IOException {
    for (Path path : DirectoryTree.deepestFirst(part)) {
      force(path);
    }
    if (!release.release(made, () -> move(part, folder))) {
      return false;
    }
    for (Path path : DirectoryTree.deepestFirst(folder)) {
      path.toFile().setReadOnly(); // against slips; where it is not possible the hashes still hold
    }
    return true;
  }

  private static boolean move(Path part, Path folder) throws IOException {
    try {
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      return false;
    }
    force(folder.getParent());
    return true;
  }

  /** To disk; directories too, where the system opens them, so that the names in them last. */
  private static void force(Path path) throws IOException {
    boolean directory = Files.isDirectory(path);
    if (directory && path.getFileSystem().getSeparator().equals("\\")) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
