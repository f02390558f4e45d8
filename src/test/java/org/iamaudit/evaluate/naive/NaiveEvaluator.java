package org.iamaudit.evaluate.naive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.evaluate.Caller;
import org.iamaudit.evaluate.Caller.Kind;
import org.iamaudit.evaluate.Decision.Outcome;
import org.iamaudit.evaluate.PolicyLayers;
import org.iamaudit.evaluate.Request;
import org.iamaudit.evaluate.SourcedPolicy;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.Statement;

/**
 * The second evaluator: the same rules, read again from the pages and written down in their order,
 * without caches or shortcuts. It says the outcome only.
 *
 * <p>Its order is that of IAM User Guide, "How AWS enforcement code logic evaluates requests":
 * explicit deny, RCPs, SCPs, resource-based policy, identity-based policies, boundary, session.
 */
public final class NaiveEvaluator {
  private final Request request;
  private final PolicyLayers layers;
  private final Caller caller;
  private final Kind kind;
  private final NaiveStatements statements;

  private NaiveEvaluator(Request request, PolicyLayers layers) {
    this.request = request;
    this.layers = layers;
    this.caller = request.caller();
    this.kind = caller.kind();
    this.statements =
        new NaiveStatements(request, hasPrincipalPolicies() && layers.boundary().isPresent());
  }

  /** Decides. */
  public static Outcome decide(Request request, PolicyLayers layers) {
    return new NaiveEvaluator(request, layers).decide();
  }

  private Outcome decide() {
    String action = request.action().toLowerCase(Locale.ROOT);
    boolean signed =
        kind != Kind.ANONYMOUS && kind != Kind.SERVICE && kind != Kind.IDENTITY_PROVIDER;
    if (action.equals("sts:getcalleridentity") && signed) {
      return Outcome.ALLOWED;
    }
    if (action.equals("sts:getsessiontoken") && (kind == Kind.IAM_USER || kind == Kind.ROOT)) {
      return Outcome.ALLOWED;
    }
    if (isExplicitlyDenied()) {
      return Outcome.EXPLICIT_DENY;
    }
    boolean organizationAllows =
        (!rcpsApply() || everyLevelAllows(layers.rcpLevels(), PolicyKind.RCP))
            && (!scpsApply() || everyLevelAllows(layers.scpLevels(), PolicyKind.SCP));
    boolean endpointAllows = !endpointApplies() || endpoint(Effect.ALLOW);
    boolean possible = samePartition() && !passesRoleAcrossAccounts() && !changesWhatAwsKeeps();
    return organizationAllows && endpointAllows && possible && accountsAllow()
        ? Outcome.ALLOWED
        : Outcome.IMPLICIT_DENY;
  }

  private boolean isExplicitlyDenied() {
    return (scpsApply() && anyLevelDenies(layers.scpLevels(), PolicyKind.SCP))
        || (rcpsApply() && anyLevelDenies(layers.rcpLevels(), PolicyKind.RCP))
        || resourcePolicyDenies()
        || (hasPrincipalPolicies()
            && (some(layers.identity(), PolicyKind.IDENTITY, Effect.DENY)
                || some(layers.boundary().orElse(List.of()), PolicyKind.BOUNDARY, Effect.DENY)))
        || ((hasPrincipalPolicies() || kind == Kind.ROOT)
            && some(layers.session().orElse(List.of()), PolicyKind.SESSION, Effect.DENY))
        || (endpointApplies() && endpoint(Effect.DENY));
  }

  /** One account, or both of two accounts. */
  private boolean accountsAllow() {
    List<String> named = howResourcePolicyNamesTheCaller();
    if (!hasPrincipalPolicies() && kind != Kind.ROOT) {
      return !named.isEmpty();
    }
    if (!sameAccount() || resourceSideIsAlwaysNeeded()) {
      if (named.isEmpty()) {
        return false;
      }
    }
    boolean identity =
        kind == Kind.ROOT || some(layers.identity(), PolicyKind.IDENTITY, Effect.ALLOW);
    boolean boundary =
        kind == Kind.ROOT
            || layers.boundary().isEmpty()
            || some(layers.boundary().get(), PolicyKind.BOUNDARY, Effect.ALLOW);
    boolean session =
        layers.session().isPresent()
            ? some(layers.session().get(), PolicyKind.SESSION, Effect.ALLOW)
            : kind != Kind.FEDERATED_USER;
    if (identity && boundary && session) {
      return true;
    }
    if (!sameAccount()) {
      return false;
    }
    // The table of what a resource-based Allow overrides in one account.
    return named.contains("self")
        || named.contains("everyone")
        || (named.contains("entity") && boundary && session);
  }

  private List<String> howResourcePolicyNamesTheCaller() {
    List<String> ways = new ArrayList<>();
    if (layers.resource().isPresent() && !kmsWithoutKey()) {
      SourcedPolicy policy = layers.resource().get();
      for (Statement statement : policy.document().statements()) {
        if (statement.effect() == Effect.ALLOW) {
          statements
              .way(statement, PolicyKind.RESOURCE, policy.document().hasVariables())
              .ifPresent(ways::add);
        }
      }
    }
    return ways;
  }

  private boolean resourcePolicyDenies() {
    if (layers.resource().isEmpty() || kmsWithoutKey()) {
      return false;
    }
    boolean ownRootOnBucketPolicy =
        kind == Kind.ROOT
            && sameAccount()
            && request.action().toLowerCase(Locale.ROOT).matches("s3:(get|put|delete)bucketpolicy");
    return !ownRootOnBucketPolicy
        && some(List.of(layers.resource().get()), PolicyKind.RESOURCE, Effect.DENY);
  }

  private boolean kmsWithoutKey() {
    return service().equals("kms") && statements.takesNoResource();
  }

  private boolean resourceSideIsAlwaysNeeded() {
    String action = request.action().toLowerCase(Locale.ROOT);
    boolean trust =
        Set.of(
                "sts:assumerole",
                "sts:assumerolewithsaml",
                "sts:assumerolewithwebidentity",
                "sts:tagsession",
                "sts:setsourceidentity",
                "sts:setcontext")
            .contains(action);
    return (trust && part(2).equals("iam") && part(5).startsWith("role/"))
        || (service().equals("kms") && part(5).startsWith("key/"));
  }

  private boolean hasPrincipalPolicies() {
    return Set.of(Kind.IAM_USER, Kind.ROLE, Kind.ROLE_SESSION, Kind.FEDERATED_USER, Kind.UNKNOWN)
        .contains(kind);
  }

  private boolean scpsApply() {
    boolean hasAccount = caller.account().isPresent() || kind == Kind.UNKNOWN;
    boolean managed =
        caller.account().isPresent() && caller.account().equals(layers.managementAccount());
    return hasAccount && !managed && !isServiceLinkedRole();
  }

  private boolean rcpsApply() {
    boolean hasType =
        Catalog.get().index(request.action()).isEmpty()
            || Catalog.get().resourceTypes(Catalog.get().index(request.action()).getAsInt()).length
                > 0;
    boolean managed =
        layers.managementAccount().isPresent()
            && layers.managementAccount().get().digits().equals(resourceAccount());
    return Catalog.get().rcpServices().contains(service())
        && hasType
        && !managed
        && !isServiceLinkedRole()
        && !part(5).startsWith("role/aws-service-role/")
        && !(service().equals("kms") && part(5).startsWith("alias/aws/"))
        && !request.action().equalsIgnoreCase("kms:RetireGrant");
  }

  private boolean isServiceLinkedRole() {
    boolean isRole = kind == Kind.ROLE || kind == Kind.ROLE_SESSION;
    String known =
        String.join("", request.context().asMap().getOrDefault("aws:principalarn", List.of()));
    return isRole
        && (known.contains(":role/aws-service-role/")
            || caller.text().contains(":role/aws-service-role/"));
  }

  private boolean endpointApplies() {
    return request.vpcEndpoint().isPresent() && layers.vpcEndpoint().isPresent();
  }

  private boolean endpoint(Effect effect) {
    boolean gateway = request.vpcEndpoint().get().gateway();
    for (SourcedPolicy policy : layers.vpcEndpoint().get()) {
      for (Statement statement : policy.document().statements()) {
        Optional<String> way =
            statements.way(statement, PolicyKind.VPC_ENDPOINT, policy.document().hasVariables());
        boolean byAccount = way.filter("account"::equals).isPresent();
        if (statement.effect() == effect
            && way.isPresent()
            && !(byAccount && gateway && kind != Kind.ROOT)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean everyLevelAllows(List<List<SourcedPolicy>> levels, PolicyKind of) {
    return levels.stream().allMatch(level -> some(level, of, Effect.ALLOW));
  }

  private boolean anyLevelDenies(List<List<SourcedPolicy>> levels, PolicyKind of) {
    return levels.stream().anyMatch(level -> some(level, of, Effect.DENY));
  }

  private boolean some(List<SourcedPolicy> policies, PolicyKind of, Effect effect) {
    for (SourcedPolicy policy : policies) {
      for (Statement statement : policy.document().statements()) {
        if (statement.effect() == effect
            && statements.way(statement, of, policy.document().hasVariables()).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  private String service() {
    return request.action().toLowerCase(Locale.ROOT).split(":")[0];
  }

  /** A part of the resource's ARN, 0 to 5; empty if it has none. */
  private String part(int number) {
    String[] parts = statements.resource().split(":", 6);
    return parts.length == 6 ? parts[number] : "";
  }

  private String resourceAccount() {
    if (request.resourceAccount().isPresent()) {
      return request.resourceAccount().get().digits();
    }
    if (part(4).matches("[0-9]{12}")) {
      return part(4);
    }
    return caller.account().map(account -> account.digits()).orElse("nobody");
  }

  private boolean sameAccount() {
    return kind == Kind.UNKNOWN
        || caller.account().map(account -> account.digits()).equals(Optional.of(resourceAccount()));
  }

  private boolean samePartition() {
    return caller.arn().isEmpty()
        || !part(1).matches("aws(-cn|-us-gov|-iso|-iso-[bef]|-eusc)?")
        || caller.arn().get().partition().equals(part(1));
  }

  private boolean passesRoleAcrossAccounts() {
    return request.action().equalsIgnoreCase("iam:PassRole") && !sameAccount();
  }

  private boolean changesWhatAwsKeeps() {
    String action = request.action().toLowerCase(Locale.ROOT);
    boolean kept =
        (service().equals("iam")
                && part(2).equals("iam")
                && (part(5).startsWith("role/aws-reserved/")
                    || (part(4).equals("aws") && part(5).startsWith("policy/"))))
            || (service().equals("kms")
                && part(2).equals("kms")
                && part(5).startsWith("alias/aws/"));
    if (!kept || action.equals("iam:passrole") || Catalog.get().index(action).isEmpty()) {
      return false;
    }
    String level = Catalog.get().level(Catalog.get().index(action).getAsInt()).text();
    return !Arrays.asList("List", "Read").contains(level);
  }
}
