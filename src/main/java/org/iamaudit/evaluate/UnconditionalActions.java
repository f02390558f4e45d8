package org.iamaudit.evaluate;

/**
 * Calls that no policy decides: sts:GetCallerIdentity succeeds for every signed request, even
 * against a Deny; sts:GetSessionToken needs no permission and no policy can forbid it to an IAM
 * user or a root user (AWS STS API Reference, "GetCallerIdentity"; IAM User Guide, "Permissions for
 * GetSessionToken"; read 2026-11; cases {@code unconditional/*}).
 */
final class UnconditionalActions {
  private UnconditionalActions() {}

  static boolean succeeds(Evaluation e) {
    return switch (e.action) {
      case "sts:getcalleridentity" ->
          switch (e.caller.kind()) {
            case IAM_USER, ROLE_SESSION, ROLE, FEDERATED_USER, ROOT, UNKNOWN -> true;
            case SERVICE, IDENTITY_PROVIDER, ANONYMOUS -> false;
          };
      case "sts:getsessiontoken" ->
          e.caller.kind() == Caller.Kind.IAM_USER || e.caller.kind() == Caller.Kind.ROOT;
      default -> false;
    };
  }
}
