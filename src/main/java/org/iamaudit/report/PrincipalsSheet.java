package org.iamaudit.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.MfaDevice;
import org.iamaudit.snapshot.Principal;

/** A row for each identity: root, users, roles, groups, in this order by account. */
final class PrincipalsSheet {
  private static final List<Column> COLUMNS =
      List.of(
          Column.number("Row no.", 8),
          Column.id("Account ID", 15),
          Column.text("Account name", 20),
          Column.text("Kind", 8),
          Column.text("Name", 34),
          Column.wrap("ARN", 50),
          Column.id("Unique ID", 24).aside(),
          Column.text("Path", 18),
          Column.text("Human or workload", 12),
          Column.text("Owner", 26),
          Column.text("Owner source", 10),
          Column.date("Created (UTC)"),
          Column.flag("Console password", 11),
          Column.flag("MFA", 7),
          Column.text("MFA kind", 20),
          Column.number("Active keys", 9),
          Column.date("Last activity (UTC)"),
          Column.text("Last activity status", 17),
          Column.text("Privilege tier", 13),
          Column.number("Direct policies", 10),
          Column.wrap("Groups", 30),
          Column.wrap("Boundary", 40),
          Column.number("Trusts (count external)", 13),
          Column.number("Open findings", 10),
          Column.text("Result", 16));

  private final Rendering rendering;
  private final SheetWriter out;
  private final Map<String, String> firstFindings = new HashMap<>();
  private int number;

  private PrincipalsSheet(Rendering rendering, SheetWriter out) {
    this.rendering = rendering;
    this.out = out;
    for (Rendering.Located located : rendering.findings()) {
      Finding finding = located.finding();
      if (finding.isOpen() && !finding.principal().kind().equals("account")) {
        rendering
            .findingRows()
            .of(finding.id())
            .ifPresent(place -> firstFindings.putIfAbsent(finding.principal().arn(), place));
      }
    }
  }

  static void write(Rendering rendering) {
    Highlights highlights =
        new Highlights()
            .bad("Result", "FAIL")
            .good("Result", "PASS")
            .doubtful("Result", "NOT_EVALUATED")
            .quiet("Result", "EXCEPTED")
            .bad("Privilege tier", "ADMIN")
            .doubtful("Privilege tier", "PRIVILEGED");
    SheetWriter out =
        new SheetWriter(
            rendering.book(),
            "Principals",
            "a row for each root user, user, role and group",
            COLUMNS,
            highlights);
    PrincipalsSheet sheet = new PrincipalsSheet(rendering, out);
    rendering.result().accounts().forEach(sheet::account);
    out.end();
  }

  /** The ARNs of the rows of an account, in the order of the rows. */
  static List<String> arns(AccountResult account) {
    List<String> arns = new ArrayList<>();
    arns.add(Unjudged.root(account.snapshot()));
    account.principals().forEach(p -> arns.add(p.principal().arn()));
    account.snapshot().groups().values().forEach(g -> arns.add(g.arn()));
    return arns;
  }

  private void account(AccountResult account) {
    AccountSnapshot snapshot = account.snapshot();
    Map<String, CredentialReport.Row> report =
        snapshot.credentialReport().map(CredentialReport::rows).orElse(List.of()).stream()
            .collect(Collectors.toMap(CredentialReport.Row::arn, Function.identity(), (a, b) -> a));
    Unjudged unjudged = new Unjudged(rendering.result(), account);
    root(account, unjudged);
    for (PrincipalResult result : account.principals()) {
      Principal principal = result.principal();
      if (principal instanceof IamUser user) {
        user(account, result, user, Optional.ofNullable(report.get(user.arn())), unjudged);
      } else if (principal instanceof IamRole role) {
        role(account, result, role, unjudged);
      }
    }
    for (IamGroup group : snapshot.groups().values()) {
      group(account, group, unjudged);
    }
  }

  static Optional<CredentialReport.Row> root(AccountSnapshot snapshot) {
    return snapshot.credentialReport().stream()
        .flatMap(report -> report.rows().stream())
        .filter(CredentialReport.Row::isRoot)
        .findFirst();
  }

  /** Judged by the credential report, and by the list of virtual devices for its MFA. */
  private void root(AccountResult account, Unjudged unjudged) {
    String arn = Unjudged.root(account.snapshot());
    Optional<CredentialReport.Row> row = root(account.snapshot());
    begin(account, "root", "root", arn).nothing().text("/").text("human");
    out.nothing().text("unknown").date(row.flatMap(CredentialReport.Row::userCreated));
    // A root user has a password unless the report says that it was removed.
    Optional<Boolean> password = row.flatMap(CredentialReport.Row::passwordEnabled);
    credentials(account, row, arn, Optional.of(password.orElse(true)));
    out.text("ADMIN").number(0).nothing(3);
    openFindings(unjudged.open(arn), arn).text(unjudged.rootVerdict());
  }

  private void user(
      AccountResult account,
      PrincipalResult result,
      IamUser user,
      Optional<CredentialReport.Row> row,
      Unjudged unjudged) {
    begin(account, "user", user.name(), user.arn()).text(user.id()).text(user.path());
    Optional<Boolean> password = row.flatMap(CredentialReport.Row::passwordEnabled);
    long keys = row.map(PrincipalsSheet::activeKeys).orElse(0L);
    out.text(password.orElse(false) ? "human" : keys > 0 ? "workload" : "unknown");
    owner(user);
    credentials(account, row, user.arn(), password);
    grants(result);
    out.text(String.join(", ", user.groups())).text(user.boundaryArn());
    out.nothing();
    openFindings(result.findingCount(), user.arn()).text(unjudged.verdict(result));
  }

  private void role(
      AccountResult account, PrincipalResult result, IamRole role, Unjudged unjudged) {
    Trust trust = Trust.of(role, account.snapshot().account());
    begin(account, "role", role.name(), role.arn()).text(role.id()).text(role.path());
    out.text(role.isPermissionSet() ? "human" : trust.onlyServices() ? "workload" : "unknown");
    owner(role);
    out.nothing(4);
    activity(Activity.of(role));
    grants(result);
    out.nothing().text(role.boundaryArn());
    out.number(role.trustPolicy().map(policy -> trust.external()));
    openFindings(result.findingCount(), role.arn()).text(unjudged.verdict(result));
  }

  /** A way of granting, not a principal: most columns do not apply. */
  private void group(AccountResult account, IamGroup group, Unjudged unjudged) {
    begin(account, "group", group.name(), group.arn()).text(group.id()).text(group.path());
    out.nothing(3).date(group.created());
    out.nothing(4);
    activity(Activity.NOT_APPLICABLE);
    out.nothing().number(group.attachedPolicyArns().size() + group.inlinePolicies().size());
    out.nothing(3);
    openFindings(unjudged.open(group.arn()), group.arn()).text(unjudged.verdict(group));
  }

  /** Leads to the worst of them. */
  private SheetWriter openFindings(int count, String arn) {
    return out.number(count).leadingTo(Optional.ofNullable(firstFindings.get(arn)));
  }

  private SheetWriter begin(AccountResult account, String kind, String name, String arn) {
    return out.row(Rendering.snapshot(account))
        .number(++number)
        .text(account.snapshot().account().digits())
        .text(account.name())
        .text(kind)
        .link(name, Optional.ofNullable(rendering.comparisonRows().get(arn)))
        .text(arn);
  }

  private void owner(Principal principal) {
    Optional<String> owner = Owner.of(principal);
    out.text(owner).text(owner.isPresent() ? "tag" : "unknown").date(principal.created());
  }

  private void credentials(
      AccountResult account,
      Optional<CredentialReport.Row> row,
      String arn,
      Optional<Boolean> password) {
    Optional<Boolean> mfa = row.flatMap(CredentialReport.Row::mfaActive);
    out.flag(row.isPresent() ? password : Optional.empty()).flag(mfa);
    out.text(mfa.orElse(false) ? mfaKind(account.snapshot(), arn) : "");
    out.number(row.map(PrincipalsSheet::activeKeys));
    activity(row.map(Activity::of).orElse(Activity.NOT_TRACKED));
  }

  private static long activeKeys(CredentialReport.Row row) {
    return row.accessKeys().stream().filter(k -> k.active()).count();
  }

  /** Whatever is not among the virtual devices is a passkey or a piece of hardware. */
  private static String mfaKind(AccountSnapshot snapshot, String arn) {
    return snapshot
        .virtualMfaDevices()
        .map(
            devices ->
                devices.stream().map(MfaDevice::userArn).anyMatch(Optional.of(arn)::equals)
                    ? "virtual"
                    : "hardware or passkey")
        .orElse("");
  }

  private void activity(Activity activity) {
    out.date(activity.at()).text(activity.status());
  }

  private void grants(PrincipalResult result) {
    Principal principal = result.principal();
    out.text(result.tier())
        .number(principal.attachedPolicyArns().size() + principal.inlinePolicies().size());
  }
}
