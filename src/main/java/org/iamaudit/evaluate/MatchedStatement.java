package org.iamaudit.evaluate;

import java.util.Optional;
import org.iamaudit.policy.Effect;

/**
 * A statement that applied to a request.
 *
 * @param policy the name the policy was given
 * @param index 0-based position in the document
 */
public record MatchedStatement(
    Layer layer, String policy, int index, Optional<String> sid, Effect effect) {}
