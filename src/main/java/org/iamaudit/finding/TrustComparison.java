package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;
import org.iamaudit.arn.Glob;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.permission.ActionSet;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PrincipalElement;
import org.iamaudit.policy.PrincipalElement.Entry;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.IamRole;

/**
 * Compares who a role's trust policy lets in with the {@code trusted-by} of its baselines.
 *
 * <p>A trusted account stands for everyone in it, so it covers the users and roles of that account
 * that a baseline names, and a baseline that names the account tolerates each of them (IAM User
 * Guide, "Principal"; iam-semantics 2). An unconditional Deny for exactly the same principal takes
 * it out; other denies only narrow.
 */
final class TrustComparison {
  private static final List<String> ASSUME =
      List.of("sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity");

  private final FindingFactory factory;

  TrustComparison(FindingFactory factory) {
    this.factory = factory;
  }

  /** Nothing if no baseline of the role speaks of trust. */
  List<Finding> compare(IamRole role, List<Baseline> baselines) {
    List<Baseline> speaking = baselines.stream().filter(b -> b.trustedBy().isPresent()).toList();
    if (speaking.isEmpty() || role.trustPolicy().isEmpty()) {
      return List.of();
    }
    Set<String> expected = new LinkedHashSet<>();
    speaking.forEach(b -> expected.addAll(b.trustedBy().orElseThrow()));
    List<String> names = speaking.stream().map(Baseline::name).toList();
    Map<String, Statement> trusted = trusted(role);
    List<Finding> findings = new ArrayList<>();
    trusted.forEach(
        (who, statement) -> {
          if (expected.stream().noneMatch(e -> covers(e, who))) {
            findings.add(excess(role, names, who, statement));
          }
        });
    for (String who : expected) {
      if (trusted.keySet().stream().noneMatch(t -> covers(t, who))) {
        findings.add(missing(role, names, who, trusted.keySet()));
      }
    }
    return findings;
  }

  /** Everyone whom an Allow statement for assuming lets in, as written, with the statement. */
  static Map<String, Statement> trusted(IamRole role) {
    Map<String, Statement> trusted = new LinkedHashMap<>();
    for (Statement statement : role.trustPolicy().orElseThrow().statements()) {
      if (statement.effect() == Effect.ALLOW && assumes(statement)) {
        who(statement).forEach(w -> trusted.putIfAbsent(w, statement));
      }
    }
    for (Statement statement : role.trustPolicy().orElseThrow().statements()) {
      if (statement.effect() == Effect.DENY
          && statement.conditions().isEmpty()
          && assumesAll(statement)) {
        List<String> denied = who(statement);
        trusted.keySet().removeIf(t -> denied.contains(t) || denied.contains("*"));
      }
    }
    return trusted;
  }

  private static boolean assumes(Statement statement) {
    ActionSet named = ActionSet.matching(statement.action().values());
    return ASSUME.stream().anyMatch(a -> named.contains(a) != statement.action().negated());
  }

  private static boolean assumesAll(Statement statement) {
    ActionSet named = ActionSet.matching(statement.action().values());
    return ASSUME.stream().allMatch(a -> named.contains(a) != statement.action().negated());
  }

  private static List<String> who(Statement statement) {
    PrincipalElement element = statement.principal().orElseThrow();
    if (element.everyone() || element.negated()) {
      return List.of("*");
    }
    return element.entries().stream().map(Entry::value).map(TrustComparison::plain).toList();
  }

  /** {@code arn:aws:iam::123456789012:root} means the account. */
  private static String plain(String written) {
    return Arn.parse(written)
        .filter(a -> a.service().equals("iam") && a.resource().equals("root"))
        .map(Arn::account)
        .orElse(written);
  }

  /** Whether letting in the first lets in the second. */
  private static boolean covers(String outer, String inner) {
    String a = plain(outer);
    String b = plain(inner);
    if (a.equals("*") || a.equals(b) || Glob.of(a).matches(b)) {
      return true;
    }
    boolean account = a.matches("\\d{12}");
    return account
        && Arn.parse(b)
            .filter(arn -> arn.account().equals(a))
            .filter(arn -> !arn.resource().contains("-provider/"))
            .isPresent();
  }

  private Finding excess(IamRole role, List<String> names, String who, Statement statement) {
    boolean conditional = !statement.conditions().isEmpty();
    Severity severity =
        who.equals("*") && !conditional
            ? Severity.CRITICAL
            : conditional ? Severity.MEDIUM : Severity.HIGH;
    return factory
        .draft(FindingType.TRUST_EXCESS, FindingFactory.ref(role), List.of(who))
        .severity(severity)
        .baselines(names)
        .granted(trustRef(statement))
        .write(
            words(who)
                + " may assume the role, the baseline does not name it"
                + (conditional ? " (under " + statement.conditions().size() + " conditions)" : ""),
            "Remove "
                + who
                + " from the trust policy, or add it to `trusted-by` of "
                + String.join(", ", names));
  }

  private Finding missing(IamRole role, List<String> names, String who, Set<String> trusted) {
    return factory
        .draft(FindingType.TRUST_MISSING, FindingFactory.ref(role), List.of(who))
        .baselines(names)
        .blockedBy(List.of("role trust policy names only " + String.join(", ", trusted)))
        .write(
            words(who) + " is required to assume the role, its trust policy does not let it",
            "Add "
                + who
                + " to the trust policy, or use the role that trusts it: a wrong execution role"
                + " fails with AccessDenied");
  }

  private static GrantRef trustRef(Statement statement) {
    return new GrantRef("trust policy", true, statement.index(), statement.sid(), "trust policy");
  }

  private static String words(String who) {
    return who.equals("*")
        ? "anyone"
        : who.matches("\\d{12}") ? "account " + new AccountId(who) : who;
  }
}
