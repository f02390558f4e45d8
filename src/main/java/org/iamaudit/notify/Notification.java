package org.iamaudit.notify;

import java.time.Instant;

/**
 * A notice on its way to one channel.
 *
 * @param id the same for every attempt, so that a receiver can tell a repetition: the {@code
 *     Message-ID} of a mail, the {@code webhook-id} of a webhook
 * @param created when it was put into the outbox
 */
public record Notification(String id, String channel, Instant created, Notice notice) {}
