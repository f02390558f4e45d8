package org.iamaudit.history;

import static org.iamaudit.finding.Change.Kind.EXCEPTED;
import static org.iamaudit.finding.Change.Kind.EXCEPTION_ENDED;
import static org.iamaudit.finding.Change.Kind.NEW;
import static org.iamaudit.finding.Change.Kind.NOT_EVALUATED;
import static org.iamaudit.finding.Change.Kind.REOPENED;
import static org.iamaudit.finding.Change.Kind.SEVERITY_CHANGED;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Change.Resolution;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.finding.Waiver;

/**
 * How the findings of one account go on from one run to the next. A function of the state before
 * and the run: no clock, no database.
 *
 * <ul>
 *   <li>Seen now: NEW if never seen before, REOPENED if it was resolved, else PERSISTING. The time
 *       of first sight is kept throughout.
 *   <li>Not seen now: NOT_EVALUATED, and still there, if a gap may hide it ({@link BlindSpots});
 *       else RESOLVED, because its principal was deleted, because what judges it changed, or
 *       because it was fixed: the last is said only if the same rules would find it still.
 * </ul>
 */
public final class Lifecycle {
  private final AccountState before;
  private final AccountId account;
  private final Rules rules;
  private final List<Change> changes = new ArrayList<>();

  private Lifecycle(AccountState before, AccountId account, Rules rules) {
    this.before = before;
    this.account = account;
    this.rules = rules;
  }

  /** The account with its findings in their place, and what changed. */
  public record Step(AccountResult result, AccountHistory history) {}

  /**
   * One account goes on.
   *
   * @param now waivers are applied already
   * @param expired the waivers that have expired
   * @param supersedes the run whose place it takes
   */
  public static Step advance(
      AccountState before,
      AccountResult now,
      Rules rules,
      List<Waiver> expired,
      Optional<String> supersedes) {
    Lifecycle lifecycle = new Lifecycle(before, now.snapshot().account(), rules);
    List<Finding> findings = now.findings().stream().map(lifecycle::seen).toList();
    lifecycle.vanished(findings, new BlindSpots(now), new Judges(now), expired);
    return new Step(now.with(findings), lifecycle.history(supersedes));
  }

  /** An account that is audited no longer: whatever was there is resolved. */
  public static AccountHistory leaveScope(AccountState before, AccountId account) {
    Lifecycle lifecycle = new Lifecycle(before, account, before.rules());
    before.findings().values().stream()
        .filter(s -> s.condition() != FindingState.Condition.RESOLVED)
        .forEach(s -> lifecycle.resolved(s, Resolution.OUT_OF_SCOPE));
    return lifecycle.history(Optional.empty());
  }

  /** An account of which nothing could be read: whatever was there is not evaluated. */
  public static AccountHistory notAudited(AccountState before, NotAudited account) {
    Lifecycle lifecycle = new Lifecycle(before, account.account(), before.rules());
    before.findings().values().stream()
        .filter(s -> s.condition() != FindingState.Condition.RESOLVED)
        .forEach(s -> lifecycle.add(NOT_EVALUATED, s, account.reason()));
    return lifecycle.history(Optional.empty());
  }

  private AccountHistory history(Optional<String> supersedes) {
    changes.sort(Change.ORDER);
    return new AccountHistory(account, before.run(), supersedes, rules, changes);
  }

  private Finding seen(Finding finding) {
    FindingState known = before.findings().get(finding.fingerprint());
    if (known == null) {
      add(NEW, finding, Optional.empty(), "");
      waived(finding, false, Optional.empty());
      return finding;
    }
    boolean reopened = known.condition() == FindingState.Condition.RESOLVED;
    if (reopened) {
      add(REOPENED, finding, Optional.of(known.severity()), "");
    } else if (known.severity() != finding.severity()) {
      add(SEVERITY_CHANGED, finding, Optional.of(known.severity()), "");
    }
    waived(finding, !reopened && known.disposition() != Standing.Disposition.OPEN, known.waiver());
    return finding.with(known.seenAgain(finding.standing()));
  }

  private void waived(Finding finding, boolean wasExcused, Optional<String> formerly) {
    if (!finding.isOpen() && !wasExcused) {
      String by = finding.standing().waiver().orElse("");
      add(EXCEPTED, finding, Optional.of(finding.severity()), "by " + by);
    } else if (finding.isOpen() && wasExcused) {
      String by = formerly.orElse("");
      add(EXCEPTION_ENDED, finding, Optional.of(finding.severity()), by + " is not in force");
    }
  }

  private void vanished(
      List<Finding> findings, BlindSpots blind, Judges judges, List<Waiver> expired) {
    Set<String> seen = new HashSet<>();
    findings.forEach(f -> seen.add(f.fingerprint()));
    for (FindingState state : aboutWaiversLast()) {
      if (seen.contains(state.fingerprint())
          || state.condition() == FindingState.Condition.RESOLVED) {
        continue;
      }
      boolean gone = blind.isGone(state);
      Optional<String> hidden = gone ? blind.hidesDeletion() : hidden(state, blind, expired);
      if (hidden.isPresent()) {
        add(NOT_EVALUATED, state, hidden.get());
      } else {
        resolved(
            state,
            gone
                ? Resolution.PRINCIPAL_DELETED
                : before.rulesOf(state).judgeAlike(rules, state.code(), state.baseline())
                        && judges.wouldFind(state)
                    ? Resolution.FIXED
                    : Resolution.RULE_CHANGED);
      }
    }
  }

  private List<FindingState> aboutWaiversLast() {
    return before.findings().values().stream()
        .sorted(Comparator.comparing(Lifecycle::isAboutWaiver))
        .toList();
  }

  private static boolean isAboutWaiver(FindingState state) {
    return state.code().equals(FindingType.EXCEPTION_EXPIRED.code());
  }

  /** What a waiver excused that has expired still may be among what was not evaluated. */
  private Optional<String> hidden(FindingState state, BlindSpots blind, List<Waiver> expired) {
    if (!isAboutWaiver(state)) {
      return blind.hides(state);
    }
    List<Waiver> same =
        expired.stream().filter(w -> w.id().equals(state.principal().name())).toList();
    return changes.stream()
        .filter(c -> c.kind() == NOT_EVALUATED)
        .filter(c -> same.stream().anyMatch(w -> w.target().mayHaveMatched(c)))
        .findFirst()
        .map(Change::reason);
  }

  private void resolved(FindingState state, Resolution why) {
    add(Change.Kind.RESOLVED, state, why.name());
  }

  private void add(Change.Kind kind, FindingState state, String reason) {
    changes.add(
        new Change(
            kind,
            state.fingerprint(),
            state.code(),
            account,
            state.principal(),
            Optional.of(state.severity()),
            Optional.empty(),
            reason,
            before.run().map(Previous::runId)));
  }

  private void add(Change.Kind kind, Finding finding, Optional<Severity> was, String reason) {
    changes.add(
        new Change(
            kind,
            finding.fingerprint(),
            finding.type().code(),
            account,
            finding.principal(),
            was,
            Optional.of(finding.severity()),
            reason,
            before.run().map(Previous::runId)));
  }
}
