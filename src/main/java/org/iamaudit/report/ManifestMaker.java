package org.iamaudit.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.report.PackageChain.Lineage;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.OrganizationPlacement;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.snapshot.Sha256;

/** Makes the manifest of a package whose other files are written. */
final class ManifestMaker {
  private final AuditResult result;
  private final Occasion occasion;
  private final Lineage lineage;

  ManifestMaker(AuditResult result, Occasion occasion, Lineage lineage) {
    this.result = result;
    this.occasion = occasion;
    this.lineage = lineage;
  }

  Manifest make(List<FileEntry> files, String canonicalFindings, Optional<String> configuration) {
    ReportPeriod period = ReportPeriod.of(result.asOf());
    return new Manifest(
        Manifest.SCHEMA_VERSION,
        result.runId(),
        runType(),
        occasion.trigger().map(Occasion.Trigger::expression),
        occasion.trigger().map(Occasion.Trigger::scheduledFor),
        occasion.started().truncatedTo(ChronoUnit.SECONDS),
        occasion.now(),
        "UTC",
        "clock of the operating system",
        new Manifest.Span(period.start(), period.end()),
        result.complete() ? "COMPLETE" : "PARTIAL",
        partialReasons(),
        occasion.product(),
        new Manifest.Host(occasion.host(), Optional.empty()),
        executors(),
        occasion.triggeredBy(),
        new Manifest.Config(configuration, configuration.map(result.inputs()::get), settings()),
        rules(),
        mappings(),
        new Manifest.Hashed(result.catalogVersion(), catalogSha256()),
        new Manifest.Scope(organization(), accounts(), regions()),
        ManifestSources.of(result),
        Reconciliation.of(result).stream().map(ManifestMaker::reconciled).toList(),
        counts(),
        exceptions(),
        lineage.previous(),
        lineage.supersedes(),
        new TreeMap<>(result.inputs()),
        files,
        canonicalFindings,
        Sha256Sums.hash(result.inputs()),
        result.classification(),
        new Manifest.Retention(
            ReportPeriod.after(result.asOf(), result.retention()),
            List.of("configured: " + result.retention())),
        occasion.signer().map(occasion::signedWith));
  }

  private String runType() {
    if (occasion.trigger().isPresent()) {
      return "scheduled";
    }
    if (lineage.supersedes().isPresent()) {
      return "rerun";
    }
    return lineage.latestAsOf().filter(result.asOf()::isBefore).isPresent() ? "backfill" : "manual";
  }

  private List<String> partialReasons() {
    List<String> reasons = new ArrayList<>();
    for (NotAudited account : result.notAudited()) {
      if (!account.suspended()) {
        reasons.add(account.account() + ": not audited: " + account.reason());
      }
    }
    for (AccountResult account : result.accounts()) {
      for (Gap gap : account.gaps()) {
        reasons.add(account.snapshot().account() + ": " + ScopeSheet.text(gap));
      }
    }
    return reasons;
  }

  private List<Manifest.Executor> executors() {
    return result.accounts().stream()
        .map(AccountResult::snapshot)
        .flatMap(s -> s.provenance().collectedBy().map(arn -> executor(s, arn)).stream())
        .toList();
  }

  /** The ARN of a session lacks the path of its role. */
  private static Manifest.Executor executor(AccountSnapshot snapshot, String arn) {
    String[] session = arn.split(":assumed-role/", 2);
    Optional<String[]> named =
        session.length < 2 ? Optional.empty() : Optional.of(session[1].split("/", 2));
    return new Manifest.Executor(
        snapshot.account().digits(),
        arn,
        named.flatMap(
            n ->
                snapshot.principals().stream()
                    .filter(p -> p instanceof IamRole && p.name().equals(n[0]))
                    .map(Principal::arn)
                    .findFirst()),
        named.filter(n -> n.length > 1).map(n -> n[1]));
  }

  private Manifest.Settings settings() {
    return new Manifest.Settings(
        result.asOf(),
        result.organization(),
        result.classification(),
        result.thresholds(),
        result.frameworks(),
        result.retention(),
        result.accounts().stream()
            .map(a -> new Manifest.NamedAccount(a.snapshot().account().digits(), a.name()))
            .toList());
  }

  private Manifest.Hashed rules() {
    String registry =
        Stream.of(FindingType.values())
            .map(t -> t.code() + " " + t + " " + t.base() + " " + t.meaning())
            .collect(Collectors.joining("\n"));
    return new Manifest.Hashed(result.productVersion(), Sha256.of(registry));
  }

  private List<Manifest.Mapping> mappings() {
    return result.frameworks().stream()
        .map(
            name ->
                new Manifest.Mapping(
                    name, ControlMapping.of(name).mappingVersion(), ControlMapping.sha256(name)))
        .toList();
  }

  private static String catalogSha256() {
    try (InputStream in = Catalog.source()) {
      return Sha256.of(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> organization() {
    return result.accounts().stream()
        .flatMap(a -> a.snapshot().organization().stream())
        .map(OrganizationPlacement::organizationId)
        .findFirst();
  }

  private List<Manifest.ScopedAccount> accounts() {
    List<Manifest.ScopedAccount> scope = new ArrayList<>();
    for (AccountResult account : result.accounts()) {
      scope.add(
          new Manifest.ScopedAccount(
              account.snapshot().account().digits(),
              account.name(),
              true,
              "snapshot read",
              account.gaps().isEmpty() ? "COMPLETE" : "PARTIAL"));
    }
    for (NotAudited account : result.notAudited()) {
      scope.add(
          new Manifest.ScopedAccount(
              account.account().digits(),
              account.name(),
              !account.suspended(),
              account.reason(),
              account.suspended() ? "SUSPENDED" : "FAILED"));
    }
    return scope;
  }

  private List<String> regions() {
    return result.accounts().stream()
        .flatMap(a -> a.snapshot().provenance().regions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private List<Manifest.Excepted> exceptions() {
    return result.history().waivers().stream()
        .map(
            use ->
                new Manifest.Excepted(
                    use.waiver().id(), use.status().name(), use.waiver().expires(), use.matches()))
        .toList();
  }

  private static Manifest.Reconciled reconciled(Reconciliation row) {
    SortedMap<String, Long> counts = new TreeMap<>();
    row.summary().ifPresent(n -> counts.put("summary", n));
    row.listing().ifPresent(n -> counts.put("listing", n));
    row.credentialReport().ifPresent(n -> counts.put("credentialReport", n));
    row.reported().ifPresent(n -> counts.put("reported", n));
    return new Manifest.Reconciled(
        row.account(), row.object(), counts, row.difference(), row.explanation(), row.result());
  }

  private Manifest.Counts counts() {
    Totals totals = Totals.of(result);
    SortedMap<String, Integer> byStatus = new TreeMap<>();
    int excepted = 0;
    for (Finding finding : Totals.findings(result).toList()) {
      byStatus.merge(finding.standing().status().name(), 1, Integer::sum);
      excepted += finding.isOpen() ? 0 : 1;
    }
    int entitlements =
        result.accounts().stream()
            .flatMap(a -> a.principals().stream())
            .mapToInt(p -> p.entitlements().size())
            .sum();
    SortedMap<String, Integer> bySeverity = new TreeMap<>();
    totals.bySeverity().forEach((severity, count) -> bySeverity.put(severity.name(), count));
    return new Manifest.Counts(
        totals.principals(),
        entitlements,
        bySeverity,
        byStatus,
        excepted,
        totals.principals() - totals.evaluated());
  }
}
