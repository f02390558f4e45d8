package org.iamaudit.evaluate;

import org.iamaudit.arn.Partitions;
import org.iamaudit.permission.FixedResources;

/**
 * Requests that fail whatever policies say. A decision calls that an implicit deny on the side of
 * the resource.
 *
 * <ul>
 *   <li>Nothing crosses partitions (IAM User Guide, "Cross account resource access in IAM"; case
 *       {@code cross-account/other-partition}).
 *   <li>No role is passed across accounts (IAM User Guide, "Grant a user permissions to pass a role
 *       to an AWS service"; case {@code cross-account/pass-role}).
 *   <li>AWS keeps some resources for itself ({@link FixedResources}; cases {@code fixed/*}).
 * </ul>
 *
 * <p>Pages read 2026-11.
 */
final class OutOfReach {
  private OutOfReach() {}

  static LayerResult of(Evaluation e) {
    return crossesPartitions(e)
            || (e.action.equals("iam:passrole") && !e.sameAccount)
            || FixedResources.refuse(e.action, e.resource)
        ? LayerResult.nothingAllowed(Layer.RESOURCE)
        : LayerResult.NOT_APPLICABLE;
  }

  private static boolean crossesPartitions(Evaluation e) {
    String partition = partition(e.resource);
    return Partitions.ALL.contains(partition)
        && e.caller.partition().filter(own -> !own.equals(partition)).isPresent();
  }

  /** The second part of an ARN, or nothing. */
  private static String partition(String resource) {
    int end = resource.startsWith("arn:") ? resource.indexOf(':', 4) : -1;
    return end < 0 ? "" : resource.substring(4, end);
  }
}
