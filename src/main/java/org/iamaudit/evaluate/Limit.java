package org.iamaudit.evaluate;

import org.iamaudit.permission.PermissionSet;

/**
 * A layer that must allow as well: the permissions boundary, or the SCPs of one level.
 *
 * @param name in words, for example {@code SCPs of organizational unit Finance}
 */
public record Limit(String name, PermissionSet allowed) {}
