package org.iamaudit.policy;

import static org.iamaudit.policy.Grammar.Presence.FORBIDDEN;
import static org.iamaudit.policy.Grammar.Presence.OPTIONAL;
import static org.iamaudit.policy.Grammar.Presence.REQUIRED;

/**
 * Which elements a policy of a kind may and must have (IAM User Guide, "Grammar of the IAM JSON
 * policy language"; Organizations User Guide, "SCP syntax" and "RCP syntax"; read 2026-11).
 *
 * @param managed whether IAM or Organizations stores the policy, which are stricter than other
 *     services about Sids and characters
 * @param id whether {@code Id} is expected
 */
record Grammar(
    Presence principal,
    boolean notPrincipal,
    boolean notAction,
    Presence resource,
    boolean managed,
    boolean id) {
  /** Whether an element may be there. */
  enum Presence {
    REQUIRED,
    OPTIONAL,
    FORBIDDEN
  }

  static Grammar of(PolicyKind kind) {
    return switch (kind) {
      case IDENTITY, BOUNDARY, SESSION, SCP ->
          new Grammar(FORBIDDEN, false, true, REQUIRED, true, false);
      case RCP -> new Grammar(REQUIRED, false, false, REQUIRED, true, false);
      case TRUST -> new Grammar(REQUIRED, false, true, FORBIDDEN, true, true);
      // Queues, topics and keys have policies without Resource: it is the thing they are on.
      case RESOURCE, VPC_ENDPOINT -> new Grammar(REQUIRED, true, true, OPTIONAL, false, true);
    };
  }
}
