package org.iamaudit.baseline;

import org.iamaudit.policy.Statement;

/**
 * One statement that a baseline requires, tolerates or forbids.
 *
 * @param label how reports name it: the Sid, or {@code requires[0]}, or {@code
 *     AWSBillingConductorReadOnlyAccess[1]}
 * @param variables whether policy variables in it are live
 */
public record Requirement(String label, Statement statement, boolean variables) {}
