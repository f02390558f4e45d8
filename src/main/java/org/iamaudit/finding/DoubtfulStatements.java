package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionValues;
import org.iamaudit.policy.IpRange;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.Quoted;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.ManagedPolicy;
import org.iamaudit.snapshot.NamedPolicy;
import org.iamaudit.snapshot.OrganizationPlacement;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.snapshot.ResourcePolicy;

/**
 * Tells of what AWS accepts in a policy without saying what it makes of it: condition values that
 * are not of their operator's kind, such as the address {@code 10.0.0/8}. No value of a request is
 * taken to match them (iam-semantics 3.2: observed), so that a Deny of all other addresses always
 * applies.
 */
final class DoubtfulStatements {
  private final List<Gap> gaps = new ArrayList<>();

  private DoubtfulStatements() {}

  static List<Gap> gaps(AccountSnapshot snapshot) {
    DoubtfulStatements found = new DoubtfulStatements();
    for (ManagedPolicy policy : snapshot.policies().values()) {
      found.look(policy.arn(), policy.defaultDocument());
    }
    for (IamGroup group : snapshot.groups().values()) {
      found.look(group.arn(), group.inlinePolicies());
    }
    for (Principal principal : snapshot.principals()) {
      found.look(principal.arn(), principal.inlinePolicies());
      if (principal instanceof IamRole role) {
        found.look(role.arn() + ": trust policy", role.trustPolicy());
      }
    }
    for (ResourcePolicy policy : snapshot.resourcePolicies().orElse(List.of())) {
      found.look(policy.resourceArn() + ": resource-based policy", policy.document());
    }
    snapshot.organization().map(OrganizationPlacement::path).orElse(List.of()).stream()
        .flatMap(
            level ->
                Stream.concat(
                    level.serviceControlPolicies().stream(),
                    level.resourceControlPolicies().stream()))
        .distinct()
        .forEach(
            policy ->
                found.look(
                    policy.arn().orElse(policy.id()) + ": " + policy.name(), policy.document()));
    return found.gaps;
  }

  private void look(String owner, List<NamedPolicy> policies) {
    policies.forEach(policy -> look(owner + ": " + policy.name(), policy.document()));
  }

  private void look(String subject, Optional<PolicyDocument> document) {
    if (document.isEmpty()) {
      return;
    }
    boolean variables = document.get().hasVariables();
    for (Statement statement : document.get().statements()) {
      for (Condition condition : statement.conditions()) {
        for (String value : condition.values()) {
          if (!isOfItsKind(condition, value, variables)) {
            gaps.add(gap(subject, statement, condition, value));
          }
        }
      }
    }
  }

  private static Gap gap(String subject, Statement statement, Condition condition, String value) {
    return new Gap(
        Gap.Kind.UNREADABLE,
        subject,
        "%s is no value for `%s` (%s of `%s`)"
            .formatted(
                Quoted.of(value),
                condition.operator(),
                Quoted.of(condition.key()),
                statement.location().path()),
        "no value of a request is taken to match it; whether AWS applies the "
            + statement.effect().name().toLowerCase(Locale.ROOT)
            + " as that says is unknown");
  }

  private static boolean isOfItsKind(Condition condition, String value, boolean variables) {
    boolean open = variables && value.contains("${");
    return switch (condition.operator().base().family()) {
      case STRING -> true;
      case NUMERIC -> ConditionValues.number(value).isPresent();
      case DATE -> ConditionValues.epochSeconds(value).isPresent();
      case IP_ADDRESS -> IpRange.parse(value).isPresent();
      case BOOL -> open || ConditionValues.bool(value).isPresent();
      case NULL -> ConditionValues.bool(value).isPresent();
      case ARN -> open || value.split(":", 6).length == 6;
      case BINARY -> isBase64(value);
    };
  }

  private static boolean isBase64(String value) {
    try {
      Base64.getDecoder().decode(value);
      return true;
    } catch (IllegalArgumentException e) {
      return false; // the answer, not a failure
    }
  }
}
