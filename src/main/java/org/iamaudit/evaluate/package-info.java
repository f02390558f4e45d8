/**
 * Decisions. One request gives a decision with its determining statements; one principal gives its
 * effective permissions after identity policies, groups, boundary, SCPs, RCPs and resource
 * policies. One class per layer, one per family of condition operators.
 *
 * <p>May use the packages up to {@code snapshot}, whose records it reads; no third party. Pure.
 *
 * <p>Start with {@code Evaluator} for one request: it calls the layers ({@code IdentityLayer},
 * {@code BoundaryLayer}, {@code SessionLayer}, {@code ScpLayer}, {@code RcpLayer}, {@code
 * ResourceLayer}, {@code VpcEndpointLayer}) and says how they combine; {@code StatementMatch} says
 * when a statement applies, {@code ConditionEvaluator} when a condition holds. {@code
 * EffectivePermissions} is the same for all requests of a principal at once.
 */
package org.iamaudit.evaluate;
