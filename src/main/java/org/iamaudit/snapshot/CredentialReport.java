package org.iamaudit.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The credential report, a row for the root user and each user, in file order (IAM User Guide, "Get
 * credential reports").
 *
 * @param generated when AWS made it, if known
 */
public record CredentialReport(Optional<Instant> generated, List<Row> rows) {
  public CredentialReport {
    rows = List.copyOf(rows);
  }

  /** The same, made at that time unless it says so itself. */
  CredentialReport orGenerated(Optional<Instant> time) {
    return new CredentialReport(generated.or(() -> time), rows);
  }

  /**
   * What ages of its credentials count to: when it was made, which may be before the as-of time.
   */
  public Instant countsTo(Instant asOf) {
    return generated.filter(made -> made.isBefore(asOf)).orElse(asOf);
  }

  /**
   * A row. {@code mfaActive} and {@code passwordEnabled} are empty where the report says {@code
   * not_supported}.
   *
   * @param more whether there are further keys or certificates, which the report does not show
   */
  public record Row(
      String user,
      String arn,
      Optional<Instant> userCreated,
      Optional<Boolean> passwordEnabled,
      LastUse passwordLastUsed,
      Optional<Instant> passwordLastChanged,
      Optional<Boolean> mfaActive,
      List<AccessKey> accessKeys,
      List<Certificate> certificates,
      boolean more) {
    public Row {
      accessKeys = List.copyOf(accessKeys);
      certificates = List.copyOf(certificates);
    }

    public boolean isRoot() {
      return user.equals("<root_account>");
    }

    /**
     * Whether it is about that user and not about an earlier one of the same name. The listing may
     * have fractions of a second.
     */
    public boolean isOf(IamUser listed) {
      return arn.equals(listed.arn())
          && (userCreated.isEmpty()
              || listed.created().isEmpty()
              || Duration.between(userCreated.get(), listed.created().get()).abs().toSeconds() < 2);
    }
  }

  /**
   * When something was last used: at a moment, or why there is none ({@code N/A}, {@code
   * no_information}, {@code not_supported}, which differ).
   */
  public record LastUse(Optional<Instant> at, Status status) {
    /** The report's words. */
    public enum Status {
      USED,
      NOT_APPLICABLE,
      NO_INFORMATION,
      NOT_SUPPORTED
    }
  }

  /**
   * One of the two key slots; a slot that never had a key is inactive with no {@code lastRotated}.
   *
   * @param slot 1 or 2
   */
  public record AccessKey(
      int slot,
      boolean active,
      Optional<Instant> lastRotated,
      LastUse lastUsed,
      Optional<String> region,
      Optional<String> service) {
    /** Whether the slot holds a key. */
    public boolean exists() {
      return active || lastRotated.isPresent();
    }
  }

  /** One of the two signing certificate slots. */
  public record Certificate(int slot, boolean active, Optional<Instant> lastRotated) {}
}
