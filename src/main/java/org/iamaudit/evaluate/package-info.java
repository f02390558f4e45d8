/**
 * Decisions. One request gives a decision with its determining statements; one principal gives its
 * effective permissions after identity policies, groups, boundary, SCPs, RCPs and resource
 * policies. One class per layer, one per family of condition operators.
 *
 * <p>May use the packages up to {@code snapshot}, whose records it reads; no third party. Pure.
 *
 * <p>For one request start with {@code Evaluator}. Where the rules of AWS's pages are, and in which
 * folder of {@code src/test/resources/evaluate} their cases:
 *
 * <table>
 * <caption>IAM User Guide, if nothing else is said</caption>
 * <tr><th>page<th>class<th>cases
 * <tr><td>How AWS enforcement code logic evaluates requests; Cross-account policy evaluation logic
 *   <td>{@code Evaluator}, {@code ResourceLayer}<td>identity, cross-account, root
 * <tr><td>the same, table of what a resource-based policy replaces; Permissions boundaries; Session
 *   policies<td>{@code Grant}, {@code BoundaryLayer}, {@code SessionLayer}
 *   <td>same-account, boundary, session
 * <tr><td>SCP evaluation, RCP evaluation (Organizations)<td>{@code ScpLayer}, {@code RcpLayer}
 *   <td>scp, rcp
 * <tr><td>Endpoint policies (AWS PrivateLink)<td>{@code VpcEndpointLayer}<td>vpc-endpoint
 * <tr><td>AssumeRole and its kin (STS), Default key policy (KMS), GetBucketPolicy (S3)
 *   <td>{@code ResourceLayer}, {@code UnconditionalActions}<td>trust, unconditional, kms, s3
 * <tr><td>Cross account resource access; what AWS keeps for itself
 *   <td>{@code OutOfReach}, {@code permission.FixedResources}<td>cross-account, fixed
 * <tr><td>Principal; NotPrincipal; IAM identifiers<td>{@code PrincipalMatch}, {@code Caller}
 *   <td>principal, not-principal
 * <tr><td>Action; NotAction<td>{@code ActionMatch}<td>action
 * <tr><td>Resource; NotResource; IAM ARNs<td>{@code ResourceMatch}<td>resource
 * <tr><td>Variables and tags<td>{@code Template}, {@code CallerKeys}<td>variables, caller-keys
 * <tr><td>Condition; multiple keys and values; single-valued and multivalued keys; Null; IfExists
 *   <td>{@code ConditionTest}, {@code ContextValues}<td>combination, sets, null, missing-key
 * <tr><td>Condition operators, by family<td>{@code StringOperators}, {@code NumericOperators},
 *   {@code DateOperators}, {@code BoolOperator}, {@code BinaryOperator}, {@code
 *   IpAddressOperators}, {@code ArnOperators}<td>string, numeric, date, bool, binary, ip-address,
 *   arn
 * <tr><td>Grammar; what documents with faults mean<td>package {@code policy}<td>document, refused
 * <tr><td>where pages disagree<td>beside the rule, as D1 to D12<td>disputed
 * </table>
 *
 * <p>{@code EffectivePermissions} is the same for all requests of a principal at once: {@code
 * AccountPermissions} puts the layers of a snapshot together, {@code ResourceSide} adds and takes
 * what its resources say, and {@code WitnessSearch} finds single requests that prove a difference
 * of sets.
 */
package org.iamaudit.evaluate;
