/**
 * One audit from snapshot to evidence package, and its progress.
 *
 * <p>May use the packages up to {@code report}; no third party.
 *
 * <p>Start with {@code AuditRun}, one page that reads like the flow.
 */
package org.iamaudit.run;
