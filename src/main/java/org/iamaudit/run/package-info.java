/**
 * One audit from snapshot to evidence package, its progress, and the lock that it holds.
 *
 * <p>May use the packages up to {@code report}; no third party but the logging interface.
 *
 * <p>Start with {@code AuditRun}, one page that reads like the flow.
 */
package org.iamaudit.run;
