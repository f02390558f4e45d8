/**
 * The daemon: schedules, the ledger of periods, the queue of audits, and the check of cron
 * expressions.
 *
 * <p>Start with {@code Keeper}, which says how each fire time comes to exactly one result; {@code
 * PeriodPlan} decides, {@code PeriodLedger} remembers, {@code ScheduledAudit} audits. Quartz fires
 * {@code ScheduleJob} when a cron expression does and hands {@code AuditJob}s to whichever node has
 * time; how it keeps them is decided in {@code QuartzSettings}.
 *
 * <p>May use the packages up to {@code config}, a database, and Quartz, which no other package may.
 */
package org.iamaudit.schedule;
