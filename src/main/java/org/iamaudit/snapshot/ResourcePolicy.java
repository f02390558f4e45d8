package org.iamaudit.snapshot;

import java.util.Optional;
import org.iamaudit.policy.PolicyDocument;

/** The resource-based policy of one resource. */
public record ResourcePolicy(String resourceArn, Optional<PolicyDocument> document) {}
