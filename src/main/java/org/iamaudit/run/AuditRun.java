package org.iamaudit.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.finding.AccountAudit;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.report.EvidencePackage;
import org.iamaudit.report.ReportException;
import org.iamaudit.run.AuditRequest.AccountSource;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Provenance;
import org.iamaudit.snapshot.SnapshotException;
import org.iamaudit.snapshot.SnapshotReader;

/**
 * The pipeline: snapshot, baselines, comparison, evidence package. Reads like the picture in
 * README.
 *
 * <p>INVARIANT: the result depends on the inputs alone. The run id is a hash of them, so the same
 * inputs give the same package, and a package that is already there is left as it is.
 */
public final class AuditRun {
  private final AuditRequest request;
  private final Progress progress;
  private final SortedMap<String, String> inputs = new TreeMap<>();

  private AuditRun(AuditRequest request, Progress progress) {
    this.request = request;
    this.progress = progress;
    this.inputs.putAll(request.configHashes());
  }

  /**
   * Audits what the request names and writes one evidence package.
   *
   * @throws RunException if an input cannot be read or the package cannot be written
   */
  public static AuditOutcome run(AuditRequest request, Progress progress) throws RunException {
    try {
      return new AuditRun(request, progress).run();
    } finally {
      progress.done();
    }
  }

  private AuditOutcome run() throws RunException {
    List<AccountSnapshot> snapshots = new ArrayList<>();
    for (AccountSource source : request.accounts()) {
      snapshots.add(read(source));
    }
    Instant asOf = request.asOf().orElseGet(() -> collected(snapshots));
    List<Baseline> baselines = List.of();
    List<AccountResult> accounts = new ArrayList<>();
    for (int i = 0; i < snapshots.size(); i++) {
      baselines = BaselineInputs.load(request, snapshots.get(i), inputs);
      accounts.add(audit(request.accounts().get(i), snapshots.get(i), baselines, asOf));
    }
    AuditResult result = result(asOf, baselines, accounts);
    progress.phase("writing the evidence package", Progress.UNKNOWN);
    try {
      EvidencePackage.Written written = EvidencePackage.write(result, request.reports());
      return new AuditOutcome(result, written.folder(), written.workbook(), written.alreadyThere());
    } catch (ReportException e) {
      throw new RunException(e.getMessage(), e);
    }
  }

  private AccountSnapshot read(AccountSource source) throws RunException {
    progress.phase("reading " + source.label(), Progress.UNKNOWN);
    AccountSnapshot snapshot;
    try {
      snapshot = SnapshotReader.read(source.snapshot(), ForkJoinPool.commonPool());
    } catch (SnapshotException e) {
      throw new RunException("snapshot `" + source.snapshot() + "`: " + e.getMessage(), e);
    }
    if (source.id().isPresent() && !source.id().get().equals(snapshot.account())) {
      throw RunException.ofConfiguration(
          List.of(
              "snapshot `"
                  + source.snapshot()
                  + "` holds account `"
                  + snapshot.account()
                  + "`, but the configuration expects `"
                  + source.id().get()
                  + "`; correct the id or the directory"),
          null);
    }
    snapshot.fileHashes().forEach((name, hash) -> inputs.put(key(snapshot, name), hash));
    return snapshot;
  }

  private static String key(AccountSnapshot snapshot, String file) {
    return "snapshot/" + snapshot.account() + "/" + file;
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

  private AuditResult result(Instant asOf, List<Baseline> baselines, List<AccountResult> accounts) {
    return new AuditResult(
        RunId.of(asOf, request, inputs),
        asOf,
        ProductVersion.current(),
        Catalog.get().version(),
        request.organization(),
        request.classification(),
        request.thresholds(),
        baselines,
        accounts,
        inputs);
  }
}
