package org.iamaudit.snapshot;

/** The files of a snapshot directory, named like the AWS CLI command that prints them. */
public enum SnapshotFile {
  AUTHORIZATION_DETAILS(AuthorizationDetails.FILE, "nothing can be said of the account"),
  CREDENTIAL_REPORT(
      "credential-report.csv",
      "passwords, access keys and MFA of the root user and the users are unknown"),
  SERVICE_LAST_ACCESSED(
      "service-last-accessed.jsonl",
      "which permissions were used is unknown, so that none can be called unused"),
  ACCOUNT_SUMMARY(
      "account-summary.json",
      "the account's own counts are unknown, among them whether it has server certificates"),
  PASSWORD_POLICY(
      "account-password-policy.json", "whether there is a password policy, and which, is unknown"),
  VIRTUAL_MFA_DEVICES(
      "virtual-mfa-devices.json",
      "whether the root user's MFA device is a virtual or a hardware one is unknown"),
  SERVER_CERTIFICATES(
      "server-certificates.json", "whether the account's server certificates expired is unknown"),
  ORGANIZATION(
      "organization.json",
      "SCPs and RCPs are unknown: what they deny is not subtracted from permissions"),
  RESOURCE_POLICIES(
      "resource-policies.json",
      "what resource-based policies grant or deny is unknown, apart from role trust policies"),
  CLOUD_TRAIL(
      "cloudtrail",
      "use of actions that service last accessed data does not track, and denied attempts, are"
          + " unknown"),
  SNAPSHOT("snapshot.json", "how the snapshot was made is not recorded");

  private final String fileName;
  private final String effectIfAbsent;

  SnapshotFile(String fileName, String effectIfAbsent) {
    this.fileName = fileName;
    this.effectIfAbsent = effectIfAbsent;
  }

  /** The name in the directory; {@code cloudtrail} is a folder. */
  public String fileName() {
    return fileName;
  }

  /** What an audit cannot say without it. */
  public String effectIfAbsent() {
    return effectIfAbsent;
  }

  /** The gap that a snapshot without it has. */
  public Gap notCollected() {
    return new Gap(Gap.Kind.NOT_COLLECTED, fileName, "not collected", effectIfAbsent);
  }
}
