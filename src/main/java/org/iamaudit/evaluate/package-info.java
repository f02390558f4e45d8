/**
 * Decisions. One request gives a decision with its determining statements; one principal gives its
 * effective permissions after identity policies, groups, boundary, SCPs, RCPs and resource
 * policies. One class per layer, one per family of condition operators.
 *
 * <p>May use the packages up to {@code snapshot}, whose records it reads; no third party. Pure.
 *
 * <p>Start with {@code EffectivePermissions}.
 */
package org.iamaudit.evaluate;
