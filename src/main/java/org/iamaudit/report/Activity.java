package org.iamaudit.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.CredentialReport.LastUse;
import org.iamaudit.snapshot.IamRole;

/**
 * When something was last used, and the word that says why there may be no date.
 *
 * @param status {@code USED}, {@code NEVER_USED}, {@code NOT_TRACKED} or {@code NOT_APPLICABLE}
 */
record Activity(Optional<Instant> at, String status) {
  static final Activity NOT_APPLICABLE = new Activity(Optional.empty(), "NOT_APPLICABLE");
  static final Activity NOT_TRACKED = new Activity(Optional.empty(), "NOT_TRACKED");
  private static final Activity NEVER_USED = new Activity(Optional.empty(), "NEVER_USED");

  /** Of a credential that exists: {@code N/A} and {@code no_information} both say never. */
  static Activity of(LastUse use) {
    return switch (use.status()) {
      case USED -> new Activity(use.at(), "USED");
      case NOT_APPLICABLE, NO_INFORMATION -> NEVER_USED;
      case NOT_SUPPORTED -> NOT_TRACKED;
    };
  }

  /** The latest use of any credential of a user. */
  static Activity of(CredentialReport.Row row) {
    List<LastUse> uses = new ArrayList<>();
    if (row.isRoot() || row.passwordEnabled().orElse(false)) {
      uses.add(row.passwordLastUsed());
    }
    row.accessKeys().stream().filter(k -> k.exists()).forEach(k -> uses.add(k.lastUsed()));
    if (uses.isEmpty()) {
      return NOT_APPLICABLE;
    }
    return uses.stream()
        .map(Activity::of)
        .filter(a -> a.at().isPresent())
        .max(Comparator.comparing(a -> a.at().orElseThrow()))
        .orElse(NEVER_USED);
  }

  /** IAM looks back 400 days on roles. */
  static Activity of(IamRole role) {
    if (!role.lastUseKnown()) {
      return NOT_TRACKED;
    }
    return role.lastUsed().isPresent() ? new Activity(role.lastUsed(), "USED") : NEVER_USED;
  }
}
