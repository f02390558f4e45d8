package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.report.PackageChain.Link;

/**
 * Checks that packages follow each other as they were written: each names the hash of the one
 * before, so a missing, changed or exchanged one shows in its successor. The last one has none:
 * that it is missing can only be known from elsewhere.
 */
public final class ChainVerifier {
  private final Map<String, List<String>> problems = new LinkedHashMap<>();

  private ChainVerifier() {}

  /** The packages in a directory, sorted by name. */
  public static List<Path> packages(Path reports) throws IOException {
    return PackageChain.folders(reports);
  }

  /**
   * Checks a package against its predecessor beside it. If that is not there, it says so in a note:
   * one package may be handed on alone.
   */
  public static Verification verifyOne(Path folder) {
    String name = PackageVerifier.name(folder);
    try {
      Manifest manifest = ManifestFile.read(folder);
      if (manifest.previousRun().isEmpty()) {
        return new Verification(name, List.of(), List.of("it is the first of its chain"));
      }
      Manifest.Previous previous = manifest.previousRun().get();
      Path parent = folder.toAbsolutePath().normalize().getParent();
      for (Path other : PackageChain.folders(parent)) {
        if (other.getFileName().toString().endsWith("_" + previous.runId())
            && Files.exists(other.resolve(Manifest.FILE))) {
          return Sha256.of(other.resolve(Manifest.FILE)).equals(previous.manifestSha256())
              ? new Verification(name, List.of(), List.of())
              : new Verification(name, List.of(changed(previous)), List.of());
        }
      }
      String note = "its predecessor " + previous.runId() + " is not beside it: not compared";
      return new Verification(name, List.of(), List.of(note));
    } catch (IOException e) {
      return new Verification(name, List.of(), List.of()); // said already by PackageVerifier
    }
  }

  /** Problems of the chains that packages form, by folder name; packages without any are absent. */
  public static Map<String, List<String>> verifyAll(List<Path> folders) {
    Map<List<String>, List<Link>> chains = new LinkedHashMap<>();
    for (Path folder : folders) {
      try {
        Link link = PackageChain.read(folder);
        chains.computeIfAbsent(link.manifest().accountIds(), k -> new ArrayList<>()).add(link);
      } catch (IOException e) {
        continue; // said already by PackageVerifier; its successor will miss it
      }
    }
    ChainVerifier verifier = new ChainVerifier();
    chains.values().forEach(verifier::chain);
    return verifier.problems;
  }

  private void chain(List<Link> links) {
    Map<String, Link> byRun = new HashMap<>();
    Map<String, Link> successors = new HashMap<>();
    Optional<Link> first = Optional.empty();
    links.forEach(link -> byRun.put(link.manifest().runId(), link));
    for (Link link : links) {
      Optional<Manifest.Previous> previous = link.manifest().previousRun();
      if (previous.isEmpty()) {
        first.ifPresent(
            f ->
                problem(
                    link, "begins a chain of its own, as " + f.folder().getFileName() + " does"));
        first = first.or(() -> Optional.of(link));
        continue;
      }
      Link before = byRun.get(previous.get().runId());
      if (before == null) {
        problem(link, "the package before it is missing: run " + previous.get().runId());
        continue;
      }
      if (!before.manifestSha256().equals(previous.get().manifestSha256())) {
        problem(link, changed(previous.get()));
      }
      if (link.manifest().finishedAt().isBefore(before.manifest().finishedAt())) {
        problem(link, "is older than the package before it, run " + previous.get().runId());
      }
      Link other = successors.putIfAbsent(previous.get().runId(), link);
      if (other != null) {
        problem(link, "follows the same package as " + other.folder().getFileName());
      }
    }
  }

  private static String changed(Manifest.Previous previous) {
    return "the package before it is not the one it was: run " + previous.runId();
  }

  private void problem(Link link, String what) {
    problems.computeIfAbsent(PackageVerifier.name(link.folder()), k -> new ArrayList<>()).add(what);
  }
}
