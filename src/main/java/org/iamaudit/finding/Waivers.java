package org.iamaudit.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;

/**
 * The waivers of one file, in its order.
 *
 * @param file its name; empty string: there is none
 */
public record Waivers(String file, List<Waiver> all) {
  public static final Waivers NONE = new Waivers("", List.of());

  public Waivers {
    all = List.copyOf(all);
  }

  /**
   * The account with every finding that a waiver in force is about excused by the first such
   * waiver, and a finding for each waiver that has expired and is still needed.
   */
  public AccountResult applyTo(AccountResult account, Instant asOf) {
    if (all.isEmpty()) {
      return account;
    }
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : account.findings()) {
      Optional<Waiver> waiver =
          all.stream()
              .filter(w -> w.status(asOf).inForce() && w.target().matches(finding))
              .findFirst();
      findings.add(
          waiver
              .map(w -> finding.with(finding.standing().excused(w.disposition(), w.id())))
              .orElse(finding));
    }
    findings.addAll(expired(account.with(findings), asOf));
    findings.sort(AccountAudit.ORDER);
    return account.with(findings);
  }

  /** GOV-006: what they excused is active again, unless another waiver excuses it. */
  private List<Finding> expired(AccountResult account, Instant asOf) {
    AccountId id = account.snapshot().account();
    FindingFactory factory = new FindingFactory(id, account.snapshot().partition(), asOf);
    List<Finding> findings = new ArrayList<>();
    for (Waiver waiver : all) {
      long matches =
          account.findings().stream().filter(f -> f.isOpen() && waiver.target().matches(f)).count();
      if (waiver.status(asOf) == Waiver.Status.EXPIRED && matches > 0) {
        findings.add(
            factory
                .draft(FindingType.EXCEPTION_EXPIRED, ref(waiver), List.of())
                .write(
                    "expired on "
                        + waiver.expires()
                        + "; "
                        + matches
                        + (matches == 1 ? " finding is" : " findings are")
                        + " active again",
                    "Fix what it excused, or have it approved again with a new `expires` in "
                        + file));
      }
    }
    return findings;
  }

  private PrincipalRef ref(Waiver waiver) {
    return new PrincipalRef("waiver", waiver.id(), file, "waiver:" + waiver.id());
  }

  /** What each waiver did in these accounts, in the order of the file. */
  public List<WaiverUse> uses(List<AccountResult> accounts, Instant asOf) {
    return all.stream()
        .map(
            waiver ->
                new WaiverUse(
                    waiver,
                    waiver.status(asOf),
                    (int)
                        accounts.stream()
                            .flatMap(a -> a.findings().stream())
                            .filter(waiver.target()::matches)
                            .count()))
        .sorted(Comparator.comparing(use -> use.waiver().id()))
        .toList();
  }

  /** Those that have expired. */
  public List<Waiver> expired(Instant asOf) {
    return all.stream().filter(waiver -> waiver.status(asOf) == Waiver.Status.EXPIRED).toList();
  }
}
