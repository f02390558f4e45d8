/**
 * The daemon: jobs, triggers, misfires, recovery after a crash, clustering, health and metrics.
 *
 * <p>May use the packages up to {@code config}, a database, and Quartz, which no other package may.
 *
 * <p>Start with {@code AuditDaemon}.
 */
package org.iamaudit.schedule;
