package org.iamaudit.finding;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.snapshot.CredentialReport.AccessKey;
import org.iamaudit.snapshot.CredentialReport.Certificate;
import org.iamaudit.snapshot.CredentialReport.LastUse;
import org.iamaudit.snapshot.CredentialReport.Row;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.LastAccessed;
import org.iamaudit.usage.Use;
import org.iamaudit.usage.UseState;

/**
 * Finds credentials, users and roles that nobody uses. What was never used counts from the day it
 * was made or changed, so a new credential is not unused yet.
 */
final class CredentialUse {
  private final FindingFactory factory;
  private final Instant credentialLimit;
  private final Instant roleLimit;

  /**
   * @param reported what ages of credentials count to
   */
  CredentialUse(FindingFactory factory, Thresholds thresholds, Instant asOf, Instant reported) {
    this.factory = factory;
    this.credentialLimit = before(reported, thresholds.unusedCredential());
    this.roleLimit = before(asOf, thresholds.unusedRole());
  }

  private static Instant before(Instant asOf, java.time.Period period) {
    return asOf.atZone(ZoneOffset.UTC).minus(period).toInstant();
  }

  /** USE-001 to USE-003 for one user and its row of the credential report. */
  List<Finding> user(IamUser user, Row row) {
    PrincipalRef about = FindingFactory.ref(user);
    List<Finding> findings = new ArrayList<>();
    boolean password = row.passwordEnabled().orElse(false);
    int credentials = 0;
    int idle = 0;
    if (password) {
      credentials++;
      Optional<Instant> last = row.passwordLastUsed().at();
      if (isIdle(last, row.passwordLastChanged().or(row::userCreated), credentialLimit)) {
        idle++;
        findings.add(
            factory
                .draft(FindingType.PASSWORD_UNUSED, about, List.of())
                .use(idle(last, "credential report"))
                .write(
                    "console password " + since(last, row.passwordLastUsed()),
                    "Remove the login profile of " + user.name()));
      }
    }
    for (AccessKey key : row.accessKeys()) {
      if (!key.active()) {
        continue;
      }
      credentials++;
      Optional<Instant> last = key.lastUsed().at();
      if (isIdle(last, key.lastRotated().or(row::userCreated), credentialLimit)) {
        idle++;
        findings.add(
            factory
                .draft(
                    FindingType.ACCESS_KEY_UNUSED,
                    about,
                    List.of(
                        "key " + key.slot(), key.lastRotated().map(Instant::toString).orElse("")))
                .use(idle(last, "credential report"))
                .write(
                    "access key " + key.slot() + " " + since(last, key.lastUsed()),
                    "Deactivate access key "
                        + key.slot()
                        + " of "
                        + user.name()
                        + ", then delete it"));
      }
    }
    // AWS does not say when a certificate was used, so a user with one is never called inactive.
    boolean certificate = row.certificates().stream().anyMatch(Certificate::active);
    if (credentials > 0 && idle == credentials && !certificate) {
      Optional<Instant> latest =
          java.util.stream.Stream.concat(
                  row.passwordLastUsed().at().stream(),
                  row.accessKeys().stream().flatMap(k -> k.lastUsed().at().stream()))
              .max(Instant::compareTo);
      findings.add(
          factory
              .draft(FindingType.USER_INACTIVE, about, List.of())
              .use(idle(latest, "credential report"))
              .write(
                  credentials == 1
                      ? "the user's only credential is not in use"
                      : "none of the user's " + credentials + " credentials is in use",
                  "Confirm with the owner, then delete " + user.name()));
    }
    return findings;
  }

  /**
   * USE-004. Service-linked roles are left out: the service makes and removes them. Nothing is said
   * of a role whose listing tells no last use and that has no report.
   *
   * @param report empty too if it tells nothing of the period
   */
  Optional<Finding> role(IamRole role, Optional<LastAccessed> report) {
    Optional<Instant> last =
        java.util.stream.Stream.concat(
                role.lastUsed().stream(),
                report.stream()
                    .flatMap(r -> r.services().values().stream())
                    .flatMap(s -> s.lastAuthenticated().stream()))
            .max(Instant::compareTo);
    boolean known = role.lastUseKnown() || report.isPresent();
    if (role.isServiceLinked() || !known || !isIdle(last, role.created(), roleLimit)) {
      return Optional.empty();
    }
    return Optional.of(
        factory
            .draft(FindingType.ROLE_UNUSED, FindingFactory.ref(role), List.of())
            .use(idle(last, "role last used"))
            .write(
                "role "
                    + last.map(l -> "last used " + l).orElse("not used in the trailing 400 days"),
                "Confirm with the owner, then delete " + role.name()));
  }

  private static boolean isIdle(Optional<Instant> lastUsed, Optional<Instant> made, Instant limit) {
    Optional<Instant> latest = lastUsed.or(() -> made);
    return latest.isEmpty() || latest.get().isBefore(limit);
  }

  private static Use idle(Optional<Instant> last, String source) {
    return new Use(UseState.NOT_USED, last, source);
  }

  private static String since(Optional<Instant> last, LastUse use) {
    return last.map(l -> "last used " + l)
        .orElse(
            use.status() == LastUse.Status.NO_INFORMATION
                ? "never used, or not since 2014"
                : "never used");
  }
}
