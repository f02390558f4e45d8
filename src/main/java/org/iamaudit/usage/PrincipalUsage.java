package org.iamaudit.usage;

import java.time.Instant;
import java.util.List;

/** STUB until the usage branch is merged. */
public class PrincipalUsage {
  public Use use(String service, String action) {
    throw new UnsupportedOperationException();
  }

  public record DeniedAttempt(String action, int count, Instant last) {}

  public List<DeniedAttempt> deniedAttempts() {
    throw new UnsupportedOperationException();
  }
}
