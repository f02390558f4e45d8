package org.iamaudit.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing.Disposition;
import org.iamaudit.history.FindingState.Condition;

/** What is different between two states of an account, however many runs lie between them. */
public final class StateChanges {
  private static final String UNKNOWN =
      "found by a run that was made after those which followed it, so that they did not look for it";

  private final AccountId account;
  private final AccountState before;
  private final List<Change> changes = new ArrayList<>();

  private StateChanges(AccountId account, AccountState before) {
    this.account = account;
    this.before = before;
  }

  /** In {@link Change#ORDER}; what came, or came back, and went in between is resolved. */
  public static List<Change> between(AccountId account, AccountState before, AccountState after) {
    StateChanges changes = new StateChanges(account, before);
    after.findings().values().forEach(changes::compare);
    before.findings().values().stream()
        .filter(then -> then.condition() != Condition.RESOLVED)
        .filter(then -> !after.findings().containsKey(then.fingerprint()))
        .forEach(changes::unknown);
    return changes.changes.stream().sorted(Change.ORDER).toList();
  }

  private void compare(FindingState now) {
    Optional<FindingState> then = Optional.ofNullable(before.findings().get(now.fingerprint()));
    Optional<Condition> was = then.map(FindingState::condition);
    Optional<Severity> severity = then.map(FindingState::severity);
    switch (now.condition()) {
      case SEEN -> {
        if (was.isEmpty()) {
          add(Change.Kind.NEW, now, severity, "");
        } else if (was.get() == Condition.RESOLVED) {
          add(Change.Kind.REOPENED, now, severity, "");
        } else if (severity.get() != now.severity()) {
          add(Change.Kind.SEVERITY_CHANGED, now, severity, "");
        }
        excused(now, then.filter(t -> t.condition() != Condition.RESOLVED));
      }
      case NOT_EVALUATED ->
          add(Change.Kind.NOT_EVALUATED, now, Optional.of(now.severity()), now.reason());
      case RESOLVED -> {
        if (!was.equals(Optional.of(Condition.RESOLVED))
            || now.lastSeen().isAfter(then.get().lastSeen())) {
          add(Change.Kind.RESOLVED, now, Optional.of(now.severity()), now.reason());
        }
      }
    }
  }

  private void excused(FindingState now, Optional<FindingState> then) {
    boolean isOpen = now.disposition() == Disposition.OPEN;
    boolean wasOpen = then.map(t -> t.disposition() == Disposition.OPEN).orElse(true);
    if (wasOpen && !isOpen) {
      add(Change.Kind.EXCEPTED, now, then.map(FindingState::severity), "by " + waiver(now));
    } else if (isOpen && !wasOpen) {
      add(
          Change.Kind.EXCEPTION_ENDED,
          now,
          then.map(FindingState::severity),
          waiver(then.get()) + " is not in force");
    }
  }

  /** Of an older moment that was audited late: later runs know nothing of what it found. */
  private void unknown(FindingState then) {
    add(Change.Kind.NOT_EVALUATED, then, Optional.of(then.severity()), UNKNOWN);
  }

  private static String waiver(FindingState state) {
    return state.waiver().orElse("");
  }

  private void add(Change.Kind kind, FindingState now, Optional<Severity> was, String reason) {
    changes.add(
        new Change(
            kind,
            now.fingerprint(),
            now.code(),
            account,
            now.principal(),
            was,
            kind == Change.Kind.RESOLVED || kind == Change.Kind.NOT_EVALUATED
                ? Optional.empty()
                : Optional.of(now.severity()),
            reason,
            before.run().map(Previous::runId)));
  }
}
