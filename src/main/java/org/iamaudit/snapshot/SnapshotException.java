package org.iamaudit.snapshot;

import java.util.Optional;

/**
 * A snapshot cannot be read, so that nothing may be said of the account. The message is one line:
 * the file, the place in it, what is wrong and, where known, the remedy.
 */
public final class SnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String path;
  private final int line;
  private final int column;

  private SnapshotException(
      String file, String path, int line, int column, String problem, Throwable cause) {
    super(oneLine(where(file, path, line, column) + ": " + problem), cause);
    this.file = file;
    this.path = path;
    this.line = line;
    this.column = column;
  }

  static SnapshotException of(String file, String problem) {
    return new SnapshotException(file, "", 0, 0, problem, null);
  }

  static SnapshotException of(String file, String problem, Throwable cause) {
    return new SnapshotException(file, "", 0, 0, problem, cause);
  }

  static SnapshotException at(String file, int line, String problem) {
    return new SnapshotException(file, "", line, 0, problem, null);
  }

  static SnapshotException at(String file, String path, int line, int column, String problem) {
    return new SnapshotException(file, path, line, column, problem, null);
  }

  /** Names of files and fields may come from strangers. */
  private static String oneLine(String message) {
    return message.replaceAll("\\p{Cntrl}", "?");
  }

  private static String where(String file, String path, int line, int column) {
    StringBuilder where = new StringBuilder("`").append(file).append('`');
    if (line > 0) {
      where.append(" line ").append(line);
    }
    if (column > 0) {
      where.append(" column ").append(column);
    }
    if (!path.isEmpty()) {
      where.append(" at `").append(path).append('`');
    }
    return where.toString();
  }

  /** The file, by its name in the directory; the directory itself if that is what is missing. */
  public String file() {
    return file;
  }

  /** Where in a JSON file, {@code UserDetailList[3].Arn}; empty for the file as a whole. */
  public Optional<String> path() {
    return path.isEmpty() ? Optional.empty() : Optional.of(path);
  }

  /** 1-based line; empty for the file as a whole. */
  public Optional<Integer> line() {
    return line > 0 ? Optional.of(line) : Optional.empty();
  }

  /** 1-based column; empty where only the line is known. */
  public Optional<Integer> column() {
    return column > 0 ? Optional.of(column) : Optional.empty();
  }
}
