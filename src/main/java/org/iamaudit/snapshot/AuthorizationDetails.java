package org.iamaudit.snapshot;

import java.util.List;
import java.util.Map;
import org.iamaudit.arn.AccountId;

/**
 * What {@code account-authorization-details.json} holds.
 *
 * @param groups by name, in file order
 * @param policies by ARN, in file order
 * @param gaps documents that could not be read, lists that are not there
 */
record AuthorizationDetails(
    AccountId account,
    String partition,
    List<IamUser> users,
    Map<String, IamGroup> groups,
    List<IamRole> roles,
    Map<String, ManagedPolicy> policies,
    List<Gap> gaps) {
  static final String FILE = "account-authorization-details.json";
}
