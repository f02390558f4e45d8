package org.iamaudit.snapshot;

import java.util.Optional;

/**
 * The account password policy as {@code aws iam get-account-password-policy} prints it.
 *
 * @param reusePrevention how many earlier passwords are refused, empty if none
 */
public record PasswordPolicy(
    int minimumLength,
    boolean requireSymbols,
    boolean requireNumbers,
    boolean requireUppercase,
    boolean requireLowercase,
    Optional<Integer> reusePrevention) {}
