package org.iamaudit.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.CredentialReport.AccessKey;
import org.iamaudit.snapshot.CredentialReport.Certificate;
import org.iamaudit.snapshot.CredentialReport.LastUse;
import org.iamaudit.snapshot.CredentialReport.LastUse.Status;

/** Invented rows of a credential report. */
final class SampleCredentials {
  private SampleCredentials() {}

  static CredentialReport.Row of(
      String user, String arn, boolean password, Instant passwordUsed, boolean mfa, int keys) {
    LastUse never = new LastUse(Optional.empty(), Status.NO_INFORMATION);
    LastUse used = new LastUse(Optional.ofNullable(passwordUsed), Status.USED);
    List<AccessKey> slots = new ArrayList<>();
    for (int slot = 1; slot <= 2; slot++) {
      boolean there = slot <= keys;
      slots.add(
          new AccessKey(
              slot,
              there && slot == 1,
              there
                  ? Optional.of(SampleAccount.CREATED.plusSeconds(86_400L * slot))
                  : Optional.empty(),
              there && slot == 1
                  ? new LastUse(Optional.of(SampleAccount.USED), Status.USED)
                  : new LastUse(Optional.empty(), Status.NOT_APPLICABLE),
              there ? Optional.of("eu-west-1") : Optional.empty(),
              there ? Optional.of("s3") : Optional.empty()));
    }
    boolean root = user.startsWith("<");
    return new CredentialReport.Row(
        user,
        arn,
        Optional.of(SampleAccount.CREATED),
        root ? Optional.empty() : Optional.of(password),
        passwordUsed == null ? never : used,
        root ? Optional.empty() : Optional.of(SampleAccount.CREATED),
        Optional.of(mfa),
        slots,
        List.of(new Certificate(1, false, Optional.empty())),
        false);
  }
}
