package org.iamaudit.evaluate;

import org.iamaudit.policy.PolicyDocument;

/**
 * A policy document and what to call it in a decision.
 *
 * @param name an ARN, the name of an inline policy, or the place in a request ({@code
 *     PolicyInputList.1})
 */
public record SourcedPolicy(String name, PolicyDocument document) {}
