package org.iamaudit.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.report.PackageChain.Lineage;
import org.iamaudit.snapshot.DirectoryTree;
import org.iamaudit.snapshot.Sha256;

/**
 * What a run leaves behind: a folder {@code iam-audit_<scope>_<YYYY-MM>_<runId>} with the workbook,
 * the same facts for machines, the inputs, and a manifest with the hash of each file. The scope is
 * the account id, or {@code <n>-accounts}; the month that of the as-of time in UTC.
 *
 * <p>INVARIANT: the folder appears complete or not at all, and is never changed afterwards.
 */
public final class EvidencePackage {
  static final String FINDINGS = "findings.json";

  private final Content content;
  private final AuditResult result;
  private final Path reports;
  private final Limits limits;
  private final Release<? super Written> release;

  private EvidencePackage(
      Content content, Path reports, Limits limits, Release<? super Written> release) {
    this.content = content;
    this.result = content.result();
    this.reports = reports;
    this.limits = limits;
    this.release = release;
  }

  /**
   * What a package is made from.
   *
   * @param inputs the files that went into the result; their names and hashes are in it too
   * @param configuration the name of the configuration among the inputs; empty if there is none
   */
  public record Content(
      AuditResult result,
      List<InputFile> inputs,
      Optional<String> configuration,
      Occasion occasion) {
    public Content {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * A package on disk.
   *
   * @param findingsSha256 of the bytes of {@code findings.json}
   * @param alreadyThere whether an equal one was found and left as it was
   */
  public record Written(
      Path folder, Path workbook, Path findings, String findingsSha256, boolean alreadyThere) {}

  /**
   * Writes the package of a result, or finds it: the same inputs have the same name and findings.
   *
   * @param reports created if need be
   * @param release asked before a package that was not there takes its place
   * @throws ReportException if it cannot be written, or if there is a package of that name with
   *     other findings; nothing is left behind
   */
  public static Written write(Content content, Path reports, Release<? super Written> release) {
    return new EvidencePackage(content, reports, Limits.DEFAULT, release).write();
  }

  static Written write(Content content, Path reports, Limits limits) {
    return new EvidencePackage(content, reports, limits, Release.ALWAYS).write();
  }

  private Written write() {
    Path folder = reports.resolve(name());
    try {
      Files.createDirectories(reports);
      try (PartFolder part = PartFolder.beside(folder)) {
        return write(part.path(), folder);
      }
    } catch (IOException e) {
      throw new ReportException(folder, "", e);
    }
  }

  private String name() {
    if (!result.runId().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new ReportException(reports, "", "run id `" + result.runId() + "` is no file name");
    }
    return name(
        result.accounts().stream().map(a -> a.snapshot().account().digits()).toList(),
        ReportPeriod.of(result.asOf()),
        result.runId());
  }

  /** What the folder of a run is called. */
  static String name(List<String> accounts, ReportPeriod period, String runId) {
    String scope = accounts.size() == 1 ? accounts.get(0) : accounts.size() + "-accounts";
    return PackageChain.PREFIX + scope + "_" + period + "_" + runId;
  }

  private Written write(Path part, Path folder) throws IOException {
    Path findings = part.resolve(FINDINGS);
    if (Files.exists(folder)) {
      FindingsJson.write(result, findings);
      return existing(folder, CanonicalFindings.sha256(findings));
    }
    Lineage lineage = PackageChain.of(result, reports);
    CompletableFuture<String> sha256 = CompletableFuture.supplyAsync(() -> findings(findings));
    CompletableFuture<Beside> beside = sha256.thenApply(hash -> beside(part, findings));
    List<FileEntry> files = new ArrayList<>();
    try {
      files.addAll(workbook(part, folder, sha256::join, lineage));
    } catch (ReportException e) {
      join(sha256); // if that failed, it is why
      throw e;
    } finally {
      beside.handle((done, failed) -> done).join(); // nobody writes on when the part is deleted
    }
    String canonical = join(beside).canonical();
    files.addAll(join(beside).files());
    files.sort(Comparator.comparing(FileEntry::path));
    Manifest manifest =
        new ManifestMaker(result, content.occasion(), lineage)
            .make(files, canonical, content.configuration());
    Sha256Sums.seal(part, manifest, content.occasion().signer());
    Written written = written(folder, join(sha256), false);
    return PackageFolder.moveIntoPlace(part, folder, written, release)
        ? written
        : existing(folder, canonical);
  }

  private List<FileEntry> workbook(
      Path part, Path folder, Supplier<String> findingsSha256, Lineage lineage) throws IOException {
    Path workbook = part.resolve(name() + ".xlsx");
    Path scratch = Files.createDirectory(part.resolve(EvidenceWorkbook.SCRATCH));
    Path csv = part.resolve(ComparisonCsv.FILE);
    FileEntry.Cells cells;
    FileEntry.Cells rows;
    try (CsvFile comparison = ComparisonCsv.begin(csv)) {
      cells =
          EvidenceWorkbook.write(
              result,
              comparison,
              findingsSha256,
              lineage.supersedes(),
              limits,
              folder.resolve(workbook.getFileName()),
              part);
      rows = comparison.cells();
    }
    DirectoryTree.delete(scratch);
    return List.of(FileEntry.of(part, workbook, cells), FileEntry.of(part, csv, rows));
  }

  /** What a package holds beside its workbook, and the hash of its canonical findings. */
  private record Beside(List<FileEntry> files, String canonical) {}

  private String findings(Path findings) {
    try {
      return FindingsJson.write(result, findings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Beside beside(Path part, Path findings) {
    try {
      List<FileEntry> files = StoredInputs.write(part, content.inputs());
      files.add(
          FileEntry.of(
              part,
              findings,
              new FileEntry.Cells(
                  Map.of("findings", (int) Totals.findings(result).count()), 0, 0)));
      Path population = part.resolve(PopulationCsv.FILE);
      files.add(FileEntry.of(part, population, PopulationCsv.write(result, population)));
      Path ocsf = part.resolve(OcsfJson.FILE);
      files.add(FileEntry.of(part, ocsf, OcsfJson.write(result, ocsf)));
      return new Beside(files, CanonicalFindings.sha256(findings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T join(CompletableFuture<T> future) throws IOException {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException cause) {
        throw cause.getCause();
      }
      if (e.getCause() instanceof Error error) {
        throw error; // memory that ran out is told as such
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** INVARIANT: earlier runs may have moved on since, so only what the inputs decide must agree. */
  private Written existing(Path folder, String canonical) throws IOException {
    Path findings = folder.resolve(FINDINGS);
    if (!Files.isRegularFile(findings)
        || !Files.isRegularFile(folder.resolve(name() + ".xlsx"))
        || !Files.isRegularFile(folder.resolve(Manifest.FILE))) {
      throw new ReportException(folder, "", "it is there already, but is no complete package");
    }
    if (!CanonicalFindings.sha256(findings).equals(canonical)) {
      throw new ReportException(folder, "", "it is there already, with other findings");
    }
    return written(folder, Sha256.of(findings), true);
  }

  private Written written(Path folder, String findingsSha256, boolean alreadyThere) {
    return new Written(
        folder,
        folder.resolve(name() + ".xlsx"),
        folder.resolve(FINDINGS),
        findingsSha256,
        alreadyThere);
  }
}
