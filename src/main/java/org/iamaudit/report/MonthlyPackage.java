package org.iamaudit.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a monthly roll-up leaves: a folder {@code iam-audit-monthly_<YYYY-MM>_<id>} with the
 * workbook and {@code SHA256SUMS}. The evidence itself is in the packages that it sums up.
 *
 * <p>INVARIANT: the folder appears complete or not at all, and is never changed afterwards; the
 * same report has the same name.
 */
public final class MonthlyPackage {
  private MonthlyPackage() {}

  /**
   * A roll-up on disk.
   *
   * @param alreadyThere whether an equal one was found and left as it was
   */
  public record Written(Path folder, Path workbook, boolean alreadyThere) {}

  /**
   * Writes the folder of a report, or finds it.
   *
   * @throws ReportException if it cannot be written; nothing is left behind
   */
  public static Written write(MonthlyReport report, Path reports) {
    String name = "iam-audit-monthly_" + report.month() + "_" + report.id();
    Path folder = reports.resolve(name);
    Path workbook = folder.resolve(name + ".xlsx");
    if (Files.isRegularFile(workbook)) {
      return new Written(folder, workbook, true);
    }
    try {
      Files.createDirectories(reports);
      Path part = PackageFolder.aside(folder);
      try {
        workbook(report, workbook, part);
        PackageFolder.delete(part.resolve(EvidenceWorkbook.SCRATCH));
        String file = name + ".xlsx";
        Files.writeString(
            part.resolve(Sha256Sums.FILE),
            Sha256Sums.text(Map.of(file, Sha256.of(part.resolve(file)))),
            StandardCharsets.UTF_8);
        boolean moved = PackageFolder.moveIntoPlace(part, folder);
        return new Written(folder, workbook, !moved);
      } finally {
        PackageFolder.delete(part);
      }
    } catch (IOException e) {
      throw new ReportException(folder, "", e);
    }
  }

  private static void workbook(MonthlyReport report, Path workbook, Path part) throws IOException {
    Files.createDirectory(part.resolve(EvidenceWorkbook.SCRATCH));
    EvidenceWorkbook.inUtc(
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
              return workbook;
            } finally {
              sheet = book.current();
            }
          } catch (IOException | RuntimeException e) {
            throw new ReportException(workbook, sheet, e);
          }
        });
  }
}
