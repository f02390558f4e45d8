package org.iamaudit.evaluate;

import java.util.Optional;
import org.iamaudit.arn.AccountId;

/**
 * One request to be decided.
 *
 * @param action {@code prefix:Name}, in any case
 * @param resource an ARN, or {@code *} if the request names none. A request that touches several
 *     resources is several of these, all of which must be allowed
 * @param resourceAccount who owns the resource; bucket ARNs do not say. Absent: the account in the
 *     ARN, else the caller's
 * @param vpcEndpoint the endpoint it goes through, if any
 */
public record Request(
    Caller caller,
    String action,
    String resource,
    RequestContext context,
    Optional<AccountId> resourceAccount,
    Optional<VpcEndpoint> vpcEndpoint) {

  /** A request that goes through no endpoint, for a resource whose owner follows from its ARN. */
  public static Request of(Caller caller, String action, String resource, RequestContext context) {
    return new Request(caller, action, resource, context, Optional.empty(), Optional.empty());
  }
}
