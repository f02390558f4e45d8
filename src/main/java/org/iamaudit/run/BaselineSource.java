package org.iamaudit.run;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The baselines of a run.
 *
 * @param directory of baseline files
 * @param documents where the documents lie that baselines name outside the directory, once a
 *     package keeps them; empty: where their names lead
 */
public record BaselineSource(Path directory, Optional<Path> documents) {
  /** Where documents from outside the directory stand among the inputs. */
  static final String DOCUMENTS = "documents/";

  /** Files as their authors wrote them. */
  public static BaselineSource of(Path directory) {
    return new BaselineSource(directory, Optional.empty());
  }

  /** Whether the name leads out of the directory. */
  boolean leavesDirectory(Path baseline, String name) {
    return !baseline.resolveSibling(name).normalize().startsWith(directory.normalize());
  }

  /** The file of a document. */
  Path find(Path baseline, String name) {
    return leavesDirectory(baseline, name) && documents.isPresent()
        ? documents.get().resolve(encoded(name))
        : baseline.resolveSibling(name);
  }

  /** What a document from outside is called among the inputs; one name, one file. */
  static String input(String name) {
    return DOCUMENTS + encoded(name);
  }

  /** No separator and no {@code ..} that leads anywhere: a package may not write beside itself. */
  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }
}
