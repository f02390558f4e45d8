package org.iamaudit.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.Provenance;
import org.iamaudit.snapshot.SnapshotFile;

/** What a manifest says of the operations that were called, and of the files with their answers. */
final class ManifestSources {
  private final AccountSnapshot snapshot;

  private ManifestSources(AccountSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** In the order of accounts, then as the snapshots list them. */
  static List<Manifest.Source> of(AuditResult result) {
    List<Manifest.Source> sources = new ArrayList<>();
    for (AccountResult account : result.accounts()) {
      ManifestSources of = new ManifestSources(account.snapshot());
      account.snapshot().provenance().calls().forEach(call -> sources.add(of.source(call)));
    }
    return sources;
  }

  private Manifest.Source source(Provenance.Call call) {
    Optional<SnapshotFile> file = file(call);
    Optional<String> stored =
        file.map(SnapshotFile::fileName).filter(snapshot.fileHashes()::containsKey);
    return new Manifest.Source(
        snapshot.account().digits(),
        call.region(),
        call.service(),
        call.operation(),
        call.parameters(),
        asOf(file),
        call.firstRequestId(),
        call.lastRequestId(),
        call.count(),
        file.flatMap(this::items),
        stored.map(name -> "snapshot/" + snapshot.account() + "/" + name),
        stored.map(snapshot.fileHashes()::get));
  }

  /** The file that keeps the answers of an operation; empty if it only leads to others. */
  private static Optional<SnapshotFile> file(Provenance.Call call) {
    if (call.service().equals("organizations")) {
      return Optional.of(SnapshotFile.ORGANIZATION);
    }
    if (!call.service().equals("iam")) {
      return call.operation().endsWith("Policy") || call.operation().endsWith("Attributes")
          ? Optional.of(SnapshotFile.RESOURCE_POLICIES)
          : Optional.empty();
    }
    return Optional.ofNullable(
        switch (call.operation()) {
          case "GetAccountAuthorizationDetails", "GetPolicyVersion", "ListPolicyVersions" ->
              SnapshotFile.AUTHORIZATION_DETAILS;
          case "GetCredentialReport" -> SnapshotFile.CREDENTIAL_REPORT;
          case "GetServiceLastAccessedDetails" -> SnapshotFile.SERVICE_LAST_ACCESSED;
          case "GetAccountSummary" -> SnapshotFile.ACCOUNT_SUMMARY;
          case "GetAccountPasswordPolicy" -> SnapshotFile.PASSWORD_POLICY;
          case "ListVirtualMFADevices" -> SnapshotFile.VIRTUAL_MFA_DEVICES;
          case "ListServerCertificates" -> SnapshotFile.SERVER_CERTIFICATES;
          default -> null;
        });
  }

  /** AWS makes the credential report before it is fetched; all else is as of the collection. */
  private Optional<Instant> asOf(Optional<SnapshotFile> file) {
    return file.filter(SnapshotFile.CREDENTIAL_REPORT::equals)
        .flatMap(f -> snapshot.credentialReport())
        .flatMap(CredentialReport::generated)
        .or(() -> snapshot.provenance().finished());
  }

  private Optional<Integer> items(SnapshotFile file) {
    return switch (file) {
      case AUTHORIZATION_DETAILS ->
          Optional.of(
              snapshot.users().size()
                  + snapshot.groups().size()
                  + snapshot.roles().size()
                  + snapshot.policies().size());
      case CREDENTIAL_REPORT -> snapshot.credentialReport().map(r -> r.rows().size());
      case SERVICE_LAST_ACCESSED -> snapshot.lastAccessed().map(Map::size);
      case ACCOUNT_SUMMARY -> snapshot.accountSummary().map(Map::size);
      case PASSWORD_POLICY -> snapshot.passwordPolicy().map(p -> 1);
      case VIRTUAL_MFA_DEVICES -> snapshot.virtualMfaDevices().map(Collection::size);
      case SERVER_CERTIFICATES -> snapshot.serverCertificates().map(Collection::size);
      case RESOURCE_POLICIES -> snapshot.resourcePolicies().map(Collection::size);
      case CLOUD_TRAIL -> snapshot.cloudTrail().map(Collection::size);
      case ORGANIZATION, SNAPSHOT -> Optional.empty();
    };
  }
}
