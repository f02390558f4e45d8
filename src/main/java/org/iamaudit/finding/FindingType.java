package org.iamaudit.finding;

/** The registry of finding types. Codes and names are forever. */
public enum FindingType {
  EXCESS_PERMISSION("BAS-001", Severity.MEDIUM, "granted, not required"),
  MISSING_PERMISSION(
      "BAS-002", Severity.MEDIUM, "required, not granted: will fail with AccessDenied"),
  FORBIDDEN_PERMISSION("BAS-003", Severity.CRITICAL, "granted although the baseline forbids it"),
  NO_BASELINE("BAS-004", Severity.LOW, "no baseline says what the principal needs"),
  TRUST_EXCESS("BAS-005", Severity.HIGH, "may be assumed by someone the baseline does not name"),
  TRUST_MISSING("BAS-006", Severity.MEDIUM, "cannot be assumed by someone the baseline requires"),
  BASELINE_OVERDUE("BAS-007", Severity.LOW, "the baseline's review date has passed"),
  BASELINE_OR_POLICY_INEFFECTIVE(
      "BAS-008", Severity.INFO, "names an action or resource that does not exist"),
  DENIED_ATTEMPTS(
      "BAS-009", Severity.INFO, "tried and denied, neither required nor granted like that"),
  USER_INACTIVE("USE-001", Severity.MEDIUM, "a user with credentials that were not used"),
  PASSWORD_UNUSED("USE-002", Severity.MEDIUM, "a console password that was not used"),
  ACCESS_KEY_UNUSED("USE-003", Severity.MEDIUM, "an active access key that was not used"),
  ROLE_UNUSED("USE-004", Severity.MEDIUM, "a role that was not used"),
  PERMISSION_UNUSED("USE-005", Severity.LOW, "granted, not used"),
  ORPHAN_OBJECT("USE-006", Severity.INFO, "an empty group or an unattached policy"),
  ROOT_ACCESS_KEY("CRD-001", Severity.CRITICAL, "the root user has an active access key"),
  ROOT_MFA_MISSING("CRD-002", Severity.CRITICAL, "the root user can sign in without MFA"),
  ROOT_MFA_NOT_HARDWARE("CRD-003", Severity.MEDIUM, "the root user has a virtual MFA device"),
  ROOT_USED("CRD-004", Severity.HIGH, "the root user was used"),
  USER_MFA_MISSING("CRD-005", Severity.HIGH, "a console password without MFA"),
  KEY_NOT_ROTATED("CRD-006", Severity.MEDIUM, "an active access key that is too old"),
  MULTIPLE_ACTIVE_KEYS("CRD-007", Severity.LOW, "a user with two active access keys"),
  INITIAL_KEY_NEVER_USED(
      "CRD-008", Severity.LOW, "an access key made with a console user and never used"),
  LONG_LIVED_CREDENTIAL(
      "CRD-009", Severity.MEDIUM, "a user with an access key, which never expires by itself"),
  PASSWORD_POLICY_WEAK("CRD-010", Severity.MEDIUM, "the password policy is absent or too weak"),
  SERVER_CERT_EXPIRED("CRD-011", Severity.MEDIUM, "a server certificate that has expired"),
  EXCEPTION_EXPIRED(
      "GOV-006", Severity.MEDIUM, "a waiver has expired, what it excused is active again");

  private final String code;
  private final Severity base;
  private final String meaning;

  FindingType(String code, Severity base, String meaning) {
    this.code = code;
    this.base = base;
    this.meaning = meaning;
  }

  /** For example {@code BAS-001}. */
  public String code() {
    return code;
  }

  /** Severity before reach and access level are looked at. */
  public Severity base() {
    return base;
  }

  /** The rule in a phrase. */
  public String meaning() {
    return meaning;
  }
}
