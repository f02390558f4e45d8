package org.iamaudit.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.finding.AccountAudit;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.StrayBaselines;
import org.iamaudit.history.HistoryException;
import org.iamaudit.report.EvidencePackage;
import org.iamaudit.report.InputFile;
import org.iamaudit.report.Occasion;
import org.iamaudit.report.ReportException;
import org.iamaudit.run.AuditRequest.AccountSource;
import org.iamaudit.run.AuditRequest.Terms;
import org.iamaudit.run.LiveAccounts.Sources;
import org.iamaudit.run.Placing.Found;
import org.iamaudit.run.Placing.Placed;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Provenance;
import org.slf4j.MDC;

/**
 * The pipeline: collection, snapshot, baselines, comparison, evidence package. Reads like the
 * picture in README.
 *
 * <p>INVARIANT: the result depends on the inputs alone. The run id is a hash of them, so the same
 * inputs give the same package, and a package that is already there is left as it is.
 */
public final class AuditRun {
  /** In log events from when it is known on. */
  private static final String RUN_ID = "run_id";

  private final AuditRequest request;
  private final Sources sources;
  private final Progress progress;
  private final SortedMap<String, InputFile> inputs = new TreeMap<>();
  private final Map<AccountId, Rules> rules = new HashMap<>();

  private AuditRun(AuditRequest request, Sources sources, Progress progress) {
    this.request = request;
    this.sources = sources;
    this.progress = progress;
    request.configuration().ifPresent(file -> inputs.put(file.name(), file));
    request.accepted().file().ifPresent(file -> inputs.put(file.name(), file));
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
    try {
      Occasion occasion =
          machine.occasion(request.trigger(), request.signing(), machine.clock().instant());
      Sources sources = LiveAccounts.collect(request, progress);
      return new AuditRun(request, sources, progress).run(occasion);
    } finally {
      MDC.remove(RUN_ID);
      progress.done();
    }
  }

  /**
   * What the request finds, without its place among other runs, and nothing is written.
   *
   * @param notAudited the file that says which accounts could not be read then
   * @param links to other runs, which the run id is made of
   */
  static AuditResult again(AuditRequest request, Optional<Path> notAudited, List<String> links)
      throws RunException {
    return new AuditRun(request, new Sources(request.accounts(), notAudited), Progress.none())
        .audit(found -> RunMemory.forget(request, found, links));
  }

  private AuditOutcome run(Occasion occasion) throws RunException {
    if (request.memory().isEmpty()) {
      return write(audit(found -> RunMemory.forget(request, found, List.of())), occasion);
    }
    try (OpeningMemory memory = new OpeningMemory(request)) {
      AuditOutcome outcome = write(audit(memory::place), occasion);
      memory.written(outcome);
      return outcome;
    } catch (HistoryException e) {
      throw new RunException(e.getMessage(), e);
    }
  }

  private AuditOutcome write(AuditResult result, Occasion occasion) throws RunException {
    progress.phase("writing the evidence package", Progress.UNKNOWN);
    MDC.put(RUN_ID, result.runId());
    try {
      return AuditOutcome.of(
          result,
          EvidencePackage.write(
              new EvidencePackage.Content(
                  result,
                  List.copyOf(inputs.values()),
                  request.configuration().map(InputFile::name),
                  occasion),
              request.reports(),
              (made, move) -> request.release().release(AuditOutcome.of(result, made), move)));
    } catch (ReportException e) {
      throw new RunException(e.getMessage(), e);
    }
  }

  private AuditResult audit(Placing placing) throws RunException {
    List<AccountSnapshot> snapshots = new ArrayList<>();
    for (AccountSource source : sources.accounts()) {
      progress.phase("reading " + source.label(), Progress.UNKNOWN);
      snapshots.add(SnapshotInputs.read(source, inputs));
    }
    Instant asOf =
        request.asOf().orElseGet(() -> collected(snapshots)).truncatedTo(ChronoUnit.MICROS);
    List<NotAudited> notAudited = NotAuditedInput.read(sources.notAudited(), inputs);
    Optional<Set<AccountId>> known =
        KnownAccounts.of(
            request.configuration(),
            snapshots,
            notAudited,
            NotAuditedInput.others(sources.notAudited()));
    List<Baseline> baselines = List.of();
    List<AccountResult> accounts = new ArrayList<>();
    for (int i = 0; i < snapshots.size(); i++) {
      baselines = BaselineInputs.load(request, snapshots.get(i), inputs);
      rules.put(snapshots.get(i).account(), rules(baselines));
      AccountResult account = audit(sources.accounts().get(i), snapshots.get(i), baselines, asOf);
      account = StrayBaselines.addTo(account, baselines, known, asOf);
      accounts.add(request.accepted().waivers().applyTo(account, asOf));
    }
    SortedMap<String, String> hashes = new TreeMap<>();
    inputs.forEach((name, file) -> hashes.put(name, file.sha256()));
    try {
      Found found = new Found(asOf, accounts, notAudited, rules, hashes);
      return result(baselines, found, placing.place(found));
    } catch (HistoryException e) {
      throw new RunException(e.getMessage(), e);
    }
  }

  private Rules rules(List<Baseline> baselines) {
    return Rules.of(
        ProductVersion.current(), Catalog.get().version(), request.terms().thresholds(), baselines);
  }

  /** When the newest snapshot was collected; by hand-made ones, that do not say, now. */
  private static Instant collected(List<AccountSnapshot> snapshots) {
    return snapshots.stream()
        .map(AccountSnapshot::provenance)
        .map(Provenance::finished)
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private AccountResult audit(
      AccountSource source, AccountSnapshot snapshot, List<Baseline> baselines, Instant asOf) {
    String name = source.name().isEmpty() ? snapshot.account().digits() : source.name();
    progress.phase("comparing " + source.label(), snapshot.principals().size());
    return AccountAudit.audit(
        name, snapshot, baselines, request.terms().thresholds(), asOf, p -> progress.advance(1));
  }

  private AuditResult result(List<Baseline> baselines, Found found, Placed placed) {
    Terms terms = request.terms();
    return new AuditResult(
        placed.runId(),
        found.asOf(),
        ProductVersion.current(),
        Catalog.get().version(),
        terms.organization(),
        terms.classification(),
        terms.thresholds(),
        terms.frameworks(),
        terms.retention(),
        baselines,
        placed.accounts(),
        found.notAudited(),
        found.inputs(),
        placed.history());
  }
}
