package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.iamaudit.snapshot.IoReason;

/** An evidence package could not be written. Nothing of it is left behind. */
public final class ReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String sheet;

  /**
   * @param sheet the sheet being written; empty string if it is not about a sheet
   */
  ReportException(Path file, String sheet, String reason) {
    super(message(file, sheet, reason));
    this.file = file;
    this.sheet = sheet;
  }

  ReportException(Path file, String sheet, Throwable cause) {
    super(message(file, sheet, reason(cause)), cause);
    this.file = file;
    this.sheet = sheet;
  }

  /** What was to be written. */
  public Path file() {
    return file;
  }

  /** The sheet being written; empty string if it is not about a sheet. */
  public String sheet() {
    return sheet;
  }

  private static String message(Path file, String sheet, String reason) {
    String place = sheet.isEmpty() ? "" : ", sheet `" + sheet + "`";
    return "cannot write `" + file + "`" + place + ": " + reason;
  }

  /** The innermost cause on one line; some file errors say nothing but the file's name. */
  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof AccessDeniedException e) {
      return "access to `" + e.getFile() + "` is denied; make the directory writable";
    }
    if (cause instanceof FileAlreadyExistsException e) {
      return "`" + e.getFile() + "` is in the way";
    }
    if (cause instanceof FileSystemException e && e.getReason() == null) {
      return "`" + e.getFile() + "`: " + e.getClass().getSimpleName();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    if (cause instanceof IOException e && message.contains("No space left")) {
      return IoReason.of(e);
    }
    return message.replaceAll("\\R+", " ");
  }
}
