package org.iamaudit.notify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.finding.Waiver;
import org.iamaudit.finding.WaiverUse;
import org.iamaudit.notify.Notice.Account;
import org.iamaudit.notify.Notice.Audited;
import org.iamaudit.notify.Notice.ExpiringWaiver;
import org.iamaudit.notify.Notice.NewFinding;
import org.iamaudit.notify.Notice.Workbook;
import org.iamaudit.report.InputFile;
import org.iamaudit.report.Totals;
import org.iamaudit.run.AuditOutcome;
import org.iamaudit.snapshot.Gap;

/** What there is to tell of a finished audit. */
public final class AuditNotices {
  /** More stand in the workbook. */
  private static final int MOST_FINDINGS = 20;

  private static final int MOST_GAPS = 10;
  private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity);

  private AuditNotices() {}

  /**
   * Takes everything from the one result.
   *
   * @param packagesUrl where people find the packages, ending with a slash
   */
  public static Audited of(AuditOutcome outcome, Optional<String> packagesUrl) {
    AuditResult result = outcome.result();
    Totals totals = Totals.of(result);
    List<Finding> added = totals.open().stream().filter(AuditNotices::isNew).toList();
    List<Gap> gaps = result.accounts().stream().flatMap(a -> a.gaps().stream()).toList();
    return new Audited(
        result.runId(),
        result.asOf(),
        result.accounts().stream().map(AuditNotices::account).toList(),
        gaps.size(),
        gaps.stream().limit(MOST_GAPS).map(gap -> gap.subject() + ": " + gap.reason()).toList(),
        totals.bySeverity(),
        bySeverity(added),
        resolved(result.history()),
        totals.principals(),
        totals.withBaseline(),
        added.stream().sorted(WORST_FIRST).limit(MOST_FINDINGS).map(AuditNotices::finding).toList(),
        result.history().waivers().stream()
            .filter(use -> use.status() == Waiver.Status.EXPIRING && use.matches() > 0)
            .map(AuditNotices::expiring)
            .toList(),
        workbook(outcome.workbook(), packagesUrl));
  }

  /** The audit before had it not, whether an earlier one did or none. */
  private static boolean isNew(Finding finding) {
    return finding.standing().status() != Standing.Status.PERSISTING;
  }

  private static Optional<Integer> resolved(RunHistory history) {
    return history.kept() && history.hasPrevious()
        ? Optional.of((int) history.changes(Change.Kind.RESOLVED).count())
        : Optional.empty();
  }

  private static ExpiringWaiver expiring(WaiverUse use) {
    Waiver waiver = use.waiver();
    return new ExpiringWaiver(waiver.id(), waiver.expires(), waiver.owner(), use.matches());
  }

  private static Account account(AccountResult account) {
    return new Account(account.snapshot().account().digits(), account.name());
  }

  private static Map<Severity, Integer> bySeverity(List<Finding> findings) {
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, 0);
    }
    findings.forEach(f -> counts.merge(f.severity(), 1, Integer::sum));
    return counts;
  }

  private static NewFinding finding(Finding finding) {
    return new NewFinding(
        finding.severity(),
        finding.type().code(),
        finding.account().digits(),
        finding.principal().name(),
        finding.title());
  }

  /** A workbook as it is now, in the folder of its package. */
  static Workbook workbook(Path file, Optional<String> packagesUrl) {
    try {
      return new Workbook(
          file.toAbsolutePath().normalize().toString(),
          Files.size(file),
          InputFile.read(file.getFileName().toString(), file).sha256(),
          packagesUrl.map(
              url -> url + file.getParent().getFileName() + "/" + file.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read `" + file + "` back", e);
    }
  }
}
