package org.iamaudit.snapshot;

import java.util.Optional;
import org.iamaudit.policy.PolicyDocument;

/**
 * An inline policy.
 *
 * @param document absent if it could not be read, which is then a {@link Gap} of the snapshot
 */
public record NamedPolicy(String name, Optional<PolicyDocument> document) {}
