/**
 * The daemon: jobs, triggers, misfires, and the check of cron expressions.
 *
 * <p>Quartz fires an {@code AuditJob} for each schedule; {@code ScheduledAudit} is what the job
 * does, without Quartz. Where Quartz keeps its triggers is decided in {@code QuartzSettings}.
 *
 * <p>May use the packages up to {@code config}, a database, and Quartz, which no other package may.
 *
 * <p>Start with {@code AuditDaemon}.
 */
package org.iamaudit.schedule;
