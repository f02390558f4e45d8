package org.iamaudit.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * Use of a permission.
 *
 * @param lastUsed the last time known, which may lie before the period; also given for the service
 *     as a whole where only that is known
 * @param source where it is known from, one phrase: {@code action last accessed}, {@code service
 *     last accessed}, {@code CloudTrail}, {@code none}
 */
public record Use(UseState state, Optional<Instant> lastUsed, String source) {}
