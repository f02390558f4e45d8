package org.iamaudit.report;

import java.util.List;
import org.iamaudit.catalog.AccessLevel;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Entitlement;
import org.iamaudit.finding.Entitlement.Reach;
import org.iamaudit.finding.PrincipalResult;

/** A row for each policy that a principal holds. */
final class EntitlementsSheet {
  private static final List<Column> COLUMNS =
      List.of(
          Column.id("Account ID", 15),
          Column.text("Principal", 34),
          Column.text("Kind", 8),
          Column.text("Entitlement", 44),
          Column.text("Entitlement type", 16),
          Column.text("Granted via", 24),
          Column.number("Services", 10),
          Column.text("Highest access level", 24),
          Column.flag("Admin (Y/N)", 9),
          Column.flag("Unrestricted resources (Y/N)", 16),
          Column.flag("Conditions present", 13),
          Column.date("Last used (UTC)"),
          Column.text("Last used status", 18),
          Column.date("First seen (UTC)"));

  private EntitlementsSheet() {}

  static void write(Rendering rendering) {
    Highlights highlights =
        new Highlights()
            .bad("Admin (Y/N)", "Y")
            .doubtful("Unrestricted resources (Y/N)", "Y")
            .doubtful("Last used status", "NOT_USED");
    SheetWriter out =
        new SheetWriter(
            rendering.book(),
            "Entitlements",
            "a row for each policy that a principal holds",
            COLUMNS,
            highlights);
    for (AccountResult account : rendering.result().accounts()) {
      for (PrincipalResult principal : account.principals()) {
        for (Entitlement entitlement : principal.entitlements()) {
          row(rendering, out, account, principal, entitlement);
        }
      }
    }
    out.end();
  }

  private static void row(
      Rendering rendering,
      SheetWriter out,
      AccountResult account,
      PrincipalResult principal,
      Entitlement entitlement) {
    out.row(Rendering.snapshot(account))
        .text(account.snapshot().account().digits())
        .link(
            principal.principal().name(), rendering.principalRows().of(principal.principal().arn()))
        .text(principal.principal().kind())
        .text(entitlement.name())
        .text(entitlement.type())
        .text(entitlement.via())
        .number(entitlement.reach().map(Reach::services))
        .text(entitlement.reach().flatMap(Reach::highest).map(AccessLevel::text))
        .flag(entitlement.reach().map(Reach::admin))
        .flag(entitlement.reach().map(Reach::unrestrictedResources))
        .flag(entitlement.reach().map(Reach::conditions))
        .date(entitlement.lastUsed())
        .text(entitlement.lastUsedStatus())
        .nothing();
  }
}
