package org.iamaudit.finding;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CredentialReport.AccessKey;
import org.iamaudit.snapshot.CredentialReport.LastUse;
import org.iamaudit.snapshot.CredentialReport.Row;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.MfaDevice;
import org.iamaudit.snapshot.PasswordPolicy;
import org.iamaudit.snapshot.ServerCertificate;

/**
 * Finds weak credentials: CRD-001 to CRD-011. Ages are counted to when the credential report was
 * made. What was not collected gives no finding; it has a gap already.
 */
final class CredentialHygiene {
  /** A key made so soon after its user was made together with it, as the console used to offer. */
  private static final long TOGETHER_MINUTES = 10;

  private final FindingFactory factory;
  private final AccountSnapshot snapshot;
  private final Thresholds thresholds;
  private final Instant asOf;
  private final Instant reported;

  CredentialHygiene(
      FindingFactory factory, AccountSnapshot snapshot, Thresholds thresholds, Instant asOf) {
    this.factory = factory;
    this.snapshot = snapshot;
    this.thresholds = thresholds;
    this.asOf = asOf;
    this.reported = snapshot.credentialReport().map(r -> r.countsTo(asOf)).orElse(asOf);
  }

  private Instant before(Period period) {
    return reported.atZone(ZoneOffset.UTC).minus(period).toInstant();
  }

  /** CRD-005 to CRD-009 for one user and its row of the credential report. */
  List<Finding> user(IamUser user, Row row) {
    PrincipalRef about = FindingFactory.ref(user);
    List<Finding> findings = new ArrayList<>();
    boolean password = row.passwordEnabled().orElse(false);
    if (password && !row.mfaActive().orElse(true)) {
      findings.add(
          factory
              .draft(FindingType.USER_MFA_MISSING, about, List.of())
              .write(
                  "signs in to the console with a password alone",
                  "Have " + user.name() + " register an MFA device, or remove the password"));
    }
    List<AccessKey> active = row.accessKeys().stream().filter(AccessKey::active).toList();
    for (AccessKey key : active) {
      rotation(about, key).ifPresent(findings::add);
      if (password && isInitial(row.userCreated().or(user::created), key)) {
        findings.add(
            factory
                .draft(FindingType.INITIAL_KEY_NEVER_USED, about, discriminator(key))
                .write(
                    "access key " + key.slot() + " was made with the user and never used",
                    "Delete access key " + key.slot() + " of " + user.name()));
      }
    }
    if (active.size() > 1) {
      findings.add(
          factory
              .draft(FindingType.MULTIPLE_ACTIVE_KEYS, about, List.of())
              .write(
                  "has " + active.size() + " active access keys",
                  "Finish the rotation: deactivate the older key, then delete it"));
    }
    if (!active.isEmpty()) {
      findings.add(
          factory
              .draft(FindingType.LONG_LIVED_CREDENTIAL, about, List.of())
              .write(
                  "works with an access key that never expires by itself",
                  "Let a role with temporary credentials do the work, then delete the key"));
    }
    return findings;
  }

  private Optional<Finding> rotation(PrincipalRef about, AccessKey key) {
    return key.lastRotated()
        .filter(made -> made.isBefore(before(thresholds.accessKeyAge())))
        .map(
            made ->
                factory
                    .draft(FindingType.KEY_NOT_ROTATED, about, discriminator(key))
                    .write(
                        "access key "
                            + key.slot()
                            + " is "
                            + ChronoUnit.DAYS.between(made, reported)
                            + " days old",
                        "Make a new key, move to it, then delete access key " + key.slot()));
  }

  private static boolean isInitial(Optional<Instant> userCreated, AccessKey key) {
    return key.lastUsed().at().isEmpty()
        && key.lastUsed().status() != LastUse.Status.NOT_SUPPORTED
        && userCreated.isPresent()
        && key.lastRotated().isPresent()
        && ChronoUnit.MINUTES.between(userCreated.get(), key.lastRotated().get())
            < TOGETHER_MINUTES;
  }

  /** The report has no key ids; a key is told by its slot and the moment it was made. */
  private static List<String> discriminator(AccessKey key) {
    return List.of("key " + key.slot(), key.lastRotated().map(Instant::toString).orElse(""));
  }

  /** CRD-001 to CRD-004, CRD-010 and CRD-011: what is about the account as a whole. */
  List<Finding> account() {
    List<Finding> findings = new ArrayList<>();
    Optional<Row> root =
        snapshot.credentialReport().stream()
            .flatMap(report -> report.rows().stream())
            .filter(Row::isRoot)
            .findFirst();
    if (rootHasKey(root)) {
      findings.add(
          factory
              .draft(FindingType.ROOT_ACCESS_KEY, root(), List.of())
              .write(
                  "the root user has an active access key",
                  "Delete the access key of the root user; nothing needs one"));
    }
    rootMfa(root).ifPresent(findings::add);
    root.flatMap(this::rootUse).ifPresent(findings::add);
    if (snapshot.knowsPasswordPolicy()) {
      passwordPolicy().ifPresent(findings::add);
    }
    snapshot.serverCertificates().orElse(List.of()).stream()
        .filter(c -> c.expiration().isBefore(asOf))
        .map(this::expired)
        .forEach(findings::add);
    return findings;
  }

  private PrincipalRef root() {
    return new PrincipalRef("root", "root", rootArn(), rootArn());
  }

  private String rootArn() {
    return "arn:" + snapshot.partition() + ":iam::" + snapshot.account() + ":root";
  }

  /** Either source may be older than the other; one that tells of a key is enough. */
  private boolean rootHasKey(Optional<Row> root) {
    return root.stream().flatMap(row -> row.accessKeys().stream()).anyMatch(AccessKey::active)
        || summary("AccountAccessKeysPresent").filter(n -> n > 0).isPresent();
  }

  private Optional<Long> summary(String name) {
    return snapshot.accountSummary().map(s -> s.get(name));
  }

  /** A root user whose password and keys were removed cannot sign in, so it needs no device. */
  private Optional<Finding> rootMfa(Optional<Row> root) {
    boolean missing =
        root.flatMap(Row::mfaActive).filter(active -> !active).isPresent()
            || summary("AccountMFAEnabled").filter(n -> n == 0).isPresent();
    boolean locked =
        summary("AccountPasswordPresent").filter(n -> n == 0).isPresent()
            && !root.flatMap(Row::passwordEnabled).orElse(false)
            && !rootHasKey(root);
    if (missing && !locked) {
      return Optional.of(
          factory
              .draft(FindingType.ROOT_MFA_MISSING, root(), List.of())
              .write(
                  "the root user has no MFA device",
                  "Register two hardware MFA devices for the root user"));
    }
    List<MfaDevice> devices = snapshot.virtualMfaDevices().orElse(List.of());
    boolean virtual = devices.stream().anyMatch(d -> d.userArn().equals(Optional.of(rootArn())));
    return virtual
        ? Optional.of(
            factory
                .draft(FindingType.ROOT_MFA_NOT_HARDWARE, root(), List.of())
                .write(
                    "an MFA device of the root user is a virtual one",
                    "Replace the virtual MFA device of the root user by hardware or a passkey"))
        : Optional.empty();
  }

  private Optional<Finding> rootUse(Row row) {
    return Stream.concat(
            row.passwordLastUsed().at().stream(),
            row.accessKeys().stream().flatMap(key -> key.lastUsed().at().stream()))
        .max(Instant::compareTo)
        .filter(last -> !last.isBefore(before(thresholds.rootUse())))
        .map(
            last ->
                factory
                    .draft(FindingType.ROOT_USED, root(), List.of())
                    .write(
                        "the root user was last used " + last,
                        "Find out who used it and why; give that task to a role"));
  }

  private Optional<Finding> passwordPolicy() {
    List<String> weak =
        snapshot
            .passwordPolicy()
            .map(this::weaknesses)
            .orElse(List.of("there is none, so the defaults of AWS hold"));
    if (weak.isEmpty()) {
      return Optional.empty();
    }
    String account = snapshot.account().digits();
    PrincipalRef about = new PrincipalRef("account", account, rootArn(), "account:" + account);
    return Optional.of(
        factory
            .draft(FindingType.PASSWORD_POLICY_WEAK, about, List.of())
            .write(
                "password policy: " + String.join("; ", weak),
                "Require "
                    + thresholds.passwordLength()
                    + " characters of all kinds and refuse the last "
                    + thresholds.passwordReuse()
                    + " passwords"));
  }

  private List<String> weaknesses(PasswordPolicy policy) {
    List<String> weak = new ArrayList<>();
    if (policy.minimumLength() < thresholds.passwordLength()) {
      weak.add("asks for " + policy.minimumLength() + " characters");
    }
    int refused = policy.reusePrevention().orElse(0);
    if (refused < thresholds.passwordReuse()) {
      weak.add(refused == 0 ? "refuses no earlier password" : "refuses the last " + refused);
    }
    List<String> optional = new ArrayList<>();
    if (!policy.requireUppercase()) {
      optional.add("upper-case letters");
    }
    if (!policy.requireLowercase()) {
      optional.add("lower-case letters");
    }
    if (!policy.requireNumbers()) {
      optional.add("numbers");
    }
    if (!policy.requireSymbols()) {
      optional.add("symbols");
    }
    if (!optional.isEmpty()) {
      weak.add("does not ask for " + String.join(", ", optional));
    }
    return weak;
  }

  private Finding expired(ServerCertificate certificate) {
    return factory
        .draft(
            FindingType.SERVER_CERT_EXPIRED,
            new PrincipalRef(
                "server certificate", certificate.name(), certificate.arn(), certificate.id()),
            List.of())
        .write(
            "server certificate expired " + certificate.expiration(),
            "Move what still uses it to a certificate of ACM, then delete it");
  }
}
