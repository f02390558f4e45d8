package org.iamaudit.config;

import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.BucketSettings;
import org.iamaudit.collect.CollectPlan;
import org.iamaudit.finding.Thresholds;
import org.iamaudit.history.HistorySettings;
import org.iamaudit.notify.NotifySettings;
import org.iamaudit.report.InputFile;
import org.iamaudit.report.Release;
import org.iamaudit.run.AuditRequest;
import org.iamaudit.run.AuditRequest.Accepted;
import org.iamaudit.run.AuditRequest.Terms;
import org.iamaudit.run.BaselineSource;
import org.iamaudit.run.KeySource;

/**
 * The configuration in force: the file, with what the environment replaced. Paths are resolved.
 *
 * @param file where it was read from
 * @param sha256 of the file's bytes, in hex
 * @param organization empty string if not configured
 * @param accounts those whose snapshot is there, ids unique; at least one, unless some are live
 * @param waivers the file of accepted findings
 * @param state where locks and, unless there is a database, the history live
 * @param asOf for every run, whenever it happens; empty: see {@link AuditRequest}
 * @param frameworks names of control mappings, at least one; the first is shown beside findings
 * @param retention how long evidence is to be kept
 * @param signing the key that signs manifests; empty: they stay unsigned
 * @param schedules names unique; may be empty
 * @param database empty: one of its own in {@code state}
 * @param live those that are read from AWS; empty: none
 * @param delivery where the daemon delivers packages to; empty: nowhere
 */
public record AuditConfig(
    Path file,
    String sha256,
    String organization,
    List<Account> accounts,
    Optional<Path> baselines,
    Optional<Path> waivers,
    Path reports,
    Path state,
    String classification,
    Optional<Instant> asOf,
    Thresholds thresholds,
    List<String> frameworks,
    Period retention,
    Optional<KeySource> signing,
    FailOn failOn,
    List<Schedule> schedules,
    Optional<DatabaseSettings> database,
    HttpSettings http,
    NotifySettings notifications,
    LogSettings logging,
    Optional<CollectPlan> live,
    Optional<BucketSettings> delivery) {

  public AuditConfig {
    accounts = List.copyOf(accounts);
    frameworks = List.copyOf(frameworks);
    schedules = List.copyOf(schedules);
  }

  /**
   * An account to audit.
   *
   * @param name for people; empty string if not configured
   * @param snapshot the directory that holds its snapshot
   */
  public record Account(AccountId id, String name, Path snapshot) {}

  /** Ids of all accounts that are listed. */
  public List<AccountId> listed() {
    List<AccountId> ids = new ArrayList<>(accounts.stream().map(Account::id).toList());
    live.ifPresent(plan -> plan.accounts().forEach(account -> ids.add(account.id())));
    return ids;
  }

  /** Whether accounts may be asked for that are not listed: they may be of the organization. */
  public boolean takesAnyAccount() {
    return live.map(CollectPlan::readsOrganization).orElse(false);
  }

  /** How the program logs. */
  public record LogSettings(LogLevel level, LogFormat format) {}

  /**
   * The run that this configuration asks for.
   *
   * @param only the accounts to audit, all of them configured; empty: all
   * @param asOf the moment that ages are counted to, as in {@link AuditRequest}
   * @throws ConfigException with everything that is wrong in the file of waivers, read anew
   */
  public AuditRequest request(Collection<AccountId> only, Optional<Instant> asOf)
      throws ConfigException {
    return new AuditRequest(
        accounts.stream()
            .filter(account -> only.isEmpty() || only.contains(account.id()))
            .map(a -> new AuditRequest.AccountSource(Optional.of(a.id()), a.name(), a.snapshot()))
            .toList(),
        live.map(plan -> plan.only(only)).filter(plan -> !plan.isEmpty()),
        baselines.map(BaselineSource::of),
        reports,
        asOf,
        new Terms(thresholds, frameworks, retention, organization, classification),
        Optional.of(new InputFile(file.getFileName().toString(), file, sha256)),
        Optional.empty(),
        signing,
        readWaivers(),
        Optional.of(new AuditRequest.Memory(history(), only.isEmpty())),
        Release.ALWAYS);
  }

  /**
   * What seldom is meant, although it is no mistake by itself; empty: nothing.
   *
   * <p>Whether directories are shared cannot be seen from here: that someone has moved the reports
   * to a place that is, and the snapshots not, can.
   */
  public Optional<String> doubt() {
    Path shared = reports.toAbsolutePath().resolve("..").normalize();
    return live.map(plan -> plan.settings().snapshots().toAbsolutePath().normalize())
        .filter(snapshots -> database.isPresent() && !snapshots.startsWith(shared))
        .map(
            snapshots ->
                ("`collect.snapshots` (`%s`) is not beside `reports` (`%s`): several daemons on one"
                        + " database must share both directories")
                    .formatted(snapshots, reports));
  }

  /** What remembers runs. */
  public HistorySettings history() {
    return database
        .map(d -> new HistorySettings(d.url(), d.user(), d.passwordFile()))
        .orElseGet(() -> HistorySettings.in(state));
  }

  /**
   * Reads the file of waivers.
   *
   * @throws ConfigException with everything that is wrong in it
   */
  public Accepted readWaivers() throws ConfigException {
    return waivers.isPresent() ? WaiverReader.read(waivers.get()) : Accepted.NOTHING;
  }
}
