package org.iamaudit.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.baseline.Requirement;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.Patterns;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.ManagedPolicy;
import org.iamaudit.snapshot.NamedPolicy;
import org.iamaudit.snapshot.Principal;

/**
 * BAS-008: patterns that match no action of the catalogue, such as {@code
 * billingconductor:Execute*}, and actions that cannot be asked for any resource their statement
 * names, such as {@code s3:ListBucket} on objects, or of another partition than the account's. AWS
 * accepts both without a word (IAM User Guide, "Troubleshoot IAM policies"). And whole statements
 * that allowed something for a time which is over. Of policies that AWS manages, which nobody here
 * can edit, only what they allow in services that the catalogue lacks: those may well exist, and
 * are not compared.
 */
final class IneffectiveStatements {
  private static final String OVER = "it is over by its conditions on the time";

  private final FindingFactory factory;
  private final Instant asOf;
  private Knowledge anybody = Knowledge.NONE;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<List<String>, Integer> occurrences = new HashMap<>();

  IneffectiveStatements(FindingFactory factory, Instant asOf) {
    this.factory = factory;
    this.asOf = asOf;
  }

  List<Finding> of(AccountSnapshot snapshot, List<Baseline> baselines) {
    anybody = Knowledge.ofPartition(snapshot.partition());
    for (ManagedPolicy policy : snapshot.policies().values()) {
      if (policy.isAwsManaged()) {
        checkServices(policy);
      } else {
        check(AccountHygiene.ref(policy), policy.arn(), false, policy.defaultDocument());
      }
    }
    for (IamGroup group : snapshot.groups().values()) {
      PrincipalRef about = new PrincipalRef("group", group.name(), group.arn(), group.id());
      group.inlinePolicies().forEach(p -> check(about, p));
    }
    for (Principal principal : snapshot.principals()) {
      principal.inlinePolicies().forEach(p -> check(FindingFactory.ref(principal), p));
    }
    for (Baseline baseline : baselines) {
      if (baseline.accounts().isEmpty() || baseline.accounts().contains(snapshot.account())) {
        check(baseline);
      }
    }
    return findings;
  }

  private void checkServices(ManagedPolicy policy) {
    List<Statement> statements =
        policy.defaultDocument().map(PolicyDocument::statements).orElse(List.of());
    for (Statement statement : statements) {
      if (statement.effect() == Effect.ALLOW && !statement.action().negated()) {
        List<String> beyond = new ArrayList<>(statement.action().values());
        beyond.removeIf(pattern -> !isOfUnknownService(pattern));
        report(
            AccountHygiene.ref(policy),
            new GrantRef(policy.arn(), false, statement.index(), statement.sid(), "direct"),
            statement,
            beyond,
            String.join(", ", beyond) + " in services that the catalogue lacks: not compared",
            "Find out whether the service exists: if so, whoever has the policy may use it, and a"
                + " newer catalogue is needed to compare that");
      }
    }
  }

  private static boolean isOfUnknownService(String pattern) {
    int colon = pattern.indexOf(':');
    String prefix = pattern.substring(0, Math.max(0, colon));
    return colon > 0
        && !prefix.contains("*")
        && !prefix.contains("?")
        && Catalog.get().service(prefix).isEmpty();
  }

  private void check(PrincipalRef about, NamedPolicy policy) {
    check(about, policy.name(), true, policy.document());
  }

  private void check(
      PrincipalRef about, String policy, boolean inline, Optional<PolicyDocument> document) {
    if (document.isEmpty()) {
      return;
    }
    boolean variables = document.get().hasVariables();
    for (Statement statement : document.get().statements()) {
      GrantRef where = new GrantRef(policy, inline, statement.index(), statement.sid(), "direct");
      if (isOver(statement, variables)) {
        String remedy = "Remove it, or give it new dates if it is still needed";
        report(about, where, statement, all(statement), OVER, remedy);
        continue;
      }
      List<String> dead = dead(statement, variables);
      report(
          about,
          where,
          statement,
          dead,
          words(dead),
          "Correct the name or the resources, or remove it: AWS accepts the policy, and this part"
              + " of it does nothing");
    }
  }

  private void report(
      PrincipalRef about,
      GrantRef where,
      Statement statement,
      List<String> patterns,
      String words,
      String remedy) {
    if (!patterns.isEmpty()) {
      String policy = (where.inline() ? "inline:" : "") + where.policy();
      findings.add(
          factory
              .draft(
                  FindingType.BASELINE_OR_POLICY_INEFFECTIVE,
                  about,
                  discriminator(about, policy, statement))
              .granted(where)
              .permissions(List.of(view(statement, patterns)))
              .write("in " + where.label() + ": " + words, remedy));
    }
  }

  private void check(Baseline baseline) {
    List<Requirement> all = new ArrayList<>(baseline.requires());
    all.addAll(baseline.forbids());
    for (Requirement requirement : all) {
      boolean over = isOver(requirement.statement(), requirement.variables());
      List<String> dead =
          over
              ? all(requirement.statement())
              : dead(requirement.statement(), requirement.variables());
      if (!dead.isEmpty()) {
        findings.add(
            factory
                .draft(
                    FindingType.BASELINE_OR_POLICY_INEFFECTIVE,
                    AccountHygiene.ref(baseline),
                    discriminator(
                        AccountHygiene.ref(baseline), baseline.name(), requirement.statement()))
                .baselines(List.of(baseline.name()))
                .permissions(List.of(view(requirement.statement(), dead)))
                .write(
                    "in " + requirement.label() + ": " + (over ? OVER : words(dead)),
                    "Correct the "
                        + (over ? "dates" : "name or the resources")
                        + " in "
                        + baseline.file()));
      }
    }
  }

  /**
   * Policy and statement, wherever it stands; one that is there twice is told apart by its count.
   */
  private List<String> discriminator(PrincipalRef about, String policy, Statement statement) {
    List<String> parts = new ArrayList<>(List.of(policy, Fingerprint.statement(statement)));
    List<String> whole = List.of(about.uniqueId(), parts.get(0), parts.get(1));
    int count = occurrences.merge(whole, 1, Integer::sum);
    if (count > 1) {
      parts.add("#" + count);
    }
    return parts;
  }

  /**
   * The patterns of {@code Action} that come to nothing; of {@code NotAction} they may be there for
   * caution.
   */
  private List<String> dead(Statement statement, boolean variables) {
    if (statement.action().negated()) {
      return List.of();
    }
    List<String> dead = new ArrayList<>();
    for (String pattern : statement.action().values()) {
      if (Catalog.get().expand(pattern).isEmpty() || !reaches(statement, pattern, variables)) {
        dead.add(pattern);
      }
    }
    return dead;
  }

  /** Whether it allowed something once, and its conditions on the time let nothing through now. */
  private boolean isOver(Statement statement, boolean variables) {
    return statement.effect() == Effect.ALLOW
        && !StatementCompiler.isPossible(statement, variables, anybody.since(asOf))
        && StatementCompiler.isPossible(statement, variables, anybody);
  }

  private static List<String> all(Statement statement) {
    return statement.action().negated() ? List.of("*") : statement.action().values();
  }

  /** Tells names that no action has from actions that cannot be asked for these resources. */
  private static String words(List<String> dead) {
    List<String> unknown = dead.stream().filter(p -> Catalog.get().expand(p).isEmpty()).toList();
    List<String> unreached = dead.stream().filter(p -> !unknown.contains(p)).toList();
    List<String> phrases = new ArrayList<>();
    if (!unknown.isEmpty()) {
      phrases.add(
          String.join(", ", unknown)
              + (unknown.size() == 1 ? " matches" : " match")
              + " no action");
    }
    if (!unreached.isEmpty()) {
      phrases.add(
          String.join(", ", unreached)
              + (unreached.size() == 1 ? " applies" : " apply")
              + " to none of the resources named");
    }
    return String.join("; ", phrases);
  }

  private boolean reaches(Statement statement, String pattern, boolean variables) {
    Statement alone =
        new Statement(
            statement.index(),
            statement.sid(),
            statement.effect(),
            statement.principal(),
            new Patterns(false, List.of(pattern)),
            statement.resource(),
            List.of(),
            statement.location());
    PermissionSet matched =
        StatementCompiler.compile(alone, PolicyKind.IDENTITY, variables, anybody);
    return matched.holdsKnownAction();
  }

  private static PermissionView view(Statement statement, List<String> dead) {
    List<String> resources = statement.resource().map(Patterns::values).orElse(List.of("*"));
    boolean not = statement.resource().map(Patterns::negated).orElse(false);
    return new PermissionView(
        dead, not ? List.of("*") : resources, not ? resources : List.of(), List.of());
  }
}
