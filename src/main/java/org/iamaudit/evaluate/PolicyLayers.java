package org.iamaudit.evaluate;

import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;

/**
 * All policies that apply to a caller and a resource, by layer. An absent layer is not the same as
 * an empty one: without a permissions boundary nothing is limited, with an empty one everything is.
 *
 * @param identity of the user and its groups, or of the role; their union counts
 * @param boundary the permissions boundary
 * @param session what was passed when the session was made
 * @param scpLevels of the caller's account: root of the organization first, then each
 *     organizational unit, the account last; empty without an organization
 * @param rcpLevels of the resource's account, in the same order
 * @param resource the policy of the resource: bucket, key, queue, role trust policy, …
 * @param vpcEndpoint of the endpoint the request goes through
 * @param managementAccount of the organization: SCPs do not touch its principals, RCPs not its
 *     resources
 */
public record PolicyLayers(
    List<SourcedPolicy> identity,
    Optional<List<SourcedPolicy>> boundary,
    Optional<List<SourcedPolicy>> session,
    List<List<SourcedPolicy>> scpLevels,
    List<List<SourcedPolicy>> rcpLevels,
    Optional<SourcedPolicy> resource,
    Optional<List<SourcedPolicy>> vpcEndpoint,
    Optional<AccountId> managementAccount) {

  /** No policy at all. */
  public static final PolicyLayers NONE = identity(List.of());

  public PolicyLayers {
    identity = List.copyOf(identity);
    boundary = boundary.map(List::copyOf);
    session = session.map(List::copyOf);
    scpLevels = copy(scpLevels);
    rcpLevels = copy(rcpLevels);
    vpcEndpoint = vpcEndpoint.map(List::copyOf);
  }

  private static List<List<SourcedPolicy>> copy(List<List<SourcedPolicy>> levels) {
    return levels.isEmpty() ? List.of() : levels.stream().map(List::copyOf).toList();
  }

  /** Identity-based policies and nothing else. */
  public static PolicyLayers identity(List<SourcedPolicy> identity) {
    return new PolicyLayers(
        identity,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with other identity-based policies. */
  public PolicyLayers withIdentity(List<SourcedPolicy> policies) {
    return new PolicyLayers(
        policies,
        boundary,
        session,
        scpLevels,
        rcpLevels,
        resource,
        vpcEndpoint,
        managementAccount);
  }

  /** The same with another permissions boundary. */
  public PolicyLayers withBoundary(Optional<List<SourcedPolicy>> policies) {
    return new PolicyLayers(
        identity,
        policies,
        session,
        scpLevels,
        rcpLevels,
        resource,
        vpcEndpoint,
        managementAccount);
  }

  /** The same with other session policies. */
  public PolicyLayers withSession(Optional<List<SourcedPolicy>> policies) {
    return new PolicyLayers(
        identity,
        boundary,
        policies,
        scpLevels,
        rcpLevels,
        resource,
        vpcEndpoint,
        managementAccount);
  }

  /** The same in another place of an organization. */
  public PolicyLayers withOrganization(
      List<List<SourcedPolicy>> scps,
      List<List<SourcedPolicy>> rcps,
      Optional<AccountId> management) {
    return new PolicyLayers(
        identity, boundary, session, scps, rcps, resource, vpcEndpoint, management);
  }

  /** The same with another resource-based policy. */
  public PolicyLayers withResource(Optional<SourcedPolicy> policy) {
    return new PolicyLayers(
        identity, boundary, session, scpLevels, rcpLevels, policy, vpcEndpoint, managementAccount);
  }
}
