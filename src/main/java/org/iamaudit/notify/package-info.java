/**
 * Telling people what became of a scheduled audit: mail, Slack, Teams, a signed webhook, SNS.
 *
 * <p>A {@code Notice} says what happened; a {@code Notification} is a notice on its way to one
 * channel. Whoever records the end of an audit puts notifications into the {@code Outbox} in the
 * same step. A {@code Courier} takes them out beside the audits and hands them to the {@code
 * Sender} of their channel, again and again until the channel takes them.
 *
 * <p>Every text that comes from an account goes through {@code Letter}, and from there into each
 * medium in a form that the medium does not interpret.
 *
 * <p>May use the packages up to {@code run}, JSON, and a mail library, which no other package may.
 *
 * <p>Start with {@code Courier}.
 */
package org.iamaudit.notify;
