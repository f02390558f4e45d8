package org.iamaudit.evaluate;

import org.iamaudit.permission.PermissionSet;
import org.iamaudit.policy.Statement;

/**
 * What one Allow statement gives a principal: the thing an administrator would edit.
 *
 * @param allowed the requests the statement matches
 * @param effective what is left of them after boundary, SCPs and explicit denies
 */
public record GrantingStatement(
    GrantSource source, Statement statement, PermissionSet allowed, PermissionSet effective) {}
