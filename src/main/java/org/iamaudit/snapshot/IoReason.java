package org.iamaudit.snapshot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read or written, in words; Java often gives only its name. */
public final class IoReason {

  private IoReason() {}

  /** One phrase without the name of the file. */
  public static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "a file of that name stands where a directory is needed";
    }
    if (e instanceof FileSystemLoopException) {
      return "its links lead in a circle";
    }
    String said =
        e instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : String.valueOf(e.getMessage());
    if (said.equals("Is a directory")) {
      return "it is a directory; expected a file";
    }
    if (said.contains("No space left on device")) {
      return "no space left on the disk; make room and try again";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : said;
  }

  /**
   * Why a text is no path. Java takes names in the character set of the process's locale, and a
   * service without one has ASCII.
   */
  public static String of(InvalidPathException e) {
    return "not a path"
        + (e.getInput().chars().anyMatch(c -> c > 127)
            ? " in this process's character set; set the environment variable `LC_ALL` to `C.UTF-8`"
            : "");
  }
}
