package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.Path;
import org.iamaudit.snapshot.Sha256;

/**
 * A file that went into a run, so that the package can keep it.
 *
 * @param name as in {@code AuditResult.inputs}: {@code snapshot/<account>/<file>}, {@code
 *     baselines/<file>}, or the name of a configuration file
 * @param sha256 of the bytes that the run read
 */
public record InputFile(String name, Path path, String sha256) {

  /** With the hash of what the file holds now. */
  public static InputFile read(String name, Path path) throws IOException {
    return new InputFile(name, path, Sha256.of(path));
  }
}
