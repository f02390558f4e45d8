package org.iamaudit.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.RunHistory.Counts;
import org.iamaudit.finding.WaiverUse;
import org.iamaudit.finding.Waivers;
import org.iamaudit.history.AccountLine;
import org.iamaudit.history.AccountState;
import org.iamaudit.history.FindingState;
import org.iamaudit.history.History;
import org.iamaudit.history.HistoryException;
import org.iamaudit.history.HistorySettings;
import org.iamaudit.history.PackageRecord;
import org.iamaudit.history.StateChanges;
import org.iamaudit.history.Trend;
import org.iamaudit.report.MonthlyPackage;
import org.iamaudit.report.MonthlyReport;
import org.iamaudit.report.Occasion;
import org.iamaudit.report.Occasion.Trigger;
import org.iamaudit.report.Release;
import org.iamaudit.report.ReportException;

/** Sums up a month from what its runs left: nothing is judged anew. */
public final class MonthlyRollUp {
  private static final Set<FindingType> OVERDUE =
      Set.of(FindingType.BASELINE_OVERDUE, FindingType.EXCEPTION_EXPIRED);

  private final Request request;
  private final History history;
  private final Instant start;
  private final Instant end;
  private final Instant asOf;
  private final List<MonthlyReport.Account> accounts = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<FindingState> seen = new ArrayList<>();
  private final List<MonthlyReport.Overdue> overdue = new ArrayList<>();
  private final Trend trend;
  private final Set<String> runs = new TreeSet<>();

  private MonthlyRollUp(Request request, History history, Instant now) {
    this.request = request;
    this.history = history;
    this.start = request.month().atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    this.end = MonthlyReport.end(request.month());
    this.asOf = now.isBefore(end) ? now.truncatedTo(ChronoUnit.SECONDS) : end;
    this.trend = new Trend(request.month());
  }

  /**
   * What is summed up.
   *
   * @param month in UTC
   * @param accounts those that should have been audited, with their names; others that were are
   *     added
   * @param planned the runs that the schedules plan in the month
   * @param trigger the schedule that asks for it; empty if a person does
   * @param signing the key that signs the manifest; empty: it stays unsigned
   */
  public record Request(
      YearMonth month,
      HistorySettings history,
      Path reports,
      String organization,
      String classification,
      Map<AccountId, String> accounts,
      Waivers waivers,
      List<PackageRecord.Period> planned,
      Optional<Trigger> trigger,
      Optional<KeySource> signing) {
    public Request {
      planned = List.copyOf(planned);
    }

    /** The same, asked for by a schedule. */
    public Request triggeredBy(Trigger by) {
      return new Request(
          month,
          history,
          reports,
          organization,
          classification,
          accounts,
          waivers,
          planned,
          Optional.of(by),
          signing);
    }
  }

  /** The report and where it was written. */
  public record Outcome(MonthlyReport report, MonthlyPackage.Written written) {}

  /**
   * Sums a month up and writes the workbook.
   *
   * @param now planned runs after it are still to come
   * @param release asked before the workbook takes its place
   */
  public static Outcome write(Request request, Instant now, Release<? super Outcome> release)
      throws RunException {
    return write(request, now, Machine.current(), release);
  }

  /** The same, on this machine. */
  static Outcome write(
      Request request, Instant now, Machine machine, Release<? super Outcome> release)
      throws RunException {
    Occasion occasion = machine.occasion(request.trigger(), request.signing(), now);
    try (History history = History.open(request.history())) {
      history.catchUp(request.reports());
      MonthlyReport report = new MonthlyRollUp(request, history, now).report();
      return new Outcome(
          report,
          MonthlyPackage.write(
              report,
              request.reports(),
              occasion,
              (made, move) -> release.release(new Outcome(report, made), move)));
    } catch (HistoryException | ReportException e) {
      throw new RunException(e.getMessage(), e);
    }
  }

  private MonthlyReport report() throws HistoryException {
    Map<AccountId, List<AccountLine>> lines = new TreeMap<>();
    request.accounts().keySet().forEach(id -> lines.put(id, new ArrayList<>()));
    for (AccountLine line : history.linesBetween(start, end)) {
      lines.computeIfAbsent(line.account(), id -> new ArrayList<>()).add(line);
    }
    for (Map.Entry<AccountId, List<AccountLine>> account : lines.entrySet()) {
      account(account.getKey(), account.getValue());
    }
    changes.sort(Change.ORDER);
    overdue.sort(
        Comparator.comparing(MonthlyReport.Overdue::firstSeen)
            .thenComparing(o -> o.account().digits())
            .thenComparing(MonthlyReport.Overdue::code)
            .thenComparing(MonthlyReport.Overdue::what));
    return new MonthlyReport(
        request.month(),
        asOf,
        request.organization(),
        request.classification(),
        ProductVersion.current(),
        accounts,
        changes,
        exceptions(),
        overdue,
        planned(),
        trend.points(),
        List.copyOf(runs));
  }

  private void account(AccountId id, List<AccountLine> ofAccount) throws HistoryException {
    AccountState before = history.before(id, start);
    before.run().ifPresent(run -> runs.add(run.runId()));
    ofAccount.forEach(run -> runs.add(run.runId()));
    List<AccountLine> earlier = history.linesBefore(id, start);
    Optional<Integer> openBefore =
        before
            .run()
            .flatMap(run -> line(earlier, run.runId()))
            .filter(line -> !line.result().equals("NOT_AUDITED"))
            .map(AccountLine::openInAll);
    if (ofAccount.isEmpty()) {
      before.run().ifPresent(run -> trend.addAll(earlier, run.runId()));
      accounts.add(
          new MonthlyReport.Account(
              id,
              request.accounts().getOrDefault(id, ""),
              0,
              Optional.empty(),
              "NOT_AUDITED",
              0,
              Optional.empty(),
              openBefore,
              Counts.NONE));
      overdue(id, before);
      return;
    }
    // Of one moment, the run that was made last stands for it.
    AccountLine last = ofAccount.get(ofAccount.size() - 1);
    AccountState after = history.left(last.runId(), id);
    List<Change> changed = StateChanges.between(id, before, after);
    trend.addAll(history.linesBefore(id, end), last.runId());
    changes.addAll(changed);
    accounts.add(
        new MonthlyReport.Account(
            id,
            last.name().isEmpty() ? request.accounts().getOrDefault(id, "") : last.name(),
            ofAccount.size(),
            Optional.of(new Previous(last.runId(), last.asOf())),
            last.result(),
            last.principals(),
            last.result().equals("NOT_AUDITED") ? Optional.empty() : Optional.of(last.open()),
            openBefore,
            counts(changed)));
    after.findings().values().stream()
        .filter(state -> state.condition() == FindingState.Condition.SEEN)
        .forEach(seen::add);
    overdue(id, after);
  }

  private static Optional<AccountLine> line(List<AccountLine> lines, String runId) {
    return lines.stream().filter(line -> line.runId().equals(runId)).findFirst();
  }

  private static Counts counts(List<Change> changes) {
    return new Counts(
        count(changes, Change.Kind.NEW),
        0,
        count(changes, Change.Kind.REOPENED),
        count(changes, Change.Kind.RESOLVED),
        count(changes, Change.Kind.EXCEPTED),
        count(changes, Change.Kind.NOT_EVALUATED));
  }

  private static int count(List<Change> changes, Change.Kind kind) {
    return (int) changes.stream().filter(c -> c.kind() == kind).count();
  }

  /** What was overdue when it was last looked at is overdue until a run says otherwise. */
  private void overdue(AccountId account, AccountState left) {
    for (FindingState state : left.findings().values()) {
      for (FindingType type : OVERDUE) {
        if (state.condition() != FindingState.Condition.RESOLVED
            && state.code().equals(type.code())) {
          overdue.add(
              new MonthlyReport.Overdue(
                  account,
                  type.code(),
                  state.principal().name(),
                  type.meaning(),
                  state.firstSeen()));
        }
      }
    }
  }

  /** As they stand on the last day of the month. */
  private List<WaiverUse> exceptions() {
    Instant lastDay = asOf.equals(end) ? end.minusSeconds(1) : asOf;
    return request.waivers().all().stream()
        .map(
            waiver ->
                new WaiverUse(
                    waiver,
                    waiver.status(lastDay),
                    (int)
                        seen.stream()
                            .filter(s -> s.waiver().filter(waiver.id()::equals).isPresent())
                            .count()))
        .sorted(Comparator.comparing(use -> use.waiver().id()))
        .toList();
  }

  private List<MonthlyReport.Planned> planned() throws HistoryException {
    Set<PackageRecord.Period> audited = history.periods(start, end);
    return request.planned().stream()
        .sorted(
            Comparator.comparing(PackageRecord.Period::scheduledFor)
                .thenComparing(PackageRecord.Period::schedule))
        .map(
            period ->
                new MonthlyReport.Planned(
                    period.schedule(),
                    period.scheduledFor(),
                    audited.contains(period)
                        ? MonthlyReport.Planned.State.AUDITED
                        : period.scheduledFor().isBefore(asOf)
                            ? MonthlyReport.Planned.State.NOT_AUDITED
                            : MonthlyReport.Planned.State.TO_COME))
        .toList();
  }
}
