package org.iamaudit.usage;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.arn.NameCase;
import org.iamaudit.snapshot.CloudTrailEvent;
import org.iamaudit.usage.PrincipalUsage.DeniedAttempt;

/** What the CloudTrail events of one principal show: actions that went through or were denied. */
final class CloudTrailUse {
  static final CloudTrailUse NONE = new CloudTrailUse();

  private final Map<String, Map<String, Instant>> used = new HashMap<>();
  private final Map<String, DeniedAttempt> denied = new TreeMap<>();

  /** Only while the evidence is gathered. */
  void add(CloudTrailEvent event) {
    if (event.errorCode().isEmpty()) {
      EventAction.of(event).forEach(action -> used(action, event.time()));
    } else if (isDenial(event.errorCode().get()) || EventAction.saysDenied(event)) {
      String action = EventAction.denied(event);
      denied.merge(
          action,
          new DeniedAttempt(action, 1, event.time()),
          (a, b) -> new DeniedAttempt(action, a.count() + b.count(), later(a.last(), b.last())));
    }
  }

  private void used(String action, Instant time) {
    String lower = NameCase.lower(action);
    int colon = lower.indexOf(':');
    used.computeIfAbsent(lower.substring(0, colon), service -> new HashMap<>())
        .merge(lower.substring(colon + 1), time, CloudTrailUse::later);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /**
   * Services name denials differently: {@code AccessDenied} (IAM, STS, S3), {@code
   * AccessDeniedException}, {@code Client.UnauthorizedOperation} (EC2). Others have codes of their
   * own, such as {@code AuthorizationError} (SNS), with the message that all have in common.
   */
  private static boolean isDenial(String errorCode) {
    return errorCode.startsWith("AccessDenied") || errorCode.endsWith("UnauthorizedOperation");
  }

  boolean isEmpty() {
    return used.isEmpty();
  }

  /** Both names in lower case. */
  Optional<Instant> lastUse(String service, String action) {
    return Optional.ofNullable(used.getOrDefault(service, Map.of()).get(action));
  }

  List<DeniedAttempt> denied() {
    return List.copyOf(denied.values());
  }
}
