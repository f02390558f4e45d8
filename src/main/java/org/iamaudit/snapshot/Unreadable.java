package org.iamaudit.snapshot;

import org.iamaudit.policy.Quoted;

/**
 * Something of a user, group or role that cannot be read.
 *
 * @param what {@link #TRUST_POLICY}, {@link #UNIQUE_ID}, a policy's name or that of a list
 */
record Unreadable(String what, String problem) {
  static final String TRUST_POLICY = "trust policy";
  static final String UNIQUE_ID = "unique id";

  /**
   * The gap that it leaves.
   *
   * @param type {@code user}, {@code role} or {@code group}
   */
  Gap gap(String type, String name, String arn) {
    return new Gap(
        Gap.Kind.UNREADABLE,
        arn + ": " + what,
        problem,
        effect(type, type + " " + Quoted.of(name)));
  }

  private String effect(String type, String owner) {
    return switch (what) {
      case TRUST_POLICY -> "who may assume " + owner + " is unknown";
      case UNIQUE_ID -> "what policies permit or deny " + owner + " by its unique id is unknown";
      default ->
          "what it permits or denies is unknown, so that the permissions of "
              + (type.equals("group") ? "the members of " : "")
              + owner
              + " are not known in full";
    };
  }
}
