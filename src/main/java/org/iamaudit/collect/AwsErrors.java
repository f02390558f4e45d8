package org.iamaudit.collect;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.SdkClientException;
import java.util.Locale;
import java.util.Set;
import org.iamaudit.collect.CollectException.Kind;

/** What an error of AWS or of the way there means, and what can be done about it. */
final class AwsErrors {
  private static final Set<String> THROTTLING =
      Set.of(
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottledException",
          "RequestThrottled",
          "TooManyRequestsException",
          "RequestLimitExceeded",
          "LimitExceededException",
          "PriorRequestNotComplete",
          "SlowDown",
          "EC2ThrottledException",
          "ProvisionedThroughputExceededException",
          "BandwidthLimitExceeded",
          "TransactionInProgressException");

  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired");

  private static final Set<String> UNKNOWN_CREDENTIALS =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "InvalidToken",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException");

  private static final Set<String> SIGNATURE =
      Set.of(
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "RequestTimeTooSkewed",
          "RequestExpired",
          "AuthFailure");

  private static final int LONGEST_MESSAGE = 400;

  private AwsErrors() {}

  static boolean isThrottling(AmazonServiceException e) {
    return THROTTLING.contains(e.getErrorCode()) || e.getStatusCode() == 429;
  }

  /** Whether the same call may succeed a little later. */
  static boolean isPassing(AmazonServiceException e) {
    return isThrottling(e) || e.getStatusCode() >= 500 || "RequestTimeout".equals(e.getErrorCode());
  }

  static CollectException describe(AwsCall call, AmazonServiceException e) {
    String code = String.valueOf(e.getErrorCode());
    Kind kind = kind(code, e.getStatusCode());
    String said = "`" + call + "` failed with " + code + ": " + message(e.getErrorMessage());
    return new CollectException(kind, call, code, said + remedy(call, kind, code, said), e);
  }

  private static Kind kind(String code, int status) {
    if (EXPIRED.contains(code) || UNKNOWN_CREDENTIALS.contains(code) || SIGNATURE.contains(code)) {
      return Kind.CREDENTIALS;
    }
    if (code.startsWith("AccessDenied")
        || code.startsWith("AuthorizationError")
        || code.equals("MethodNotAllowed")
        || code.equals("UnauthorizedOperation")
        || code.equals("AllAccessDisabled")) {
      return Kind.DENIED;
    }
    return status == 404 || code.startsWith("NoSuch") || code.endsWith("NotFoundException")
        ? Kind.NOT_FOUND
        : Kind.FAILED;
  }

  private static String remedy(AwsCall call, Kind kind, String code, String said) {
    return switch (kind) {
      case DENIED -> denied(call);
      case CREDENTIALS -> credentials(code, said.toLowerCase(Locale.ROOT));
      default -> "";
    };
  }

  private static String denied(AwsCall call) {
    return switch (call.grant()) {
      case NONE -> "";
      case HUB ->
          "; let the auditor's own role `"
              + call.action()
              + "` and the other role trust it, with"
              + " the external id that is configured";
      case ORGANIZATION ->
          granted(call)
              + "; the management account and delegated administrators are answered only: set"
              + " `collect.organization.reader-role-arn` to a role there";
      case ACCOUNT -> granted(call);
    };
  }

  private static String granted(AwsCall call) {
    return AuditorPolicy.grants(call.action())
        ? "; needs `" + call.action() + "`, which config/aws/auditor-policy.json grants"
        : "; needs `" + call.action() + "`, which config/aws/auditor-policy.json lacks";
  }

  private static String credentials(String code, String said) {
    if (said.contains("not yet current")
        || said.contains("signature expired")
        || code.equals("RequestTimeTooSkewed")
        || code.equals("RequestExpired")) {
      return "; set the clock of this machine, it differs from AWS's by more than 5 minutes";
    }
    if (EXPIRED.contains(code)) {
      return "; the credentials have expired: sign in again, then start again, and it continues";
    }
    return SIGNATURE.contains(code)
        ? "; the secret access key does not belong to the access key: sign in again"
        : "; the credentials are unknown there: deactivated, or of another partition than the region";
  }

  /** No answer, or one that cannot be read. */
  static CollectException describe(AwsCall call, SdkClientException e) {
    if (e instanceof Refused refused) {
      return refused.reason();
    }
    String message = message(e.getMessage());
    boolean credentials =
        message.contains("Unable to load")
            && message.toLowerCase(Locale.ROOT).contains("credential");
    return credentials
        ? new CollectException(
            Kind.CREDENTIALS,
            call,
            "",
            "no AWS credentials found: set a profile, or run where a role is given; " + message,
            e)
        : new CollectException(Kind.FAILED, call, "", "`" + call + "` failed: " + message, e);
  }

  /** Whether repeating may help; credentials that are not there will not come. */
  static boolean isPassing(SdkClientException e, CollectException described) {
    return !(e instanceof Refused) && described.kind() == Kind.FAILED;
  }

  private static String message(String given) {
    String line = String.valueOf(given).replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
