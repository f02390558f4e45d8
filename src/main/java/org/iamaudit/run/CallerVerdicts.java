package org.iamaudit.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.iamaudit.arn.Arn;
import org.iamaudit.collect.AccountCheck;
import org.iamaudit.collect.PermissionCheck;
import org.iamaudit.evaluate.AccountPermissions;
import org.iamaudit.evaluate.Caller;
import org.iamaudit.evaluate.Decision;
import org.iamaudit.evaluate.Decision.Outcome;
import org.iamaudit.evaluate.EffectivePermissions;
import org.iamaudit.evaluate.MatchedStatement;
import org.iamaudit.evaluate.Request;
import org.iamaudit.evaluate.RequestContext;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.snapshot.SnapshotException;
import org.iamaudit.snapshot.SnapshotReader;

/** What the policies of a caller say of the permissions that it needs, as far as they are known. */
final class CallerVerdicts {
  private final Function<PermissionCheck, Verdict> judge;

  private CallerVerdicts(Function<PermissionCheck, Verdict> judge) {
    this.judge = judge;
  }

  /** What they say of one permission. */
  enum Kind {
    ALLOWED,
    DENIED,
    UNKNOWN
  }

  /**
   * What they say, and why.
   *
   * @param reason the layers that deny, or why nothing can be said; empty if they allow
   */
  record Verdict(Kind kind, String reason) {
    private static Verdict unknown(String reason) {
      return new Verdict(Kind.UNKNOWN, reason);
    }
  }

  /** Never fails: where nothing is known of the caller, every verdict is unknown. */
  static CallerVerdicts of(AccountCheck account) {
    return account
        .policies()
        .map(directory -> of(account.caller(), directory))
        .orElseGet(() -> unknown("the caller may not read its own policies"));
  }

  private static CallerVerdicts unknown(String reason) {
    return new CallerVerdicts(check -> Verdict.unknown(reason));
  }

  private static CallerVerdicts of(String callerArn, Path directory) {
    AccountSnapshot snapshot;
    Caller caller;
    try {
      snapshot = SnapshotReader.read(directory);
      caller = Caller.parse(callerArn);
    } catch (SnapshotException | IllegalArgumentException e) {
      return unknown(e.getMessage());
    }
    Optional<Principal> principal =
        snapshot.principals().stream().filter(p -> isCaller(p, caller)).findFirst();
    if (principal.isEmpty()) {
      return unknown("`" + callerArn + "` is no user or role of the account");
    }
    return of(principal.get(), new AccountPermissions(snapshot));
  }

  private static CallerVerdicts of(Principal principal, AccountPermissions permissions) {
    EffectivePermissions whole = permissions.of(principal, PermissionSet.EMPTY);
    if (!whole.unknown().isEmpty()) {
      return unknown(String.join("; ", whole.unknown()));
    }
    Function<Request, Decision> decisions = permissions.decisions(principal);
    Caller caller = Caller.parse(principal.arn());
    return new CallerVerdicts(
        check -> {
          RequestContext.Builder context = RequestContext.builder().putKeysOf(caller);
          Arn.parse(check.resource())
              .map(Arn::region)
              .filter(region -> !region.isEmpty())
              .ifPresent(region -> context.put("aws:RequestedRegion", region));
          Decision decision = decisions.apply(request(caller, check, context));
          decision
              .missingContextKeys()
              .forEach(key -> whole.knowledge().value(key).ifPresent(v -> context.put(key, v)));
          return verdict(decisions.apply(request(caller, check, context)));
        });
  }

  private static Request request(
      Caller caller, PermissionCheck check, RequestContext.Builder context) {
    return Request.of(caller, check.action(), check.resource(), context.build());
  }

  /** A session's ARN has the name of its role and not the path; names are unique in an account. */
  private static boolean isCaller(Principal principal, Caller caller) {
    return switch (caller.kind()) {
      case IAM_USER -> principal instanceof IamUser && principal.arn().equals(caller.text());
      case ROLE_SESSION -> principal instanceof IamRole && principal.name().equals(caller.name());
      case ROLE, FEDERATED_USER, ROOT, SERVICE, IDENTITY_PROVIDER, ANONYMOUS, UNKNOWN -> false;
    };
  }

  Verdict of(PermissionCheck check) {
    return judge.apply(check);
  }

  private static Verdict verdict(Decision decision) {
    if (!decision.missingContextKeys().isEmpty()) {
      return Verdict.unknown(
          "the caller's policies ask for " + String.join(", ", decision.missingContextKeys()));
    }
    if (decision.isAllowed()) {
      return new Verdict(Kind.ALLOWED, "");
    }
    List<String> by =
        decision.outcome() == Outcome.EXPLICIT_DENY
            ? decision.determining().stream().map(MatchedStatement::policy).distinct().toList()
            : decision.blockedBy().stream().map(Decision.Block::text).toList();
    return new Verdict(
        Kind.DENIED,
        (decision.outcome() == Outcome.EXPLICIT_DENY ? "explicit deny in " : "no allow in ")
            + String.join(", ", by));
  }
}
