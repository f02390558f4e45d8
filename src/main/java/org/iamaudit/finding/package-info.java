/**
 * The comparison of required, granted and used; the registry of finding types, risk rules, findings
 * with identities that last across runs, and waivers.
 *
 * <p>May use the packages up to {@code baseline}; no third party. Pure.
 *
 * <p>Start with {@code AccountAudit}.
 */
package org.iamaudit.finding;
