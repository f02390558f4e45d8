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
import org.iamaudit.snapshot.Sha256;

/**
 * Checks that packages follow each other as they were written: each names the hash of the one
 * before, so a missing, changed or exchanged one shows in its successor. A month names the runs
 * that it sums up in the same way. The last one has no successor: that it is missing can only be
 * known from elsewhere.
 */
public final class ChainVerifier {
  private final Map<String, List<String>> problems = new LinkedHashMap<>();

  private ChainVerifier() {}

  /** The packages in a directory, sorted by name. */
  public static List<Path> packages(Path reports) throws IOException {
    return PackageChain.folders(reports);
  }

  /**
   * Checks a package against its predecessor beside it, and a month against its runs. If one is not
   * there, it says so in a note: a package may be handed on alone.
   */
  public static Verification verifyOne(Path folder) {
    String name = PackageVerifier.name(folder);
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try {
      Sealed manifest = ManifestFile.readAny(folder);
      Map<String, String> beside = hashes(folder.toAbsolutePath().normalize().getParent());
      if (manifest.previousRun().isEmpty()) {
        notes.add("it is the first of its chain");
      } else {
        Manifest.Previous previous = manifest.previousRun().get();
        String hash = beside.get(previous.runId());
        if (hash == null) {
          notes.add("its predecessor " + previous.runId() + " is not beside it: not compared");
        } else if (!hash.equals(previous.manifestSha256())) {
          problems.add(changed(previous));
        }
      }
      if (manifest instanceof MonthlyManifest month) {
        for (MonthlyManifest.Run run : month.runs()) {
          if (beside.containsKey(run.runId())) {
            problems.addAll(compare(run, beside));
          } else {
            notes.add("run " + run.runId() + " is not beside it: not compared");
          }
        }
      }
    } catch (IOException e) {
      return new Verification(name, List.of(), List.of()); // said already by PackageVerifier
    }
    return new Verification(name, problems, notes);
  }

  /** SHA-256 of the manifests in a directory, by run. */
  private static Map<String, String> hashes(Path reports) throws IOException {
    Map<String, String> hashes = new HashMap<>();
    for (Path folder : PackageChain.folders(reports)) {
      String name = folder.getFileName().toString();
      Path manifest = folder.resolve(Manifest.FILE);
      if (Files.exists(manifest)) {
        hashes.put(name.substring(name.lastIndexOf('_') + 1), Sha256.of(manifest));
      }
    }
    return hashes;
  }

  /** Whether the package of a run is the one that was summed up. */
  private static List<String> compare(MonthlyManifest.Run run, Map<String, String> beside) {
    if (run.manifestSha256().isEmpty()) {
      return List.of();
    }
    String hash = beside.get(run.runId());
    if (hash == null) {
      return List.of("the package of a run that it sums up is missing: run " + run.runId());
    }
    return hash.equals(run.manifestSha256().get())
        ? List.of()
        : List.of("the package of a run that it sums up is not the one it was: " + run.runId());
  }

  /** Problems of the chains that packages form, by folder name; packages without any are absent. */
  public static Map<String, List<String>> verifyAll(List<Path> folders) {
    Map<String, List<Link>> chains = new LinkedHashMap<>();
    Map<String, String> beside = new HashMap<>();
    for (Path folder : folders) {
      try {
        Link link = PackageChain.read(folder);
        chains.computeIfAbsent(link.manifest().chain(), k -> new ArrayList<>()).add(link);
        beside.put(link.manifest().runId(), link.manifestSha256());
      } catch (IOException e) {
        continue; // said already by PackageVerifier; its successor will miss it
      }
    }
    ChainVerifier verifier = new ChainVerifier();
    for (List<Link> chain : chains.values()) {
      verifier.chain(chain);
      for (Link link : chain) {
        if (link.manifest() instanceof MonthlyManifest month) {
          month.runs().forEach(run -> compare(run, beside).forEach(p -> verifier.problem(link, p)));
        }
      }
    }
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
