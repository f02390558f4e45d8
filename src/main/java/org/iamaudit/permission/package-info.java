/**
 * Sets of requests (action, resource, context) with union, intersection, difference, containment,
 * emptiness, and a witness for whatever is not empty.
 *
 * <p>May use {@code arn}, {@code policy} and {@code catalog}; no third party. Pure.
 *
 * <p>Start with {@code PermissionSet}.
 */
package org.iamaudit.permission;
