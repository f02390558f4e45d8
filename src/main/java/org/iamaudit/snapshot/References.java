package org.iamaudit.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.iamaudit.policy.Quoted;

/**
 * Finds what principals and groups name that is not in the account's details. The copy of an AWS
 * managed policy that ships with the product is not used for it: the version in force may differ.
 */
final class References {
  private final AuthorizationDetails details;
  private final List<Gap> gaps = new ArrayList<>();

  private References(AuthorizationDetails details) {
    this.details = details;
  }

  static List<Gap> check(AuthorizationDetails details) {
    References references = new References(details);
    details.users().forEach(references::user);
    details.roles().forEach(references::principal);
    details
        .groups()
        .values()
        .forEach(
            group -> references.policies(group.arn(), group.attachedPolicyArns(), "its members"));
    return references.gaps;
  }

  private void user(IamUser user) {
    principal(user);
    for (String group : user.groups()) {
      if (!details.groups().containsKey(group)) {
        missing(user.arn(), "group", group, "what its groups permit or deny is not known in full");
      }
    }
  }

  private void principal(Principal principal) {
    policies(principal.arn(), principal.attachedPolicyArns(), "it");
    principal
        .boundaryArn()
        .filter(arn -> !details.policies().containsKey(arn))
        .ifPresent(
            arn ->
                missing(
                    principal.arn(),
                    "permissions boundary",
                    arn,
                    "how far its permissions are limited is unknown"));
  }

  private void policies(String owner, List<String> arns, String whom) {
    for (String arn : arns) {
      if (!details.policies().containsKey(arn)) {
        missing(
            owner,
            "attached policy",
            arn,
            "what the policy permits or denies " + whom + " is unknown");
      }
    }
  }

  private void missing(String owner, String what, String name, String effect) {
    gaps.add(
        new Gap(
            Gap.Kind.UNREADABLE,
            owner + ": " + name,
            what + " " + Quoted.of(name) + " is not in " + AuthorizationDetails.FILE,
            effect));
  }
}
