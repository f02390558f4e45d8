package org.iamaudit.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.OrganizationPlacement;
import org.iamaudit.snapshot.OrganizationPlacement.Level;
import org.iamaudit.snapshot.OrganizationPlacement.OrganizationPolicy;
import org.iamaudit.snapshot.Provenance;

/** A row for each account: what was read of it, when, and what could not be read. */
final class ScopeSheet {
  private static final List<Column> COLUMNS =
      List.of(
          Column.id("Account ID", 15),
          Column.text("Account name", 26),
          Column.wrap("OU path", 36),
          Column.text("Organization status", 20),
          Column.text("Included", 26),
          Column.text("Scan result", 13),
          Column.wrap("Role used", 40),
          Column.date("Started (UTC)"),
          Column.date("Finished (UTC)"),
          Column.number("Principals", 11),
          Column.number("Errors", 8),
          Column.wrap("Access denied actions", 40),
          Column.wrap("SCPs considered", 40),
          Column.wrap("Gaps", 60));

  private ScopeSheet() {}

  static void write(Rendering rendering) {
    Highlights highlights =
        new Highlights()
            .good("Scan result", "COMPLETE")
            .bad("Scan result", "PARTIAL")
            .bad("Scan result", "FAILED");
    SheetWriter out =
        new SheetWriter(
            rendering.book(),
            "Scope",
            "a row for each account, with its gaps",
            COLUMNS,
            highlights);
    rendering.result().accounts().forEach(account -> row(out, account));
    rendering.result().notAudited().forEach(account -> row(out, account));
    out.end();
  }

  private static void row(SheetWriter out, AccountResult account) {
    AccountSnapshot snapshot = account.snapshot();
    Provenance provenance = snapshot.provenance();
    out.row("findings.json gaps of " + snapshot.account())
        .text(snapshot.account().digits())
        .text(account.name())
        .text(snapshot.organization().map(ScopeSheet::path))
        .text(organizationStatus(account))
        .text("Y, snapshot read")
        .text(account.gaps().isEmpty() ? "COMPLETE" : "PARTIAL")
        .text(provenance.collectedBy())
        .date(provenance.started())
        .date(provenance.finished())
        .number(account.principals().size())
        .number(account.gaps().stream().filter(ScopeSheet::isError).count())
        .text(gaps(account, Gap.Kind.CALL_FAILED))
        .text(servicePolicies(account))
        .text(account.gaps().stream().map(ScopeSheet::text).collect(Collectors.joining("\n")));
  }

  private static void row(SheetWriter out, NotAudited account) {
    out.row("findings.json notAudited of " + account.account())
        .text(account.account().digits())
        .text(account.name())
        .nothing()
        .text(account.suspended() ? "suspended" : "")
        .text(account.suspended() ? "N, suspended" : "Y, to be read from AWS")
        .text(account.suspended() ? "NOT READ" : "FAILED")
        .nothing()
        .nothing()
        .nothing()
        .nothing()
        .number(account.suspended() ? 0 : 1)
        .nothing()
        .nothing()
        .text(account.reason());
  }

  /** What was not collected failed nowhere: nobody tried. */
  static boolean isError(Gap gap) {
    return gap.kind() != Gap.Kind.NOT_COLLECTED;
  }

  private static String path(OrganizationPlacement placement) {
    return placement.path().stream().map(Level::name).collect(Collectors.joining(" / "));
  }

  private static String organizationStatus(AccountResult account) {
    Optional<OrganizationPlacement> placement = account.snapshot().organization();
    if (placement.isEmpty()) {
      return organizationUnknown(account) ? "not collected" : "in no organization";
    }
    return placement.get().managementAccount() ? "management account" : "member account";
  }

  /** An account in no organization has no placement either, but no gap. */
  private static boolean organizationUnknown(AccountResult account) {
    return account.gaps().stream().anyMatch(gap -> gap.subject().equals("organization.json"));
  }

  private static String gaps(AccountResult account, Gap.Kind kind) {
    return account.gaps().stream()
        .filter(gap -> gap.kind() == kind)
        .map(gap -> gap.subject() + ": " + gap.reason())
        .collect(Collectors.joining("\n"));
  }

  /** What, why, and what cannot be said because of it. */
  static String text(Gap gap) {
    return gap.subject() + ": " + gap.reason() + "; " + gap.effect();
  }

  /** Which service control policies went into the effective permissions of an account. */
  static String servicePolicies(AccountResult account) {
    Optional<OrganizationPlacement> placement = account.snapshot().organization();
    if (placement.isEmpty()) {
      return organizationUnknown(account)
          ? "SCPs not collected, so not considered"
          : "in no organization: there are no SCPs";
    }
    if (placement.get().managementAccount()) {
      return "management account: SCPs do not apply";
    }
    String names =
        placement.get().path().stream()
            .flatMap(level -> level.serviceControlPolicies().stream())
            .map(OrganizationPolicy::name)
            .distinct()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "no SCP listed" : "SCPs considered: " + names;
  }
}
