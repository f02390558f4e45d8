package org.iamaudit.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.CallListener;
import org.iamaudit.collect.CollectPlan;
import org.iamaudit.finding.Thresholds;
import org.iamaudit.finding.Waivers;
import org.iamaudit.history.HistorySettings;
import org.iamaudit.report.ControlMapping;
import org.iamaudit.report.InputFile;
import org.iamaudit.report.Occasion.Trigger;
import org.iamaudit.report.Release;

/**
 * What one run audits.
 *
 * @param accounts whose snapshots are there, in the order they appear in the report; at least one,
 *     unless some are live
 * @param live what is read from AWS first; those accounts come after the others
 * @param baselines what is required of whom; empty: nobody said what is required
 * @param reports the directory that receives the evidence package
 * @param asOf the moment that ages are counted to; empty: when the snapshot was collected, and now
 *     if the snapshot does not say
 * @param configuration the file that this was read from; empty without one
 * @param trigger the schedule that asks for the run; empty if a person does
 * @param signing the key that signs the manifest; empty: it stays unsigned
 * @param accepted what people decided about findings
 * @param memory what remembers runs; empty: nothing does
 * @param release asked before the package takes its place
 */
public record AuditRequest(
    List<AccountSource> accounts,
    Optional<CollectPlan> live,
    Optional<BaselineSource> baselines,
    Path reports,
    Optional<Instant> asOf,
    Terms terms,
    Optional<InputFile> configuration,
    Optional<Trigger> trigger,
    Optional<KeySource> signing,
    Accepted accepted,
    Optional<Memory> memory,
    Release<? super AuditOutcome> release) {

  public AuditRequest {
    if (accounts.isEmpty() && live.isEmpty()) {
      throw new IllegalArgumentException("a run audits at least one account");
    }
    accounts = List.copyOf(accounts);
  }

  /**
   * What findings are judged by, and what the report says of itself.
   *
   * @param frameworks names of {@link ControlMapping}; the first is shown beside the findings
   * @param retention how long the evidence is to be kept
   * @param organization shown on the cover; empty string if not configured
   */
  public record Terms(
      Thresholds thresholds,
      List<String> frameworks,
      Period retention,
      String organization,
      String classification) {

    /** Seven years are what the Sarbanes-Oxley Act made common practice. */
    public static final Terms DEFAULT =
        new Terms(Thresholds.DEFAULT, ControlMapping.DEFAULT, Period.ofYears(7), "", "Internal");

    public Terms {
      frameworks = List.copyOf(frameworks);
    }
  }

  /**
   * Findings that are accepted.
   *
   * @param file that they were read from; empty without one
   */
  public record Accepted(Waivers waivers, Optional<InputFile> file) {
    /** Where the file stands among the inputs. */
    public static final String DIRECTORY = "waivers/";

    public static final Accepted NOTHING = new Accepted(Waivers.NONE, Optional.empty());
  }

  /**
   * What remembers runs.
   *
   * @param settings of the database
   * @param everything whether the run is of all that is configured
   */
  public record Memory(HistorySettings settings, boolean everything) {}

  /**
   * Where the snapshot of an account lies.
   *
   * @param id the account expected in the snapshot; empty: whatever the snapshot says
   * @param name shown in the report; empty string: the account id
   */
  public record AccountSource(Optional<AccountId> id, String name, Path snapshot) {

    /** The name and id as far as known, else the directory: what messages and logs call it. */
    public String label() {
      return id.map(i -> name.isEmpty() ? i.digits() : name + " (" + i + ")")
          .orElseGet(() -> name.isEmpty() ? snapshot.toString() : name);
    }
  }

  /** The request of a run without a configuration file: one directory, defaults for the rest. */
  public static AuditRequest ofSnapshot(
      Path snapshot, Optional<Path> baselines, Path reports, Optional<Instant> asOf) {
    return new AuditRequest(
        List.of(new AccountSource(Optional.empty(), "", snapshot)),
        Optional.empty(),
        baselines.map(BaselineSource::of),
        reports,
        asOf,
        Terms.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Accepted.NOTHING,
        Optional.empty(),
        Release.ALWAYS);
  }

  /**
   * The same as one of several attempts, of which one alone is to have a package.
   *
   * @param by the schedule that asks for it; empty if a person does
   * @param of what the attempts have in common
   * @param configured the configuration as it came into force
   * @param calls is told of each call to AWS
   */
  public AuditRequest attempt(
      Optional<Trigger> by,
      String of,
      InputFile configured,
      CallListener calls,
      Release<? super AuditOutcome> released) {
    return new AuditRequest(
        accounts,
        live.map(plan -> plan.occasion(of).heardBy(calls)),
        baselines,
        reports,
        asOf,
        terms,
        Optional.of(configured),
        by,
        signing,
        accepted,
        memory,
        released);
  }
}
