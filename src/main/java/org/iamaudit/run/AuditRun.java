package org.iamaudit.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.finding.AccountAudit;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.report.EvidencePackage;
import org.iamaudit.report.InputFile;
import org.iamaudit.report.ReportException;
import org.iamaudit.run.AuditRequest.AccountSource;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Provenance;

/**
 * The pipeline: collection, snapshot, baselines, comparison, evidence package. Reads like the
 * picture in README.
 *
 * <p>INVARIANT: the result depends on the inputs alone. The run id is a hash of them, so the same
 * inputs give the same package, and a package that is already there is left as it is.
 */
public final class AuditRun {
  private final AuditRequest request;
  private final Progress progress;
  private final SortedMap<String, InputFile> inputs = new TreeMap<>();

  private AuditRun(AuditRequest request, Progress progress) {
    this.request = request;
    this.progress = progress;
    request.configuration().ifPresent(file -> inputs.put(file.name(), file));
  }

  /**
   * Audits what the request names and writes one evidence package.
   *
   * @throws RunException if an input cannot be read or the package cannot be written
   */
  public static AuditOutcome run(AuditRequest request, Progress progress) throws RunException {
    return run(request, Machine.current(), progress);
  }

  /** The same, on this machine. */
  static AuditOutcome run(AuditRequest request, Machine machine, Progress progress)
      throws RunException {
    Instant started = machine.clock().instant();
    try {
      AuditRequest collected = LiveAccounts.collect(request, progress);
      return new AuditRun(collected, progress).run(machine, started);
    } finally {
      progress.done();
    }
  }

  /** What the request finds, and nothing is written. */
  static AuditResult audit(AuditRequest request, Progress progress) throws RunException {
    return new AuditRun(request, progress).audit();
  }

  private AuditOutcome run(Machine machine, Instant started) throws RunException {
    AuditResult result = audit();
    progress.phase("writing the evidence package", Progress.UNKNOWN);
    try {
      EvidencePackage.Written written =
          EvidencePackage.write(
              new EvidencePackage.Content(
                  result,
                  List.copyOf(inputs.values()),
                  request.configuration().map(InputFile::name),
                  machine.occasion(request.trigger(), started)),
              request.reports());
      return new AuditOutcome(result, written.folder(), written.workbook(), written.alreadyThere());
    } catch (ReportException e) {
      throw new RunException(e.getMessage(), e);
    }
  }

  private AuditResult audit() throws RunException {
    List<AccountSnapshot> snapshots = new ArrayList<>();
    for (AccountSource source : request.accounts()) {
      progress.phase("reading " + source.label(), Progress.UNKNOWN);
      snapshots.add(SnapshotInputs.read(source, inputs));
    }
    Instant asOf = request.asOf().orElseGet(() -> collected(snapshots));
    List<Baseline> baselines = List.of();
    List<AccountResult> accounts = new ArrayList<>();
    for (int i = 0; i < snapshots.size(); i++) {
      baselines = BaselineInputs.load(request, snapshots.get(i), inputs);
      accounts.add(audit(request.accounts().get(i), snapshots.get(i), baselines, asOf));
    }
    return result(asOf, baselines, accounts, NotAuditedInput.read(request, inputs));
  }

  /** When the newest snapshot was collected; by hand-made ones, that do not say, now. */
  private static Instant collected(List<AccountSnapshot> snapshots) {
    return snapshots.stream()
        .map(AccountSnapshot::provenance)
        .map(Provenance::finished)
        .flatMap(java.util.Optional::stream)
        .max(Instant::compareTo)
        .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private AccountResult audit(
      AccountSource source, AccountSnapshot snapshot, List<Baseline> baselines, Instant asOf) {
    String name = source.name().isEmpty() ? snapshot.account().digits() : source.name();
    progress.phase("comparing " + source.label(), snapshot.principals().size());
    return AccountAudit.audit(
        name, snapshot, baselines, request.thresholds(), asOf, p -> progress.advance(1));
  }

  private AuditResult result(
      Instant asOf,
      List<Baseline> baselines,
      List<AccountResult> accounts,
      List<NotAudited> notAudited) {
    SortedMap<String, String> hashes = new TreeMap<>();
    inputs.forEach((name, file) -> hashes.put(name, file.sha256()));
    return new AuditResult(
        RunId.of(asOf, request, accounts.stream().map(AccountResult::name).toList(), hashes),
        asOf,
        ProductVersion.current(),
        Catalog.get().version(),
        request.organization(),
        request.classification(),
        request.thresholds(),
        request.frameworks(),
        request.retention(),
        baselines,
        accounts,
        notAudited,
        hashes);
  }
}
