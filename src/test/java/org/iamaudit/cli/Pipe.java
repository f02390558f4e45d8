package org.iamaudit.cli;

import java.io.IOException;
import java.nio.file.Path;

/** A named pipe in place of a file: whoever reads it waits until somebody writes. */
public final class Pipe {
  private Pipe() {}

  /** Makes one where there is nothing yet; not on Windows. */
  public static void make(Path file) throws IOException, InterruptedException {
    if (new ProcessBuilder("mkfifo", file.toString()).inheritIO().start().waitFor() != 0) {
      throw new AssertionError("cannot make " + file);
    }
  }
}
