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
import org.iamaudit.finding.AuditResult;

/**
 * The packages of a reports directory that are about the same accounts, in the order they were
 * written. Each names the hash of the manifest before it, so that none can be changed, taken out of
 * the middle or exchanged without a trace.
 */
final class PackageChain {
  static final String PREFIX = "iam-audit_";

  private static final Comparator<Link> WRITTEN =
      Comparator.comparing((Link link) -> link.manifest().finishedAt())
          .thenComparing(link -> link.manifest().runId());

  private PackageChain() {}

  /** A package and what its manifest says. */
  record Link(Path folder, Manifest manifest, String manifestSha256) {}

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

  /** Names of package folders, sorted; hidden ones are runs that are writing, or were killed. */
  static List<Path> folders(Path reports) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(reports, PREFIX + "*")) {
      entries.forEach(folders::add);
    }
    folders.sort(Comparator.comparing(folder -> folder.getFileName().toString()));
    return folders;
  }

  static Link read(Path folder) throws IOException {
    return new Link(folder, ManifestFile.read(folder), Sha256.of(folder.resolve(Manifest.FILE)));
  }

  /**
   * Where the package of a result will stand in the chain.
   *
   * @throws IOException if an earlier package has a manifest that cannot be read: leaving it out
   *     would begin a new chain beside the old one
   */
  static Lineage of(AuditResult result, Path reports) throws IOException {
    List<String> accounts =
        result.accounts().stream().map(a -> a.snapshot().account().digits()).sorted().toList();
    List<Link> earlier = new ArrayList<>();
    for (Path folder : folders(reports)) {
      if (Files.exists(folder.resolve(Manifest.FILE))) {
        Link link = readEarlier(folder);
        if (link.manifest().accountIds().equals(accounts)) {
          earlier.add(link);
        }
      }
    }
    earlier.sort(WRITTEN.reversed());
    return new Lineage(
        earlier.stream()
            .findFirst()
            .map(l -> new Manifest.Previous(l.manifest().runId(), l.manifestSha256())),
        earlier.stream()
            .filter(l -> asOf(l).equals(result.asOf()))
            .findFirst()
            .map(l -> l.manifest().runId()),
        earlier.stream().findFirst().map(PackageChain::asOf));
  }

  private static Instant asOf(Link link) {
    return link.manifest().config().effectiveMasked().asOf();
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
