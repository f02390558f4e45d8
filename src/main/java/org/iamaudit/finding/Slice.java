package org.iamaudit.finding;

import java.util.List;
import java.util.Optional;
import org.iamaudit.evaluate.GrantingStatement;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.usage.UseState;

/**
 * A part of a principal's permissions with one standing towards its baselines, before usage is
 * looked at.
 *
 * @param grant empty for what is missing
 * @param requiredBy label of the requiring, tolerating or forbidding statement; empty string if
 *     none
 * @param findingId of the finding it belongs to, if it has one
 */
record Slice(
    Standing standing,
    Optional<GrantingStatement> grant,
    String requiredBy,
    PermissionSet permissions,
    List<String> blockedBy,
    Optional<String> findingId) {

  /** Towards the baselines. */
  enum Standing {
    REQUIRED,
    TOLERATED,
    EXCESS,
    FORBIDDEN,
    MISSING,
    /** No baseline matches. */
    UNJUDGED
  }

  /** The verdict once use is known. */
  Verdict verdict(UseState use) {
    boolean unused = use == UseState.NOT_USED;
    return switch (standing) {
      case REQUIRED -> unused ? Verdict.UNUSED : Verdict.OK;
      case TOLERATED -> unused ? Verdict.UNUSED : Verdict.TOLERATED;
      case UNJUDGED -> unused ? Verdict.UNUSED : Verdict.NOT_JUDGED;
      case FORBIDDEN -> Verdict.FORBIDDEN;
      case MISSING -> Verdict.MISSING;
      case EXCESS ->
          switch (use) {
            case USED -> Verdict.EXCESS_IN_USE;
            case NOT_USED -> Verdict.EXCESS_UNUSED;
            case NOT_TRACKED, WINDOW_TOO_SHORT -> Verdict.EXCESS_USE_UNKNOWN;
          };
    };
  }
}
