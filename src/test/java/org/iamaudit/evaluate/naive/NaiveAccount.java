package org.iamaudit.evaluate.naive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.iamaudit.evaluate.Caller;
import org.iamaudit.evaluate.Decision.Outcome;
import org.iamaudit.evaluate.PolicyLayers;
import org.iamaudit.evaluate.Request;
import org.iamaudit.evaluate.RequestContext;
import org.iamaudit.evaluate.SourcedPolicy;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.ManagedPolicy;
import org.iamaudit.snapshot.OrganizationPlacement;
import org.iamaudit.snapshot.OrganizationPlacement.Level;
import org.iamaudit.snapshot.OrganizationPlacement.OrganizationPolicy;
import org.iamaudit.snapshot.Principal;

/**
 * Decides requests of an account's principals, each from the snapshot anew: own policies, groups,
 * permissions boundary, SCPs, RCPs and the policies of resources. A resource without a policy
 * leaves the decision to the account.
 */
public final class NaiveAccount {
  private static final List<String> TRUST_ACTIONS =
      List.of(
          "sts:assumerole",
          "sts:assumerolewithsaml",
          "sts:assumerolewithwebidentity",
          "sts:tagsession",
          "sts:setsourceidentity",
          "sts:setcontext");

  private final AccountSnapshot snapshot;

  public NaiveAccount(AccountSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** What IAM answers the principal, under everything the snapshot says of it. */
  public Outcome decide(
      Principal principal, String action, String resource, Map<String, List<String>> context) {
    List<PolicyDocument> identity = new ArrayList<>();
    principal.inlinePolicies().forEach(p -> identity.add(p.document().orElseThrow()));
    principal.attachedPolicyArns().forEach(arn -> identity.add(managed(arn)));
    if (principal instanceof IamUser user) {
      for (String name : user.groups()) {
        IamGroup group = snapshot.groups().get(name);
        group.inlinePolicies().forEach(p -> identity.add(p.document().orElseThrow()));
        group.attachedPolicyArns().forEach(arn -> identity.add(managed(arn)));
      }
    }
    PolicyLayers layers =
        PolicyLayers.identity(sourced(identity))
            .withBoundary(principal.boundaryArn().map(arn -> sourced(List.of(managed(arn)))))
            .withOrganization(
                isServiceLinked(principal) ? List.of() : scpLevels(),
                rcpLevels(resource),
                snapshot
                    .organization()
                    .filter(OrganizationPlacement::managementAccount)
                    .map(o -> snapshot.account()));
    SourcedPolicy guard = guarding(action, resource).orElseGet(this::delegation);
    return decide(layers.withResource(Optional.of(guard)), principal, action, resource, context);
  }

  /** What IAM would answer the principal if it had these policies and there were no others. */
  public Outcome decideUnder(
      List<PolicyDocument> policies,
      Principal principal,
      String action,
      String resource,
      Map<String, List<String>> context) {
    PolicyLayers layers =
        PolicyLayers.identity(sourced(policies)).withResource(Optional.of(delegation()));
    return decide(layers, principal, action, resource, context);
  }

  private Outcome decide(
      PolicyLayers layers,
      Principal principal,
      String action,
      String resource,
      Map<String, List<String>> context) {
    Map<String, List<String>> all = new LinkedHashMap<>(ofPrincipal(principal));
    context.forEach((key, values) -> all.put(key.toLowerCase(Locale.ROOT), values));
    Request request =
        new Request(
            Caller.parse(principal.arn()),
            action,
            resource,
            RequestContext.of(all),
            Optional.of(snapshot.account()),
            Optional.empty());
    return NaiveEvaluator.decide(request, layers);
  }

  /**
   * The trust policy of a role, the resource-based policy of another resource, or of the innermost
   * one that holds it.
   */
  private Optional<SourcedPolicy> guarding(String action, String resource) {
    Optional<PolicyDocument> trust =
        snapshot.roles().stream()
            .filter(role -> role.arn().equals(resource) && TRUST_ACTIONS.contains(lower(action)))
            .flatMap(role -> role.trustPolicy().stream())
            .findFirst();
    if (trust.isPresent()) {
      return Optional.of(new SourcedPolicy("", trust.get()));
    }
    return snapshot.resourcePolicies().orElse(List.of()).stream()
        .filter(p -> resource.matches(Pattern.quote(p.resourceArn()) + "([/:].*)?"))
        .max(Comparator.comparing(p -> p.resourceArn().length()))
        .map(p -> new SourcedPolicy("", p.document().orElseThrow()));
  }

  private static String lower(String action) {
    return action.toLowerCase(Locale.ROOT);
  }

  private static boolean isServiceLinked(Principal principal) {
    return principal.arn().contains(":role/aws-service-role/");
  }

  /** RCPs protect the account's own resources; full access is attached to every level. */
  private List<List<SourcedPolicy>> rcpLevels(String resource) {
    String[] parts = resource.split(":", 6);
    boolean own =
        parts.length < 6 || parts[4].isEmpty() || parts[4].equals(snapshot.account().digits());
    List<List<SourcedPolicy>> levels = new ArrayList<>();
    for (Level level : snapshot.organization().map(OrganizationPlacement::path).orElse(List.of())) {
      List<PolicyDocument> documents = new ArrayList<>(List.of(everything()));
      level.resourceControlPolicies().forEach(p -> documents.add(p.document().orElseThrow()));
      levels.add(sourced(documents));
    }
    boolean any =
        snapshot.organization().stream()
            .flatMap(o -> o.path().stream())
            .anyMatch(l -> !l.resourceControlPolicies().isEmpty());
    return own && any ? levels : List.of();
  }

  private static PolicyDocument everything() {
    String json =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
          "Principal": "*"}}
        """;
    return PolicyParser.parse(json, PolicyKind.RCP).document().orElseThrow();
  }

  /** What each request of the principal says of it, if no session brings tags of its own. */
  private Map<String, List<String>> ofPrincipal(Principal principal) {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put("aws:principalarn", List.of(principal.arn()));
    keys.put("aws:principalaccount", List.of(snapshot.account().digits()));
    keys.put("aws:principalisawsservice", List.of("false"));
    snapshot
        .organization()
        .ifPresent(o -> keys.put("aws:principalorgid", List.of(o.organizationId())));
    if (principal instanceof IamRole) {
      keys.put("aws:principaltype", List.of("AssumedRole"));
      keys.put("aws:userid", List.of(principal.id() + ":session"));
    } else {
      keys.put("aws:principaltype", List.of("User"));
      keys.put("aws:username", List.of(principal.name()));
      keys.put("aws:userid", List.of(principal.id()));
    }
    principal
        .tags()
        .forEach((k, v) -> keys.put("aws:principaltag/" + k.toLowerCase(Locale.ROOT), List.of(v)));
    return keys;
  }

  private PolicyDocument managed(String arn) {
    ManagedPolicy policy = snapshot.policies().get(arn);
    return policy.versions().stream()
        .filter(version -> version.id().equals(policy.defaultVersionId()))
        .findFirst()
        .orElseThrow()
        .document()
        .orElseThrow();
  }

  private List<List<SourcedPolicy>> scpLevels() {
    List<List<SourcedPolicy>> levels = new ArrayList<>();
    for (Level level : snapshot.organization().map(OrganizationPlacement::path).orElse(List.of())) {
      List<OrganizationPolicy> attached = level.serviceControlPolicies();
      if (!attached.isEmpty()) {
        levels.add(
            sourced(
                attached.stream()
                    .map(OrganizationPolicy::document)
                    .map(Optional::orElseThrow)
                    .toList()));
      }
    }
    return levels;
  }

  private SourcedPolicy delegation() {
    String json =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
          "Principal": {"AWS": "arn:%s:iam::%s:root"}}}
        """
            .formatted(snapshot.partition(), snapshot.account());
    return new SourcedPolicy(
        "delegation", PolicyParser.parse(json, PolicyKind.RESOURCE).document().orElseThrow());
  }

  private static List<SourcedPolicy> sourced(List<PolicyDocument> documents) {
    return documents.stream().map(document -> new SourcedPolicy("", document)).toList();
  }
}
