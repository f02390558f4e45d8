package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.snapshot.Sha256;

/**
 * The packages of a reports directory that are about the same accounts, and the monthly roll-ups,
 * in the order they were written. Each names the hash of the manifest before it, so that none can
 * be changed, taken out of the middle or exchanged without a trace.
 */
final class PackageChain {
  static final String PREFIX = "iam-audit_";

  private static final Comparator<Link> WRITTEN =
      Comparator.comparing((Link link) -> link.manifest().finishedAt())
          .thenComparing(link -> link.manifest().runId());

  private PackageChain() {}

  /** A package and what its manifest says. */
  record Link(Path folder, Sealed manifest, String manifestSha256) {
    Manifest.Previous asPrevious() {
      return new Manifest.Previous(manifest.runId(), manifestSha256);
    }
  }

  /**
   * What a new package says of earlier ones.
   *
   * @param supersedes the newest of them with the same as-of time
   * @param latestAsOf what the newest of them counts ages to
   */
  record Lineage(
      Optional<Manifest.Previous> previous,
      Optional<String> supersedes,
      Optional<Instant> latestAsOf) {
    static final Lineage FIRST = new Lineage(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether a folder is called like a package of a run or of a month. */
  static boolean isPackageName(String name) {
    return name.startsWith(PREFIX) || name.startsWith(MonthlyPackage.PREFIX);
  }

  /**
   * Folders of runs and months, sorted by name; hidden ones are being written, or were left by a
   * run that was killed.
   */
  static List<Path> folders(Path reports) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(reports, path -> isPackageName(path.getFileName().toString()))) {
      entries.forEach(folders::add);
    }
    folders.sort(Comparator.comparing(folder -> folder.getFileName().toString()));
    return folders;
  }

  static Link read(Path folder) throws IOException {
    return new Link(folder, ManifestFile.readAny(folder), Sha256.of(folder.resolve(Manifest.FILE)));
  }

  /**
   * The packages of a directory whose names begin so, the newest of each chain first.
   *
   * @throws IOException if one has a manifest that cannot be read: leaving it out would begin a new
   *     chain beside the old one
   */
  static List<Link> newestFirst(Path reports, String prefix) throws IOException {
    List<Link> links = new ArrayList<>();
    for (Path folder : folders(reports)) {
      if (folder.getFileName().toString().startsWith(prefix)
          && Files.exists(folder.resolve(Manifest.FILE))) {
        links.add(readEarlier(folder));
      }
    }
    Set<String> followed =
        links.stream()
            .flatMap(link -> link.manifest().previousRun().stream())
            .map(Manifest.Previous::runId)
            .collect(Collectors.toSet());
    // Times are whole seconds: of two packages of one second, the newer names the other.
    links.sort(
        Comparator.comparing((Link link) -> followed.contains(link.manifest().runId()))
            .thenComparing(WRITTEN.reversed()));
    return links;
  }

  /**
   * Where the package of a result will stand in the chain.
   *
   * @throws IOException if an earlier package has a manifest that cannot be read
   */
  static Lineage of(AuditResult result, Path reports) throws IOException {
    String accounts =
        result.accounts().stream()
            .map(a -> a.snapshot().account().digits())
            .sorted()
            .toList()
            .toString();
    List<Link> earlier =
        newestFirst(reports, PREFIX).stream()
            .filter(l -> l.manifest().chain().equals(accounts))
            .toList();
    return new Lineage(
        earlier.stream().findFirst().map(Link::asPrevious),
        earlier.stream()
            .filter(l -> asOf(l).equals(result.asOf()))
            .findFirst()
            .map(l -> l.manifest().runId()),
        earlier.stream().findFirst().map(PackageChain::asOf));
  }

  private static Instant asOf(Link link) {
    return ((Manifest) link.manifest()).config().effectiveMasked().asOf();
  }

  private static Link readEarlier(Path folder) throws IOException {
    try {
      return read(folder);
    } catch (IOException e) {
      throw new IOException(
          "the earlier package `"
              + folder
              + "` cannot be read: "
              + e.getMessage()
              + "; move it away or restore it",
          e);
    }
  }
}
