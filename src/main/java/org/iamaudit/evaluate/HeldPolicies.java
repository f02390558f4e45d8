package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.ManagedPolicy;
import org.iamaudit.snapshot.NamedPolicy;
import org.iamaudit.snapshot.OrganizationPlacement.Level;
import org.iamaudit.snapshot.Principal;

/** Which documents of a snapshot are a principal's own, and which stand above it. */
record HeldPolicies(AccountSnapshot snapshot) {

  /** A document that a principal holds; empty if it could not be read. */
  record Held(GrantSource source, Optional<PolicyDocument> document) {}

  AccountId account() {
    return snapshot.account();
  }

  /**
   * Those of a principal: direct inline, direct attached, group inline, group attached.
   *
   * @param unknown is told what could not be read
   */
  List<Held> of(Principal principal, List<String> unknown) {
    List<Held> held = new ArrayList<>();
    hold(principal.inlinePolicies(), principal.attachedPolicyArns(), "direct", held);
    if (principal instanceof IamUser user) {
      for (String name : user.groups()) {
        IamGroup group = snapshot.groups().get(name);
        if (group == null) {
          unknown.add("group `" + name + "` is not in the snapshot");
        } else {
          hold(group.inlinePolicies(), group.attachedPolicyArns(), "group " + name, held);
        }
      }
    }
    for (Held policy : held) {
      if (policy.document().isEmpty()) {
        unknown.add("policy `" + policy.source().policy() + "` could not be read");
      }
    }
    return held;
  }

  private void hold(List<NamedPolicy> inline, List<String> attached, String via, List<Held> into) {
    for (NamedPolicy policy : inline) {
      into.add(new Held(new GrantSource(policy.name(), true, via), policy.document()));
    }
    for (String arn : attached) {
      into.add(new Held(new GrantSource(arn, false, via), managed(arn)));
    }
  }

  /** The default version of a managed policy. */
  Optional<PolicyDocument> managed(String arn) {
    return Optional.ofNullable(snapshot.policies().get(arn))
        .flatMap(ManagedPolicy::defaultDocument);
  }

  /**
   * The levels whose SCPs limit a principal, root first. None for the management account and for
   * service-linked roles. A level without SCPs limits nothing: where SCPs are enabled, AWS keeps at
   * least one attached everywhere, so either they are not enabled or nobody knows which there are
   * (AWS Organizations User Guide, "SCPs" and "Quotas", read 2026-11).
   */
  List<Level> scpLevels(Principal principal) {
    boolean exempt = principal instanceof IamRole role && role.isServiceLinked();
    return snapshot.organization().filter(o -> !o.managementAccount() && !exempt).stream()
        .flatMap(o -> o.path().stream())
        .filter(level -> !level.serviceControlPolicies().isEmpty())
        .toList();
  }
}
