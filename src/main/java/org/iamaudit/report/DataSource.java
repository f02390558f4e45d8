package org.iamaudit.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.LastAccessed;
import org.iamaudit.snapshot.SnapshotFile;

/** Where facts come from, with what is known to be weak about each. */
enum DataSource {
  AUTHORIZATION_DETAILS(
      "iam:GetAccountAuthorizationDetails",
      "Listings are eventually consistent. Role last used looks back 400 days.",
      s -> true,
      DataSource::collected),
  CREDENTIAL_REPORT(
      "iam:GetCredentialReport",
      "Cached by AWS for up to 4 hours, so it has a time of its own. Use of a key is kept to 15"
          + " minutes. No key ids. N/A, no_information and not_supported differ.",
      s -> s.credentialReport().isPresent(),
      s -> s.credentialReport().flatMap(CredentialReport::generated).stream().toList()),
  LAST_ACCESSED(
      "iam:GetServiceLastAccessedDetails",
      "About 4 hours late, at least 400 days back, counts denied attempts too. Not every action"
          + " is tracked: what is not is never called unused.",
      s -> s.lastAccessed().isPresent(),
      s ->
          s.lastAccessed().map(Map::values).stream()
              .flatMap(reports -> reports.stream())
              .map(LastAccessed::generated)
              .toList()),
  ACCOUNT_SUMMARY(
      "iam:GetAccountSummary",
      "Counts only: what the lists are held against, and what is known of the root user.",
      s -> s.accountSummary().isPresent(),
      DataSource::collected),
  PASSWORD_POLICY(
      "iam:GetAccountPasswordPolicy",
      "Length and characters bind a password when it is set: older ones need not meet them.",
      AccountSnapshot::knowsPasswordPolicy,
      DataSource::collected),
  VIRTUAL_MFA(
      "iam:ListVirtualMFADevices",
      "An active device that is not in it is a passkey or a piece of hardware.",
      s -> s.virtualMfaDevices().isPresent(),
      DataSource::collected),
  SERVER_CERTIFICATES(
      "iam:ListServerCertificates",
      "Certificates stored in IAM; those of AWS Certificate Manager are not in it.",
      s -> s.serverCertificates().isPresent(),
      DataSource::collected),
  ORGANIZATION(
      "organizations: path, SCPs, RCPs",
      "Without it service and resource control policies are not considered, so what is granted"
          + " may in truth be denied.",
      s ->
          s.organization().isPresent()
              || s.fileHashes().containsKey(SnapshotFile.ORGANIZATION.fileName()),
      DataSource::collected),
  RESOURCE_POLICIES(
      "resource-based policies",
      "Without them what a resource grants or denies is not considered.",
      s -> s.resourcePolicies().isPresent(),
      DataSource::collected),
  CLOUDTRAIL(
      "CloudTrail log files",
      "Event names are not always action names; data events only where switched on.",
      s -> s.cloudTrail().isPresent(),
      s -> List.of());

  private final String operation;
  private final String limits;
  private final Function<AccountSnapshot, Boolean> present;
  private final Function<AccountSnapshot, List<Instant>> asOf;

  DataSource(
      String operation,
      String limits,
      Function<AccountSnapshot, Boolean> present,
      Function<AccountSnapshot, List<Instant>> asOf) {
    this.operation = operation;
    this.limits = limits;
    this.present = present;
    this.asOf = asOf;
  }

  String operation() {
    return operation;
  }

  String limits() {
    return limits;
  }

  boolean isIn(AccountSnapshot snapshot) {
    return present.apply(snapshot);
  }

  List<Instant> asOf(AccountSnapshot snapshot) {
    return isIn(snapshot) ? asOf.apply(snapshot) : List.of();
  }

  private static List<Instant> collected(AccountSnapshot snapshot) {
    return Stream.of(snapshot.provenance().started(), snapshot.provenance().finished())
        .flatMap(Optional::stream)
        .toList();
  }
}
