package org.iamaudit.config;

import java.nio.file.Path;

/**
 * Where a value was written.
 *
 * @param source the file, or the environment variable
 * @param line from 1; 0: a source without lines
 * @param base the directory where relative paths written there start
 */
record Place(String source, int line, Path base) {

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
