package org.iamaudit.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.catalog.AccessLevel;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.ComparisonRow;
import org.iamaudit.finding.Entitlement;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.finding.Verdict;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.Location;
import org.iamaudit.policy.Patterns;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PrincipalElement;
import org.iamaudit.policy.PrincipalElement.Entry;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.MfaDevice;
import org.iamaudit.snapshot.OrganizationPlacement;
import org.iamaudit.snapshot.OrganizationPlacement.Level;
import org.iamaudit.snapshot.OrganizationPlacement.OrganizationPolicy;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.snapshot.Provenance;
import org.iamaudit.snapshot.Sha256;

/** Builds the invented result of one account, principal by principal. */
final class SampleAccount {
  static final Instant CREATED = Instant.parse("2023-03-14T09:26:53Z");
  static final Instant USED = Instant.parse("2026-10-29T17:45:00Z");

  private final AccountId id;
  private final String name;
  private final List<IamUser> users = new ArrayList<>();
  private final List<IamRole> roles = new ArrayList<>();
  private final Map<String, IamGroup> groups = new LinkedHashMap<>();
  private final List<PrincipalResult> principals = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<CredentialReport.Row> credentials = new ArrayList<>();
  private Principal current;
  private final List<ComparisonRow> rows = new ArrayList<>();
  private final List<Entitlement> entitlements = new ArrayList<>();
  private Supplier<List<ComparisonRow>> lazyRows;
  private List<String> baselines = List.of();
  private String tier = "READ";
  private List<String> notEvaluated = List.of();

  SampleAccount(String id, String name) {
    this.id = new AccountId(id);
    this.name = name;
  }

  SampleAccount user(String user, String... inGroups) {
    endPrincipal();
    IamUser made =
        new IamUser(
            "arn:aws:iam::" + id + ":user/" + user,
            user,
            "AIDA" + number(user),
            "/",
            Optional.of(CREATED),
            List.of(),
            List.of("arn:aws:iam::aws:policy/ReadOnlyAccess"),
            Optional.empty(),
            Map.of("Owner", user + "@example.com"),
            List.of(inGroups));
    users.add(made);
    current = made;
    return this;
  }

  /**
   * A role.
   *
   * @param trusted a service name or an account id
   */
  SampleAccount role(String role, String trusted, Instant lastUsed) {
    endPrincipal();
    PrincipalElement.Type type =
        trusted.contains(".") ? PrincipalElement.Type.SERVICE : PrincipalElement.Type.AWS;
    Statement trust =
        new Statement(
            0,
            Optional.empty(),
            Effect.ALLOW,
            Optional.of(new PrincipalElement(false, false, List.of(new Entry(type, trusted)))),
            new Patterns(false, List.of("sts:AssumeRole")),
            Optional.empty(),
            List.of(),
            new Location("Statement[0]", 1, 1));
    IamRole made =
        new IamRole(
            "arn:aws:iam::" + id + ":role/" + role,
            role,
            "AROA" + number(role),
            "/",
            Optional.of(CREATED),
            List.of(),
            List.of(),
            Optional.of("arn:aws:iam::" + id + ":policy/Boundary"),
            Map.of(),
            Optional.of(
                new PolicyDocument(Optional.of("2012-10-17"), Optional.empty(), List.of(trust))),
            Optional.ofNullable(lastUsed),
            true);
    roles.add(made);
    current = made;
    return this;
  }

  SampleAccount group(String group) {
    groups.put(
        group,
        new IamGroup(
            "arn:aws:iam::" + id + ":group/" + group,
            group,
            "AGPA" + number(group),
            "/",
            Optional.of(CREATED),
            List.of(),
            List.of("arn:aws:iam::aws:policy/job-function/Billing")));
    return this;
  }

  SampleAccount tier(String value) {
    tier = value;
    return this;
  }

  SampleAccount baselines(String... names) {
    baselines = List.of(names);
    return this;
  }

  SampleAccount notEvaluated(String reason) {
    notEvaluated = List.of(reason);
    return this;
  }

  SampleAccount gap(Gap.Kind kind, String subject, String reason, String effect) {
    gaps.add(new Gap(kind, subject, reason, effect));
    return this;
  }

  /** A row of the credential report for the present principal. */
  SampleAccount credentials(boolean password, Instant passwordUsed, boolean mfa, int keys) {
    credentials.add(
        SampleCredentials.of(current.name(), current.arn(), password, passwordUsed, mfa, keys));
    return this;
  }

  SampleAccount root() {
    credentials.add(
        SampleCredentials.of(
            "<root_account>", "arn:aws:iam::" + id + ":root", true, null, true, 0));
    return this;
  }

  /** A finding about the present principal. */
  SampleAccount finding(FindingType type, Severity severity, String title) {
    return finding(about(), type, severity, title);
  }

  SampleAccount finding(PrincipalRef about, FindingType type, Severity severity, String title) {
    findings.add(
        SampleFindings.finding(id, about, type, severity, title, baselines, findings.size()));
    return this;
  }

  /** The last finding is there for the first time, or again. */
  SampleAccount status(Standing.Status status) {
    return last(
        s ->
            status == Standing.Status.NEW
                ? Standing.first(SampleResults.AS_OF)
                : new Standing(
                    status, s.disposition(), s.firstSeen(), s.lastSeen(), 2, s.waiver()));
  }

  /** The last finding is accepted. */
  SampleAccount excused(Standing.Disposition disposition, String waiver) {
    return last(s -> s.excused(disposition, waiver));
  }

  private SampleAccount last(UnaryOperator<Standing> change) {
    Finding finding = findings.remove(findings.size() - 1);
    findings.add(finding.with(change.apply(finding.standing())));
    return this;
  }

  SampleAccount entitled(String policy, String type, AccessLevel highest, boolean admin) {
    entitlements.add(
        new Entitlement(
            policy,
            type,
            type.equals("group") ? "group operators" : "direct",
            Optional.of(
                new Entitlement.Reach(admin ? 420 : 3, Optional.of(highest), admin, admin, !admin)),
            admin ? Optional.empty() : Optional.of(USED),
            admin ? "NOT_USED" : "USED"));
    return this;
  }

  SampleAccount row(Verdict verdict, String service, AccessLevel level, int actions) {
    rows.add(comparisonRow(verdict, service, level, actions, "Get, List, Put", lastFinding()));
    return this;
  }

  SampleAccount row(ComparisonRow row) {
    rows.add(row);
    return this;
  }

  SampleAccount rows(Supplier<List<ComparisonRow>> supplier) {
    lazyRows = supplier;
    return this;
  }

  Optional<String> lastFinding() {
    return findings.isEmpty()
        ? Optional.empty()
        : Optional.of(findings.get(findings.size() - 1).id());
  }

  ComparisonRow comparisonRow(
      Verdict verdict,
      String service,
      AccessLevel level,
      int actions,
      String names,
      Optional<String> finding) {
    return SampleFindings.row(
        id, about(), baselines, verdict, service, level, actions, names, finding);
  }

  private PrincipalRef about() {
    return new PrincipalRef(current.kind(), current.name(), current.arn(), current.id());
  }

  private void endPrincipal() {
    if (current == null) {
      return;
    }
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    rows.forEach(row -> counts.merge(row.verdict(), row.actionCount(), Integer::sum));
    counts.merge(Verdict.OK, 5, Integer::sum);
    List<ComparisonRow> made = List.copyOf(rows);
    String arn = current.arn();
    principals.add(
        new PrincipalResult(
            current,
            baselines,
            tier,
            counts,
            lazyRows == null ? () -> made : lazyRows,
            List.copyOf(entitlements),
            (int) of(arn).filter(Finding::isOpen).count(),
            (int) of(arn).filter(f -> !f.isOpen()).count(),
            notEvaluated));
    rows.clear();
    entitlements.clear();
    lazyRows = null;
    baselines = List.of();
    tier = "READ";
    notEvaluated = List.of();
    current = null;
  }

  private Stream<Finding> of(String arn) {
    return findings.stream().filter(f -> f.principal().arn().equals(arn));
  }

  AccountResult build() {
    endPrincipal();
    findings.sort(
        Comparator.comparing(Finding::severity)
            .thenComparing(f -> f.type().code())
            .thenComparing(f -> f.principal().arn())
            .thenComparing(Finding::id));
    boolean organization = gaps.isEmpty();
    AccountSnapshot snapshot =
        new AccountSnapshot(
            id,
            "aws",
            new Provenance(
                Optional.of(Instant.parse("2026-10-31T05:00:00Z")),
                Optional.of(Instant.parse("2026-10-31T05:04:10Z")),
                Optional.of("arn:aws:sts::" + id + ":assumed-role/iamaudit/iamaudit-20261031"),
                List.of("eu-central-1"),
                List.of(),
                Map.of()),
            users,
            groups,
            roles,
            Map.of(),
            credentials.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new CredentialReport(
                        Optional.of(Instant.parse("2026-10-31T04:30:00Z")), credentials)),
            Optional.of(Map.of()),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                users.stream().limit(1).map(u -> new MfaDevice(Optional.of(u.arn()))).toList()),
            Optional.empty(),
            organization ? Optional.of(placement()) : Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            gaps,
            Map.of());
    return new AccountResult(name, snapshot, principals, findings, gaps);
  }

  private OrganizationPlacement placement() {
    OrganizationPolicy scp =
        new OrganizationPolicy("p-1", "DenyLeaving", Optional.empty(), Optional.empty());
    return new OrganizationPlacement(
        "o-example",
        Optional.of("999999999999"),
        false,
        Arrays.asList(
            new Level("ROOT", "r-1", "Root", List.of(scp), List.of()),
            new Level("ORGANIZATIONAL_UNIT", "ou-1", "Workloads", List.of(), List.of()),
            new Level("ACCOUNT", id.digits(), name, List.of(scp), List.of())));
  }

  private static String number(String name) {
    return Sha256.of(name).substring(0, 17).toUpperCase(java.util.Locale.ROOT);
  }
}
