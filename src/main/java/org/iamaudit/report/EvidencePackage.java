package org.iamaudit.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;

/**
 * What a run leaves behind: a folder {@code iam-audit_<scope>_<YYYY-MM>_<runId>} with the workbook
 * and {@code findings.json}. The scope is the account id, or {@code <n>-accounts}; the month that
 * of the as-of time in UTC.
 *
 * <p>INVARIANT: the folder appears complete or not at all, and is never changed afterwards. It is
 * written aside in a hidden directory beside it, forced to disk, and renamed.
 */
public final class EvidencePackage {
  private static final String FINDINGS = "findings.json";

  private final AuditResult result;
  private final Path reports;
  private final Limits limits;

  private EvidencePackage(AuditResult result, Path reports, Limits limits) {
    this.result = result;
    this.reports = reports;
    this.limits = limits;
  }

  /**
   * A package on disk.
   *
   * @param alreadyThere whether an equal one was found and left as it was
   */
  public record Written(Path folder, Path workbook, Path findings, boolean alreadyThere) {}

  /**
   * Writes the package of a result, or finds it: the same result has the same name and findings.
   *
   * @param reports created if need be
   * @throws ReportException if it cannot be written, or if there is a package of that name with
   *     other findings; nothing is left behind
   */
  public static Written write(AuditResult result, Path reports) {
    return write(result, reports, Limits.DEFAULT);
  }

  static Written write(AuditResult result, Path reports, Limits limits) {
    return new EvidencePackage(result, reports, limits).write();
  }

  private Written write() {
    Path folder = reports.resolve(name());
    try {
      Files.createDirectories(reports);
      Path part = createPart();
      try {
        return write(part, folder);
      } finally {
        delete(part);
      }
    } catch (IOException e) {
      throw new ReportException(folder, "", e);
    }
  }

  private String name() {
    List<AccountResult> accounts = result.accounts();
    String scope =
        accounts.size() == 1
            ? accounts.get(0).snapshot().account().digits()
            : accounts.size() + "-accounts";
    String name = "iam-audit_" + scope + "_" + ReportPeriod.of(result.asOf()) + "_";
    if (!result.runId().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new ReportException(reports, "", "run id `" + result.runId() + "` is no file name");
    }
    return name + result.runId();
  }

  /** A directory of our own with the permissions that the package is to have. */
  private Path createPart() throws IOException {
    for (int n = 0; ; n++) {
      try {
        return Files.createDirectory(reports.resolve(".part-" + name() + "-" + n));
      } catch (FileAlreadyExistsException e) {
        // Left by a run that was killed, or in use by another one: not ours to touch.
        continue;
      }
    }
  }

  private Written write(Path part, Path folder) throws IOException {
    Path findings = part.resolve(FINDINGS);
    String sha256 = FindingsJson.write(result, findings);
    if (Files.exists(folder)) {
      return existing(folder, findings);
    }
    Path workbook = part.resolve(name() + ".xlsx");
    Path scratch = Files.createDirectory(part.resolve(EvidenceWorkbook.SCRATCH));
    EvidenceWorkbook.write(result, sha256, limits, folder.resolve(workbook.getFileName()), part);
    delete(scratch);
    force(findings);
    force(workbook);
    force(part);
    try {
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      return existing(folder, findings);
    }
    force(reports);
    return written(folder, false);
  }

  private Written existing(Path folder, Path findings) throws IOException {
    Written there = written(folder, true);
    if (!Files.isRegularFile(there.findings()) || !Files.isRegularFile(there.workbook())) {
      throw new ReportException(folder, "", "it is there already, but is no complete package");
    }
    if (Files.mismatch(findings, there.findings()) >= 0) {
      throw new ReportException(folder, "", "it is there already, with other findings");
    }
    return there;
  }

  private Written written(Path folder, boolean alreadyThere) {
    return new Written(
        folder, folder.resolve(name() + ".xlsx"), folder.resolve(FINDINGS), alreadyThere);
  }

  /** To disk; directories too, where the system opens them, so that the names in them last. */
  private static void force(Path path) throws IOException {
    boolean directory = Files.isDirectory(path);
    if (directory && path.getFileSystem().getSeparator().equals("\\")) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(root)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
