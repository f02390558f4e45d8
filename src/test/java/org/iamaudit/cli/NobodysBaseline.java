package org.iamaudit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory with one baseline, for nobody, that names a document. While that is a pipe, an audit
 * waits for it.
 */
public record NobodysBaseline(Path directory) {
  private static final String DOCUMENT =
      "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:Get*\", \"Resource\": \"*\"}}";

  private Path document() {
    return directory.resolve("nobody.json");
  }

  /** Writes both files, the document in place of a pipe where there is one. */
  public NobodysBaseline write() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("nobody.yml"),
        """
        baseline: nobody
        owner: owner@example.com
        applies-to: [{role: nobody}]
        requires: [{document: nobody.json}]
        """);
    Files.deleteIfExists(document());
    Files.writeString(document(), DOCUMENT);
    return this;
  }

  /** Puts a pipe in the document's place; not on Windows. */
  public void hold() throws IOException, InterruptedException {
    Files.delete(document());
    String[] make = {"mkfifo", document().toString()};
    if (new ProcessBuilder(make).inheritIO().start().waitFor() != 0) {
      throw new AssertionError("cannot make a pipe in place of " + document());
    }
  }

  /** Gives the audit that waits, or will, what it waits for. */
  public void release() throws IOException {
    Files.writeString(document(), DOCUMENT);
  }
}
