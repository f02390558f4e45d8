package org.iamaudit.snapshot;

import java.util.Optional;

/**
 * A virtual MFA device.
 *
 * @param userArn empty if it is not assigned; the root user's ends in {@code :root}
 */
public record MfaDevice(Optional<String> userArn) {}
