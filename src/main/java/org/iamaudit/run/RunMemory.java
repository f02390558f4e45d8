package org.iamaudit.run;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.finding.Waiver;
import org.iamaudit.history.AccountState;
import org.iamaudit.history.History;
import org.iamaudit.history.HistoryException;
import org.iamaudit.history.Lifecycle;
import org.iamaudit.history.PackageRecord;
import org.iamaudit.history.Trend;
import org.iamaudit.run.Placing.Found;
import org.iamaudit.run.Placing.Placed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of a run among others.
 *
 * <p>A run is compared, account by account, with the last run of an earlier as-of time. A run of
 * the same as-of time takes the place of the one that was there; if everything that goes into it is
 * the same too, it is that run, and nothing is counted twice. A run of an older moment is judged
 * against the history as it stood then, and later runs stay what they are.
 */
final class RunMemory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunMemory.class);

  private final AuditRequest request;
  private final History history;

  private RunMemory(AuditRequest request, History history) {
    this.request = request;
    this.history = history;
  }

  /** Opens the history that the request names. */
  static RunMemory open(AuditRequest request) throws HistoryException {
    History history = History.open(request.memory().orElseThrow().settings());
    try {
      history.catchUp(request.reports()).forEach(LOG::warn);
      return new RunMemory(request, history);
    } catch (HistoryException | RuntimeException e) {
      history.close();
      throw e;
    }
  }

  /**
   * A run without a place: every finding counts as new.
   *
   * @param links that its id is made of all the same
   */
  static Placed forget(AuditRequest request, Found found, List<String> links) {
    List<AccountHistory> histories =
        found.ids().stream().map(id -> AccountHistory.first(id, found.rules().get(id))).toList();
    return new Placed(
        RunId.of(found.asOf(), request, found.names(), found.inputs(), links),
        found.accounts(),
        new RunHistory(
            false,
            histories,
            request.accepted().waivers().uses(found.accounts(), found.asOf()),
            List.of()));
  }

  /** Gives a run its place. */
  Placed place(Found found) throws HistoryException {
    Map<AccountId, AccountState> before = new LinkedHashMap<>();
    for (AccountId account : found.ids()) {
      before.put(account, history.before(account, found.asOf()));
    }
    List<AccountHistory> unseen = unseen(found, before);
    Map<AccountId, Optional<String>> supersedes = new LinkedHashMap<>();
    String runId = name(found, before, unseen, supersedes);

    List<Waiver> expired = request.accepted().waivers().expired(found.asOf());
    List<AccountResult> placed = new ArrayList<>();
    List<AccountHistory> histories = new ArrayList<>();
    for (AccountResult account : found.accounts()) {
      AccountId id = account.snapshot().account();
      Lifecycle.Step step =
          Lifecycle.advance(
              before.get(id), account, found.rules().get(id), expired, supersedes.get(id));
      placed.add(step.result());
      histories.add(step.history());
    }
    List<RunHistory.Point> trend = trend(before, placed, histories, found.asOf());
    histories.addAll(unseen);
    return new Placed(
        runId,
        placed,
        new RunHistory(
            true, histories, request.accepted().waivers().uses(placed, found.asOf()), trend));
  }

  /**
   * Accounts of which nothing is said: those that could not be read keep what they had; those that
   * runs before audited with these, and that are audited no longer, are out of scope. The latter
   * can only be known of a run of everything that is configured; the run before may have been one
   * of a single account.
   */
  private List<AccountHistory> unseen(Found found, Map<AccountId, AccountState> audited)
      throws HistoryException {
    List<AccountHistory> unseen = new ArrayList<>();
    Set<AccountId> known = new HashSet<>(audited.keySet());
    for (NotAudited account : found.notAudited()) {
      known.add(account.account());
      AccountState state = history.before(account.account(), found.asOf());
      if (state.hasOpen()) {
        unseen.add(Lifecycle.notAudited(state, account));
      }
    }
    if (request.memory().orElseThrow().everything()) {
      for (AccountId account : history.companions(audited.keySet(), found.asOf())) {
        AccountState state = history.before(account, found.asOf());
        if (known.add(account) && state.hasOpen()) {
          unseen.add(Lifecycle.leaveScope(state, account));
        }
      }
    }
    return unseen;
  }

  /** The id of the run, and for each account the run whose place it takes. */
  private String name(
      Found found,
      Map<AccountId, AccountState> before,
      List<AccountHistory> unseen,
      Map<AccountId, Optional<String>> supersedes)
      throws HistoryException {
    for (AccountId account : before.keySet()) {
      supersedes.put(account, history.at(account, found.asOf()));
    }
    Set<Optional<String>> there = new HashSet<>(supersedes.values());
    if (there.size() == 1 && !there.contains(Optional.<String>empty())) {
      String present = there.iterator().next().orElseThrow();
      Map<AccountId, Optional<String>> its = new LinkedHashMap<>();
      history.accountsOf(present).forEach(line -> its.put(line.account(), line.supersedes()));
      if (id(found, before, unseen, its).equals(present)) {
        supersedes.putAll(its);
        return present;
      }
    }
    return id(found, before, unseen, supersedes);
  }

  private String id(
      Found found,
      Map<AccountId, AccountState> before,
      List<AccountHistory> unseen,
      Map<AccountId, Optional<String>> supersedes) {
    List<String> links = new ArrayList<>();
    before.forEach(
        (account, state) ->
            links.add(
                AccountHistory.link(
                    account.digits(),
                    state.run().map(Previous::runId),
                    supersedes.getOrDefault(account, Optional.empty()))));
    unseen.forEach(
        account ->
            links.add(
                AccountHistory.link(
                    account.account().digits(),
                    account.previous().map(Previous::runId),
                    Optional.empty())));
    return RunId.of(found.asOf(), request, found.names(), found.inputs(), links);
  }

  private List<RunHistory.Point> trend(
      Map<AccountId, AccountState> before,
      List<AccountResult> placed,
      List<AccountHistory> histories,
      Instant asOf)
      throws HistoryException {
    YearMonth month = YearMonth.from(asOf.atZone(ZoneOffset.UTC));
    Trend trend = new Trend(month);
    for (Map.Entry<AccountId, AccountState> account : before.entrySet()) {
      if (account.getValue().run().isPresent()) {
        trend.add(
            history.linesBefore(account.getKey(), asOf), account.getValue().run().get().runId());
      }
    }
    trend.addNow(placed, histories);
    return trend.points();
  }

  /** The package is written: it is remembered. */
  void written(AuditOutcome outcome) throws HistoryException {
    history.remember(
        PackageRecord.of(
            outcome.result(),
            outcome.folder().getFileName().toString(),
            outcome.findingsSha256(),
            request.trigger().map(t -> new PackageRecord.Period(t.schedule(), t.scheduledFor()))));
  }

  @Override
  public void close() throws HistoryException {
    history.close();
  }
}
