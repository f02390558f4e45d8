package org.iamaudit.report;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.GrantRef;
import org.iamaudit.finding.Standing;
import org.iamaudit.finding.WaiverUse;
import org.iamaudit.snapshot.Principal;

/** A row for each finding, worst first. */
final class FindingsSheet {
  private static final List<Column> COLUMNS =
      List.of(
          Column.id("Finding ID", 18),
          Column.text("Status", 10),
          Column.text("Disposition", 14),
          Column.text("Severity", 12),
          Column.id("Code", 10),
          Column.text("Type", 31),
          Column.id("Account ID", 15),
          Column.text("Account name", 20),
          Column.text("Region", 10).aside(),
          Column.text("Resource type", 16),
          Column.text("Principal/resource name", 30),
          Column.wrap("ARN", 42),
          Column.id("Unique ID", 24).aside(),
          Column.wrap("Title", 52),
          Column.wrap("Evidence", 60),
          Column.wrap("Effective because", 40),
          Column.wrap("Recommendation", 52),
          Column.text("Owner", 26),
          Column.wrap("Control IDs", 24),
          Column.date("First seen (UTC)"),
          Column.date("Last seen (UTC)"),
          Column.number("Age days", 9),
          Column.number("Runs seen", 9),
          Column.id("Exception ID", 13),
          Column.id("Ticket", 12),
          Column.id("Raw reference", 30).aside(),
          Column.id("Fingerprint", 24).aside());

  private final Rendering rendering;
  private final Map<FindingType, List<String>> controls;
  private final Map<String, String> ownersOfBaselines = new HashMap<>();
  private final Map<String, String> ownersOfWaivers = new HashMap<>();
  private final Map<String, String> tickets = new HashMap<>();
  private final Map<AccountId, Map<String, Principal>> principals = new HashMap<>();

  private FindingsSheet(Rendering rendering) {
    this.rendering = rendering;
    this.controls = ControlMapping.of(rendering.result().frameworks().get(0)).keys();
    for (Baseline baseline : rendering.result().baselines()) {
      ownersOfBaselines.put(baseline.name(), baseline.owner());
    }
    for (WaiverUse use : rendering.result().history().waivers()) {
      ownersOfWaivers.put(use.waiver().id(), use.waiver().owner());
      tickets.put(use.waiver().id(), use.waiver().ticket());
    }
  }

  static void write(Rendering rendering) {
    Highlights highlights = new Highlights().quiet("Disposition", "EXCEPTED");
    SheetWriter out =
        new SheetWriter(
            rendering.book(), "Findings", "a row for each finding", COLUMNS, highlights);
    FindingsSheet sheet = new FindingsSheet(rendering);
    rendering.findings().forEach(f -> sheet.row(out, f.account(), f.finding()));
    out.end();
  }

  private void row(SheetWriter out, AccountResult account, Finding finding) {
    Optional<Principal> principal = principal(account, finding.principal().arn());
    Standing standing = finding.standing();
    String raw = "findings.json " + finding.id();
    out.row(raw)
        .link(finding.id(), Optional.ofNullable(rendering.comparedFindings().get(finding.id())))
        .text(standing.status().name())
        .text(standing.disposition().name())
        .severity(finding.severity())
        .text(finding.type().code())
        .text(finding.type().name())
        .text(finding.account().digits())
        .text(account.name())
        .text("global")
        .text("IAM " + finding.principal().kind())
        .link(finding.principal().name(), rendering.principalRows().of(finding.principal().arn()))
        .text(finding.principal().arn())
        .text(finding.principal().uniqueId())
        .text(finding.title())
        .text(evidence(finding))
        .text(because(account, finding, principal))
        .text(finding.recommendation())
        .text(owner(finding, principal))
        .text(String.join("\n", controls.get(finding.type())))
        .date(Optional.of(standing.firstSeen()))
        .date(Optional.of(standing.lastSeen()))
        .number(ChronoUnit.DAYS.between(standing.firstSeen(), rendering.result().asOf()))
        .number(standing.runsSeen())
        .text(standing.waiver())
        .text(standing.waiver().map(tickets::get))
        .text(raw)
        .text(finding.fingerprint());
  }

  private Optional<Principal> principal(AccountResult account, String arn) {
    return Optional.ofNullable(
        principals.computeIfAbsent(account.snapshot().account(), id -> byArn(account)).get(arn));
  }

  private static Map<String, Principal> byArn(AccountResult account) {
    Map<String, Principal> byArn = new HashMap<>();
    account.principals().forEach(p -> byArn.put(p.principal().arn(), p.principal()));
    return byArn;
  }

  /** What shows it: the granting statements, one request, the use. A line each. */
  private static String evidence(Finding finding) {
    List<String> lines = new ArrayList<>();
    for (GrantRef grant : finding.granted()) {
      lines.add(
          "granted by %s%s, statement %d%s"
              .formatted(
                  grant.inline() && !grant.trust() ? "inline policy " : "",
                  grant.policy(),
                  grant.statementIndex() + 1,
                  grant.sid().map(sid -> " (Sid " + sid + ")").orElse("")));
    }
    finding.witness().ifPresent(w -> lines.add("for example " + w.text()));
    finding
        .use()
        .ifPresent(
            use ->
                lines.add(
                    use.state()
                        + use.lastUsed().map(at -> ", last " + ReportPeriod.text(at)).orElse("")
                        + ", source: "
                        + use.source()));
    return String.join("\n", lines);
  }

  /** How it comes to be in force, and which limits were looked at. */
  private static String because(
      AccountResult account, Finding finding, Optional<Principal> principal) {
    Set<String> lines = new LinkedHashSet<>();
    finding.granted().forEach(grant -> lines.add(grant.via()));
    finding.blockedBy().forEach(layer -> lines.add("withheld: " + layer));
    if (!finding.permissions().isEmpty()) {
      principal.ifPresent(
          p ->
              lines.add(
                  p.boundaryArn().map(arn -> "boundary considered: " + arn).orElse("no boundary")));
      lines.add(ScopeSheet.servicePolicies(account));
    }
    return String.join("\n", lines);
  }

  private Optional<String> owner(Finding finding, Optional<Principal> principal) {
    return finding.type() == FindingType.EXCEPTION_EXPIRED
        ? Optional.ofNullable(ownersOfWaivers.get(finding.principal().name()))
        : principal.flatMap(Owner::of).or(() -> finding.baseline().map(this::owners));
  }

  /** Of one baseline, or of several whose names are joined; each owner once. */
  private String owners(String baselines) {
    String one = ownersOfBaselines.get(baselines);
    return one != null
        ? one
        : Stream.of(baselines.split(", "))
            .map(ownersOfBaselines::get)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(", "));
  }
}
