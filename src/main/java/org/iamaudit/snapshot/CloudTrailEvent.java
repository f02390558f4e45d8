package org.iamaudit.snapshot;

import java.time.Instant;
import java.util.Optional;

/**
 * One record of a CloudTrail log file, as far as an audit uses it.
 *
 * @param principalArn the user or, for a session, its role ({@code
 *     sessionContext.sessionIssuer.arn}); empty for services
 * @param service eventSource without {@code .amazonaws.com}
 * @param action eventName as logged, which is not always the name of the IAM action
 */
public record CloudTrailEvent(
    String id,
    Instant time,
    Optional<String> principalArn,
    String service,
    String action,
    Optional<String> errorCode,
    Optional<String> errorMessage) {}
