package org.iamaudit.evaluate;

import java.util.List;
import java.util.SortedMap;

/**
 * A request that the concrete evaluator decided as a set said it would.
 *
 * @param context what it carries beside the keys that every request of the principal carries
 */
public record ProvenRequest(
    String action, String resource, SortedMap<String, List<String>> context) {}
