package org.iamaudit.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What every manifest says, of a run or of a month, so that its folder can be checked. */
interface Sealed {
  String runId();

  /** The newest manifest of the same chain when this one was written. */
  Optional<Manifest.Previous> previousRun();

  Instant finishedAt();

  /** Every file but the manifest, its signature and {@code SHA256SUMS}. */
  List<FileEntry> files();

  Optional<Manifest.Signed> signature();

  /** What the folder must be called. */
  String folderName();

  /** Manifests of one chain follow each other. */
  String chain();
}
