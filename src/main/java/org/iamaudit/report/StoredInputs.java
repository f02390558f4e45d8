package org.iamaudit.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.iamaudit.snapshot.Sha256;

/**
 * The inputs of a run inside its package, from which the findings can be made again: snapshot files
 * as received in {@code raw/<account>/<file>.gz}, all others as they are in {@code inputs/}.
 */
final class StoredInputs {
  private static final String SNAPSHOT = "snapshot/";
  private static final int BUFFER = 1 << 16;

  private StoredInputs() {}

  /** Where the input of that name is kept. A snapshot file that is compressed is so once more. */
  static String path(String input) {
    return input.startsWith(SNAPSHOT)
        ? "raw/" + input.substring(SNAPSHOT.length()) + ".gz"
        : "inputs/" + input;
  }

  /**
   * Copies the inputs into a package.
   *
   * @throws IOException if one cannot be copied, or is not what the run has read
   */
  static List<FileEntry> write(Path folder, Collection<InputFile> inputs) throws IOException {
    List<FileEntry> entries = new ArrayList<>();
    for (InputFile input : inputs) {
      Path to = folder.resolve(path(input.name()));
      Files.createDirectories(to.getParent());
      MessageDigest digest = Sha256.digest();
      try (InputStream in = new DigestInputStream(Files.newInputStream(input.path()), digest);
          OutputStream out = create(to, input.name())) {
        in.transferTo(out);
      }
      if (!Sha256.hex(digest).equals(input.sha256())) {
        throw new IOException(
            "`" + input.path() + "` was changed while it was audited; run the audit again");
      }
      entries.add(FileEntry.of(folder, to, FileEntry.Cells.NONE));
    }
    return entries;
  }

  private static OutputStream create(Path file, String input) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return input.startsWith(SNAPSHOT) ? new GZIPOutputStream(out, BUFFER) : out;
  }

  private static InputStream open(Path folder, String input) throws IOException {
    InputStream in = Files.newInputStream(folder.resolve(path(input)));
    return input.startsWith(SNAPSHOT) ? new GZIPInputStream(in, BUFFER) : in;
  }

  /** SHA-256 of an input as the run had it. */
  static String sha256(Path folder, String input) throws IOException {
    try (InputStream in = open(folder, input)) {
      return Sha256.of(in);
    }
  }

  /** Writes the inputs below a directory under their names, as the run had them. */
  static void restore(Path folder, Collection<String> inputs, Path to) throws IOException {
    for (String input : inputs) {
      Path file = to.resolve(input);
      Files.createDirectories(file.getParent());
      try (InputStream in = open(folder, input)) {
        Files.copy(in, file);
      }
    }
  }
}
