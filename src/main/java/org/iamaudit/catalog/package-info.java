/**
 * The service authorization catalogue: actions with their access levels, resource types, ARN
 * formats and condition keys, and the date it was made.
 *
 * <p>May use {@code arn}, {@code policy} and a JSON reader. Reads its own resources and nothing
 * else from outside.
 *
 * <p>Start with {@code Catalog}; {@code AwsManagedPolicies} holds the policies that AWS publishes.
 */
package org.iamaudit.catalog;
