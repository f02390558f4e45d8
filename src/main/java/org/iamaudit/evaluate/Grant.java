package org.iamaudit.evaluate;

/**
 * How closely a resource-based statement names the caller, which decides what else is needed in the
 * same account. In ascending order: each replaces what the one before does, and more (IAM User
 * Guide, "How AWS enforcement code logic evaluates requests to allow or deny access", table of
 * resource-based policies, read 2026-11; cases {@code same-account/*}).
 */
enum Grant {
  /** Not named. */
  NONE,
  /** By account, as id, root ARN or canonical id: delegates, the account's policies must allow. */
  ACCOUNT,
  /**
   * The role of a session, or the IAM user of a federated session: no identity-based Allow is
   * needed; boundary and session policy still limit.
   */
  ENTITY,
  /**
   * The very user or session, or everyone: neither identity-based policy nor boundary nor session
   * policy must allow.
   */
  SELF;

  boolean replacesIdentityPolicy() {
    return this == ENTITY || this == SELF;
  }

  boolean replacesBoundaryAndSession() {
    return this == SELF;
  }

  static Grant stronger(Grant a, Grant b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
