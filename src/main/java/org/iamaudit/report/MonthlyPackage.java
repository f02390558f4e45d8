package org.iamaudit.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.report.PackageChain.Link;
import org.iamaudit.snapshot.DirectoryTree;
import org.iamaudit.snapshot.Sha256;

/**
 * What a monthly roll-up leaves: a folder {@code iam-audit-monthly_<YYYY-MM>_<id>} with the
 * workbook and a manifest that names the runs it sums up. The evidence itself is in their packages.
 *
 * <p>INVARIANT: the folder appears complete or not at all, and is never changed afterwards; the
 * same report has the same name.
 */
public final class MonthlyPackage {
  static final String PREFIX = "iam-audit-monthly_";

  private final MonthlyReport report;
  private final Path reports;
  private final Occasion occasion;

  private MonthlyPackage(MonthlyReport report, Path reports, Occasion occasion) {
    this.report = report;
    this.reports = reports;
    this.occasion = occasion;
  }

  /**
   * A roll-up on disk.
   *
   * @param alreadyThere whether an equal one was found and left as it was
   */
  public record Written(Path folder, Path workbook, boolean alreadyThere) {}

  /**
   * Writes the folder of a report, or finds it.
   *
   * @param reports where the packages of the runs are too
   * @param release asked before a folder that was not there takes its place
   * @throws ReportException if it cannot be written; nothing is left behind
   */
  public static Written write(
      MonthlyReport report, Path reports, Occasion occasion, Release<? super Written> release) {
    return new MonthlyPackage(report, reports, occasion).write(release);
  }

  /** What the folder of a month is called. */
  static String name(YearMonth month, String id) {
    return PREFIX + month + "_" + id;
  }

  private Written write(Release<? super Written> release) {
    String name = name(report.month(), report.id());
    Path folder = reports.resolve(name);
    Path workbook = folder.resolve(name + ".xlsx");
    if (Files.isRegularFile(workbook)) {
      return new Written(folder, workbook, true);
    }
    try {
      Files.createDirectories(reports);
      try (PartFolder aside = PartFolder.beside(folder)) {
        Path part = aside.path();
        FileEntry.Cells cells = workbook(workbook, part);
        DirectoryTree.delete(part.resolve(EvidenceWorkbook.SCRATCH));
        Path file = part.resolve(workbook.getFileName());
        seal(part, List.of(FileEntry.of(part, file, cells)));
        Written written = new Written(folder, workbook, false);
        return PackageFolder.moveIntoPlace(part, folder, written, release)
            ? written
            : new Written(folder, workbook, true);
      }
    } catch (IOException e) {
      throw new ReportException(folder, "", e);
    }
  }

  private void seal(Path part, List<FileEntry> files) throws IOException {
    List<Link> earlier = PackageChain.newestFirst(reports, PREFIX);
    Optional<SigningKey> signer = occasion.signer();
    MonthlyManifest manifest =
        new MonthlyManifest(
            MonthlyManifest.SCHEMA_VERSION,
            report.id(),
            report.month(),
            report.asOf(),
            occasion.trigger().map(Occasion.Trigger::expression),
            occasion.trigger().map(Occasion.Trigger::scheduledFor),
            occasion.started().truncatedTo(ChronoUnit.SECONDS),
            occasion.now(),
            "UTC",
            report.complete() ? "COMPLETE" : "PARTIAL",
            report.partialReasons(),
            occasion.product(),
            new Manifest.Host(occasion.host(), Optional.empty()),
            occasion.triggeredBy(),
            runs(),
            earlier.stream().findFirst().map(Link::asPrevious),
            earlier.stream()
                .map(link -> (MonthlyManifest) link.manifest())
                .filter(other -> other.month().equals(report.month()))
                .findFirst()
                .map(MonthlyManifest::runId),
            files,
            report.classification(),
            signer.map(occasion::signedWith));
    Sha256Sums.seal(part, manifest, signer);
  }

  private List<MonthlyManifest.Run> runs() throws IOException {
    List<Path> packages = PackageChain.folders(reports);
    List<MonthlyManifest.Run> runs = new ArrayList<>();
    for (String run : report.runs()) {
      Optional<String> hash = Optional.empty();
      for (Path folder : packages) {
        Path manifest = folder.resolve(Manifest.FILE);
        if (folder.getFileName().toString().endsWith("_" + run) && Files.exists(manifest)) {
          hash = Optional.of(Sha256.of(manifest));
        }
      }
      runs.add(new MonthlyManifest.Run(run, hash));
    }
    return runs;
  }

  private FileEntry.Cells workbook(Path workbook, Path part) throws IOException {
    Files.createDirectory(part.resolve(EvidenceWorkbook.SCRATCH));
    return EvidenceWorkbook.inUtc(
        part,
        () -> {
          String sheet = "";
          try (Book book =
              new Book(
                  report.month() + " · roll-up " + report.id(),
                  report.classification(),
                  Limits.DEFAULT)) {
            try {
              MonthlyWorkbook.fill(book, report);
              book.writing("");
              try (OutputStream out =
                  new BufferedOutputStream(
                      Files.newOutputStream(part.resolve(workbook.getFileName())))) {
                book.poi().write(out);
              }
              return book.cells();
            } finally {
              sheet = book.current();
            }
          } catch (IOException | RuntimeException e) {
            throw new ReportException(workbook, sheet, e);
          }
        });
  }
}
