package org.iamaudit.evaluate.naive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * permissions boundary, SCPs. Resources leave the decision to the account.
 */
public final class NaiveAccount {
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
                scpLevels(),
                List.of(),
                snapshot
                    .organization()
                    .filter(OrganizationPlacement::managementAccount)
                    .map(o -> snapshot.account()));
    return decide(layers, principal, action, resource, context);
  }

  /** What IAM would answer the principal if it had these policies and there were no others. */
  public Outcome decideUnder(
      List<PolicyDocument> policies,
      Principal principal,
      String action,
      String resource,
      Map<String, List<String>> context) {
    PolicyLayers layers = PolicyLayers.identity(sourced(policies));
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
    return NaiveEvaluator.decide(request, layers.withResource(Optional.of(delegation())));
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
      levels.add(
          sourced(
              level.serviceControlPolicies().stream()
                  .map(OrganizationPolicy::document)
                  .map(Optional::orElseThrow)
                  .toList()));
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
