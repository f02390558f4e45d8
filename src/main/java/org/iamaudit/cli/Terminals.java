package org.iamaudit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a standard stream ends at a person. Java 17 can only tell of input and output together,
 * so Linux is asked for each by itself.
 */
final class Terminals {
  private static final Path STREAMS = Path.of("/proc/self/fd");

  private Terminals() {}

  static boolean isOutput() {
    return isTerminal("1");
  }

  static boolean isError() {
    return isTerminal("2");
  }

  private static boolean isTerminal(String stream) {
    if (!Files.isDirectory(STREAMS)) {
      return System.console() != null;
    }
    try {
      String target = Files.readSymbolicLink(STREAMS.resolve(stream)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false; // a closed stream has no reader
    }
  }
}
