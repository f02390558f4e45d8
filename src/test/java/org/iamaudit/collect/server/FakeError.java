package org.iamaudit.collect.server;

/** An error of AWS, whatever the protocol. */
public final class FakeError extends RuntimeException {
  private static final long serialVersionUID = 1;

  final int status;
  final String code;

  public FakeError(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static FakeError noSuchEntity(String what) {
    return new FakeError(404, "NoSuchEntity", what + " cannot be found.");
  }

  public static FakeError throttling() {
    return new FakeError(400, "Throttling", "Rate exceeded");
  }

  public static FakeError denied(FakeCall call, String action) {
    String code =
        switch (call.service()) {
          case "iam", "sts", "s3" -> "AccessDenied";
          case "sns" -> "AuthorizationError";
          default -> "AccessDeniedException";
        };
    return new FakeError(
        403,
        code,
        "User: arn:aws:sts::"
            + call.account()
            + ":assumed-role/iamaudit-member/test is not authorized to perform: "
            + action
            + " because no identity-based policy allows the "
            + action
            + " action");
  }
}
