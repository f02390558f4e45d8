package org.iamaudit.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.IamUser;

/**
 * One kind of object of one account, counted by every source that counts it: whether the report is
 * about all there is.
 *
 * @param account empty string for the run as a whole
 * @param summary by the account's own summary; empty if it does not say
 * @param listing by the listing
 * @param credentialReport by the credential report
 * @param reported rows in the report
 * @param difference between the highest and the lowest of the counts
 * @param result {@code TIED}, {@code EXPLAINED} or {@code DIFFERENCE}
 */
record Reconciliation(
    String account,
    String object,
    Optional<Long> summary,
    Optional<Long> listing,
    Optional<Long> credentialReport,
    Optional<Long> reported,
    long difference,
    String explanation,
    String result) {

  /** For each account, each kind of object; then the accounts themselves. */
  static List<Reconciliation> of(AuditResult result) {
    List<Reconciliation> all = new ArrayList<>();
    for (AccountResult account : result.accounts()) {
      AccountSnapshot snapshot = account.snapshot();
      all.add(users(account));
      all.add(listed(account, "groups", "Groups", snapshot.groups().size(), true));
      all.add(listed(account, "roles", "Roles", snapshot.roles().size(), true));
      long own = snapshot.policies().values().stream().filter(p -> !p.isAwsManaged()).count();
      all.add(listed(account, "customer policies", "Policies", own, false));
      all.add(providers(snapshot));
    }
    all.add(accounts(result));
    return all;
  }

  private static Reconciliation users(AccountResult account) {
    AccountSnapshot snapshot = account.snapshot();
    Optional<Long> report =
        snapshot
            .credentialReport()
            .map(r -> r.rows().stream().filter(row -> !row.isRoot()).count());
    Optional<Instant> generated = snapshot.credentialReport().flatMap(CredentialReport::generated);
    long younger =
        snapshot.users().stream()
            .map(IamUser::created)
            .flatMap(Optional::stream)
            .filter(created -> generated.filter(created::isAfter).isPresent())
            .count();
    long listed = snapshot.users().size();
    boolean explained = report.isPresent() && younger > 0 && listed - report.get() == younger;
    return of(
        snapshot.account().digits(),
        "users",
        summary(snapshot, "Users"),
        Optional.of(listed),
        report,
        Optional.of(
            account.principals().stream().filter(p -> p.principal() instanceof IamUser).count()),
        explained ? younger + " users are younger than the credential report" : "");
  }

  private static Reconciliation listed(
      AccountResult account, String object, String name, long listed, boolean hasRows) {
    return of(
        account.snapshot().account().digits(),
        object,
        summary(account.snapshot(), name),
        Optional.of(listed),
        Optional.empty(),
        hasRows ? Optional.of(rows(account, object)) : Optional.empty(),
        "");
  }

  private static long rows(AccountResult account, String object) {
    return object.equals("groups")
        ? account.snapshot().groups().size()
        : account.principals().stream().filter(p -> p.principal().kind().equals("role")).count();
  }

  private static Reconciliation providers(AccountSnapshot snapshot) {
    Optional<Long> counted = summary(snapshot, "Providers");
    boolean none = counted.filter(n -> n == 0).isPresent();
    return new Reconciliation(
        snapshot.account().digits(),
        "providers",
        counted,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        none ? "" : "identity providers are not listed; trust policies name those in use",
        none ? "TIED" : "EXPLAINED");
  }

  private static Reconciliation accounts(AuditResult result) {
    long read = result.accounts().size();
    long inScope = read + result.notAudited().stream().filter(a -> !a.suspended()).count();
    return of(
        "",
        "accounts",
        Optional.of(inScope),
        Optional.of(read),
        Optional.empty(),
        Optional.of(read),
        "");
  }

  private static Optional<Long> summary(AccountSnapshot snapshot, String name) {
    return snapshot.accountSummary().map(s -> s.get(name)).filter(Objects::nonNull);
  }

  private static Reconciliation of(
      String account,
      String object,
      Optional<Long> summary,
      Optional<Long> listing,
      Optional<Long> credentialReport,
      Optional<Long> reported,
      String explanation) {
    List<Long> counts =
        Stream.of(summary, listing, credentialReport, reported).flatMap(Optional::stream).toList();
    OptionalLong most = counts.stream().mapToLong(n -> n).max();
    long difference =
        most.orElse(0) - counts.stream().mapToLong(n -> n).min().orElse(most.orElse(0));
    if (difference == 0 && summary.isEmpty()) {
      String alone = "the account's own count was not collected, so the listing stands alone";
      return new Reconciliation(
          account, object, summary, listing, credentialReport, reported, 0, alone, "EXPLAINED");
    }
    String why =
        difference == 0 || !explanation.isEmpty()
            ? explanation
            : "not explained: read the account again; it may have changed in between";
    return new Reconciliation(
        account,
        object,
        summary,
        listing,
        credentialReport,
        reported,
        difference,
        why,
        difference == 0 ? "TIED" : explanation.isEmpty() ? "DIFFERENCE" : "EXPLAINED");
  }
}
