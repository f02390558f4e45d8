package org.iamaudit.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.finding.RunHistory.Counts;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.finding.Waiver;
import org.iamaudit.finding.WaiverUse;

/** The invented course of the invented results: changes of each kind, waivers of each status. */
final class SampleHistory {
  private static final String PREVIOUS = "20260930-77aa01";

  private final AccountId account;
  private final List<Change> changes = new ArrayList<>();

  private SampleHistory(AccountId account) {
    this.account = account;
  }

  static RunHistory of(List<AccountResult> accounts) {
    return new RunHistory(
        true,
        accounts.stream().map(SampleHistory::of).toList(),
        List.of(
            use("=W-2", Waiver.Status.ACTIVE, 1),
            use("W-2026-001", Waiver.Status.EXPIRING, 1),
            use("W-2026-002", Waiver.Status.EXPIRED, 0),
            use("W-2026-003", Waiver.Status.REVOKED, 4)),
        List.of(
            point("2026-08", 0, 0, new Counts(0, 0, 0, 0, 0, 9)),
            point("2026-09", 1, 7, new Counts(1, 6, 0, 3, 1, 0)),
            point("2026-10", 2, 11, new Counts(5, 6, 1, 2, 2, 1))));
  }

  private static AccountHistory of(AccountResult account) {
    SampleHistory history = new SampleHistory(account.snapshot().account());
    for (Finding finding : account.findings()) {
      if (finding.standing().status() != Standing.Status.PERSISTING) {
        boolean fresh = finding.standing().status() == Standing.Status.NEW;
        history.add(
            fresh ? Change.Kind.NEW : Change.Kind.REOPENED,
            finding.fingerprint(),
            finding.type(),
            finding.principal(),
            fresh ? Optional.empty() : Optional.of(Severity.HIGH),
            Optional.of(finding.severity()),
            "");
      }
    }
    history.gone(Change.Kind.RESOLVED, "1", FindingType.MISSING_PERMISSION, "FIXED");
    history.gone(Change.Kind.RESOLVED, "2", FindingType.ROLE_UNUSED, "PRINCIPAL_DELETED");
    history.gone(
        Change.Kind.NOT_EVALUATED,
        "3",
        FindingType.PASSWORD_UNUSED,
        "credential-report.csv: not collected");
    history.changed(Change.Kind.SEVERITY_CHANGED, "4", Severity.LOW, Severity.HIGH, "");
    history.changed(Change.Kind.EXCEPTED, "5", Severity.LOW, Severity.LOW, "by =W-2");
    history.changed(
        Change.Kind.EXCEPTION_ENDED,
        "6",
        Severity.MEDIUM,
        Severity.MEDIUM,
        "W-2026-002 is not in force");
    history.changes.sort(Change.ORDER);
    return new AccountHistory(
        history.account,
        Optional.of(new AccountHistory.Previous(PREVIOUS, Instant.parse("2026-09-30T06:00:00Z"))),
        Optional.of("20261031-000bad"),
        new Rules(new TreeMap<>(Map.of("product", "1.10"))),
        history.changes);
  }

  private void gone(Change.Kind kind, String digit, FindingType type, String reason) {
    add(kind, digit.repeat(64), type, who(), Optional.of(type.base()), Optional.empty(), reason);
  }

  private void changed(
      Change.Kind kind, String digit, Severity before, Severity after, String reason) {
    add(
        kind,
        digit.repeat(64),
        FindingType.EXCESS_PERMISSION,
        who(),
        Optional.of(before),
        Optional.of(after),
        reason);
  }

  private static PrincipalRef who() {
    return new PrincipalRef("user", SampleResults.FORMULA, "arn:aws:iam::1:user/x", "AIDAX");
  }

  private void add(
      Change.Kind kind,
      String fingerprint,
      FindingType type,
      PrincipalRef principal,
      Optional<Severity> before,
      Optional<Severity> after,
      String reason) {
    changes.add(
        new Change(
            kind,
            fingerprint,
            type.code(),
            account,
            principal,
            before,
            after,
            reason,
            Optional.of(PREVIOUS)));
  }

  private static RunHistory.Point point(String month, int accounts, int open, Counts counts) {
    Map<Severity, Integer> by = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      by.put(severity, Math.max(0, open - 3 * severity.ordinal()));
    }
    return new RunHistory.Point(YearMonth.parse(month), accounts, by, counts);
  }

  private static WaiverUse use(String id, Waiver.Status status, int matches) {
    return new WaiverUse(
        new Waiver(
            id,
            new Waiver.Kind(FindingType.EXCESS_PERMISSION, "svc-*", List.of("s3:Get*"), Set.of()),
            Standing.Disposition.EXCEPTED,
            "finance-platform@example.com",
            SampleResults.MARKUP,
            "",
            "ciso@example.com",
            LocalDate.of(2026, 6, 1),
            LocalDate.of(2026, 11, 15),
            "1E5",
            Optional.empty()),
        status,
        matches);
  }
}
