package org.iamaudit.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;
import org.iamaudit.arn.Glob;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.permission.ActionSet;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PrincipalElement;
import org.iamaudit.policy.PrincipalElement.Entry;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.IamRole;

/**
 * Compares who a role's trust policy lets in with the {@code trusted-by} of its baselines.
 *
 * <p>A trusted account stands for everyone in it, so it covers the users and roles of that account
 * that a baseline names, and a baseline that names the account tolerates each of them (IAM User
 * Guide, "Principal"; iam-semantics 2). An unconditional Deny takes out whom it names, and everyone
 * in an account that it names; other denies only narrow. Each kind of principal has one way to
 * assume a role: SAML and OIDC providers their own actions, all others {@code sts:AssumeRole}.
 */
final class TrustComparison {
  /** What IAM leaves of a user or role in a trust policy after it was deleted. */
  private static final Pattern UNIQUE_ID = Pattern.compile("A(ID|RO)A[A-Z0-9]+");

  private final FindingFactory factory;
  private final Knowledge anybody;

  /**
   * @param asOf what a statement allowed until before it lets nobody in
   */
  TrustComparison(FindingFactory factory, Instant asOf) {
    this.factory = factory;
    this.anybody = Knowledge.NONE.since(asOf);
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
    List<String> judging = baselines.stream().map(Baseline::name).toList();
    Map<String, Statement> trusted = trusted(role);
    List<Finding> findings = new ArrayList<>();
    trusted.forEach(
        (who, statement) -> {
          if (expected.stream().noneMatch(e -> covers(e, who))) {
            findings.add(excess(role, judging, names, who, statement));
          }
        });
    for (String who : expected) {
      boolean pattern = who.contains("*");
      if (trusted.keySet().stream().noneMatch(t -> letsIn(t, who) || pattern && covers(who, t))) {
        findings.add(missing(role, names, who, trusted.keySet()));
      }
    }
    return findings;
  }

  /**
   * Everyone whom an Allow statement lets in, as written, with the statement; if there are several,
   * one without conditions.
   */
  private Map<String, Statement> trusted(IamRole role) {
    PolicyDocument policy = role.trustPolicy().orElseThrow();
    List<Statement> statements =
        policy.statements().stream()
            .filter(s -> StatementCompiler.isPossible(s, policy.hasVariables(), anybody))
            .toList();
    Map<String, Statement> trusted = new LinkedHashMap<>();
    Set<String> federated = federated(statements);
    for (Statement statement : statements) {
      if (statement.effect() == Effect.ALLOW) {
        who(statement).stream()
            .filter(w -> isAbout(statement, waysIn(w, federated)))
            .filter(w -> statements.stream().noneMatch(s -> takesOut(s, w, waysIn(w, federated))))
            .forEach(
                w ->
                    trusted.merge(
                        w,
                        statement,
                        (a, b) -> !a.conditions().isEmpty() && b.conditions().isEmpty() ? b : a));
      }
    }
    return trusted;
  }

  /** Whether a statement denies the principal every way in, whatever the request. */
  private static boolean takesOut(Statement statement, String who, List<String> waysIn) {
    boolean names = !statement.principal().map(PrincipalElement::negated).orElse(true);
    return statement.effect() == Effect.DENY
        && statement.conditions().isEmpty()
        && names
        && waysIn.stream().allMatch(way -> isAbout(statement, List.of(way)))
        && who(statement).stream().anyMatch(denied -> letsIn(denied, who));
  }

  /** Providers and sign-in services, whose names differ from partition to partition. */
  private static Set<String> federated(List<Statement> statements) {
    return statements.stream()
        .flatMap(s -> s.principal().stream())
        .flatMap(p -> p.entries().stream())
        .filter(e -> e.type() == PrincipalElement.Type.FEDERATED)
        .map(Entry::value)
        .collect(Collectors.toSet());
  }

  /** The actions by which a principal can assume a role. */
  private static List<String> waysIn(String who, Set<String> federated) {
    if (who.endsWith("*")) {
      return List.of("sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity");
    }
    if (who.contains(":saml-provider/")) {
      return List.of("sts:AssumeRoleWithSAML");
    }
    return federated.contains(who)
        ? List.of("sts:AssumeRoleWithWebIdentity")
        : List.of("sts:AssumeRole");
  }

  private static boolean isAbout(Statement statement, List<String> actions) {
    ActionSet named = ActionSet.matching(statement.action().values());
    return actions.stream().anyMatch(a -> named.contains(a) != statement.action().negated());
  }

  private static List<String> who(Statement statement) {
    PrincipalElement element = statement.principal().orElseThrow();
    if (element.everyone() || element.negated()) {
      return List.of("*");
    }
    return element.entries().stream().map(TrustComparison::named).toList();
  }

  /** Only of AWS principals is {@code *} everyone; it is no service and no provider. */
  private static String named(Entry entry) {
    return entry.value().equals("*") && entry.type() != PrincipalElement.Type.AWS
        ? entry.type() + " *"
        : plain(entry.value());
  }

  /** {@code arn:aws:iam::123456789012:root} means the account. */
  private static String plain(String written) {
    return Arn.parse(written)
        .filter(a -> a.service().equals("iam") && a.resource().equals("root"))
        .filter(a -> a.account().matches("\\d{12}"))
        .map(Arn::account)
        .orElse(written);
  }

  /** Whether what a baseline names, which may be a pattern, covers someone. */
  private static boolean covers(String expected, String who) {
    return Glob.of(expected).matches(who) || letsIn(expected, who);
  }

  /**
   * Whether letting in the first lets in the second. In a policy only a whole {@code *} is a
   * wildcard (IAM User Guide, "Principal"): anything else with one names nobody.
   */
  private static boolean letsIn(String outer, String inner) {
    String a = plain(outer);
    String b = plain(inner);
    if (a.equals("*") || a.equals(b)) {
      return true;
    }
    boolean account = a.matches("\\d{12}");
    return account
        && Arn.parse(b)
            .filter(arn -> arn.account().equals(a))
            .filter(arn -> !arn.resource().contains("-provider/"))
            .isPresent();
  }

  /**
   * @param judging all baselines of the role: any of them may come to name whom none names now
   */
  private Finding excess(
      IamRole role, List<String> judging, List<String> names, String who, Statement statement) {
    boolean conditional = !statement.conditions().isEmpty();
    boolean dead = UNIQUE_ID.matcher(who).matches();
    Severity severity =
        who.equals("*") && !conditional
            ? Severity.CRITICAL
            : dead ? Severity.LOW : conditional ? Severity.MEDIUM : Severity.HIGH;
    int conditions = statement.conditions().size();
    return factory
        .draft(FindingType.TRUST_EXCESS, FindingFactory.ref(role), List.of(who))
        .severity(severity)
        .baselines(judging)
        .granted(trustRef(statement))
        .write(
            (dead
                    ? who
                        + ", the unique id of a user or role that no longer exists, is named in the"
                        + " trust policy, not in the baseline"
                    : words(who) + " may assume the role, the baseline does not name it")
                + (conditions == 0
                    ? ""
                    : conditions == 1
                        ? " (under a condition)"
                        : " (under " + conditions + " conditions)"),
            "Remove "
                + who
                + " from the trust policy, or add it to `trusted-by` of "
                + String.join(", ", names));
  }

  private Finding missing(IamRole role, List<String> names, String who, Set<String> trusted) {
    return factory
        .draft(FindingType.TRUST_MISSING, FindingFactory.ref(role), List.of(who))
        .baselines(names)
        .blockedBy(
            List.of(
                trusted.isEmpty()
                    ? "role trust policy lets nobody in"
                    : "role trust policy lets only " + String.join(", ", trusted) + " in"))
        .write(
            words(who) + " is required to assume the role, its trust policy does not let it",
            "Add "
                + who
                + " to the trust policy, or use the role that trusts it: a wrong execution role"
                + " fails with AccessDenied");
  }

  private static GrantRef trustRef(Statement statement) {
    return new GrantRef(
        GrantRef.TRUST_POLICY, true, statement.index(), statement.sid(), GrantRef.TRUST_POLICY);
  }

  private static String words(String who) {
    return who.equals("*")
        ? "anyone"
        : who.matches("\\d{12}") ? "account " + new AccountId(who) : who;
  }
}
