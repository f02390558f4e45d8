package org.iamaudit.finding;

/**
 * Whom or what a finding is about: mostly a user or a role, for some types a group, a policy, a
 * baseline.
 *
 * @param uniqueId {@code AIDA…}, {@code AROA…}, or the ARN where AWS gives no id
 */
public record PrincipalRef(String kind, String name, String arn, String uniqueId) {}
