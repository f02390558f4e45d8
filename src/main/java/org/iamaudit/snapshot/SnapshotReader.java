package org.iamaudit.snapshot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.iamaudit.arn.AccountId;

/**
 * Reads a snapshot directory: files named and written as the AWS CLI prints them, of which only
 * {@code account-authorization-details.json} must be there.
 *
 * <p>What cannot be read in part is a {@link Gap}, and the rest goes on; what cannot be read as a
 * whole, or contradicts another file, is a {@link SnapshotException}: half an account is never read
 * as a whole one.
 */
public final class SnapshotReader {
  private final SnapshotDirectory directory;
  private final Documents documents = new Documents();
  private final List<Gap> gaps = new ArrayList<>();

  private SnapshotReader(Path directory) {
    this.directory = new SnapshotDirectory(directory);
  }

  /**
   * Reads one file after the other.
   *
   * @throws SnapshotException if the snapshot cannot be read
   */
  public static AccountSnapshot read(Path directory) {
    return read(directory, Runnable::run);
  }

  /**
   * Reads with a second thread of the executor, which takes the service last accessed data, the
   * largest file, while the caller's thread reads the others.
   *
   * @throws SnapshotException if the snapshot cannot be read
   */
  public static AccountSnapshot read(Path directory, Executor executor) {
    return new SnapshotReader(directory).read(executor);
  }

  private AccountSnapshot read(Executor executor) {
    if (!directory.has(AuthorizationDetails.FILE)) {
      throw SnapshotException.of(
          AuthorizationDetails.FILE,
          "no such file in `"
              + directory.root()
              + "`; make it with `aws iam get-account-authorization-details`");
    }
    ProvenanceReader.Collected collected =
        directory.has(SnapshotFile.SNAPSHOT.fileName())
            ? directory.read(SnapshotFile.SNAPSHOT.fileName(), ProvenanceReader::read)
            : ProvenanceReader.Collected.nothing();
    gaps.addAll(collected.gaps());
    CompletableFuture<Optional<LastAccessedFile>> lastAccessed =
        CompletableFuture.supplyAsync(this::readLastAccessed, executor);
    AuthorizationDetails details =
        directory.read(
            AuthorizationDetails.FILE, in -> AuthorizationDetailsReader.read(in, documents));
    collected.check(details.account(), details.partition());
    gaps.addAll(details.gaps());
    gaps.addAll(References.check(details));
    return assemble(collected, details, lastAccessed);
  }

  /** INVARIANT: gaps come in this order, so that one snapshot always gives the same list. */
  private AccountSnapshot assemble(
      ProvenanceReader.Collected collected,
      AuthorizationDetails details,
      CompletableFuture<Optional<LastAccessedFile>> lastAccessed) {
    Provenance provenance = collected.provenance();
    Coverage coverage = new Coverage(details, gaps);
    Optional<CredentialReport> credentialReport =
        readCredentialReport(details)
            .map(report -> report.orGenerated(collected.reportGenerated()));
    credentialReport.ifPresent(coverage::credentialReport);
    Optional<LastAccessedFile> used = join(lastAccessed);
    used.ifPresentOrElse(
        coverage::lastAccessed, () -> notCollected(SnapshotFile.SERVICE_LAST_ACCESSED));
    Optional<Map<String, Long>> summary =
        optional(SnapshotFile.ACCOUNT_SUMMARY, AccountFiles::summary);
    summary.ifPresent(coverage::accountSummary);
    Optional<PasswordPolicy> passwordPolicy =
        optional(SnapshotFile.PASSWORD_POLICY, AccountFiles::passwordPolicy)
            .flatMap(Function.identity());
    Optional<List<MfaDevice>> devices =
        optional(
            SnapshotFile.VIRTUAL_MFA_DEVICES,
            in -> AccountFiles.virtualMfaDevices(in, details.account()));
    Optional<List<ServerCertificate>> certificates =
        readServerCertificates(summary, details.account());
    certificates.ifPresent(listed -> coverage.serverCertificates(summary, listed.size()));
    Optional<OrganizationPlacement> organization =
        optional(
                SnapshotFile.ORGANIZATION,
                in -> OrganizationReader.read(in, documents, details.account(), gaps))
            .flatMap(Function.identity());
    Optional<List<ResourcePolicy>> resourcePolicies =
        optional(
            SnapshotFile.RESOURCE_POLICIES,
            in -> ResourcePoliciesReader.read(in, documents, details, gaps));
    Optional<List<CloudTrailEvent>> cloudTrail = readCloudTrail(details.account());
    directory.verify(provenance.files());
    return new AccountSnapshot(
        details.account(),
        details.partition(),
        provenance,
        details.users(),
        details.groups(),
        details.roles(),
        details.policies(),
        credentialReport,
        used.map(LastAccessedFile::reports),
        summary,
        passwordPolicy,
        devices,
        certificates,
        organization,
        resourcePolicies,
        cloudTrail,
        List.copyOf(gaps),
        Collections.unmodifiableMap(new LinkedHashMap<>(directory.hashes())));
  }

  /** Absent without a gap only where the account counts none, or is not counted at all. */
  private Optional<List<ServerCertificate>> readServerCertificates(
      Optional<Map<String, Long>> summary, AccountId account) {
    SnapshotFile file = SnapshotFile.SERVER_CERTIFICATES;
    boolean none = summary.map(s -> s.getOrDefault("ServerCertificates", 1L) == 0).orElse(true);
    return !directory.has(file.fileName()) && none
        ? Optional.empty()
        : optional(file, in -> AccountFiles.serverCertificates(in, account));
  }

  private Optional<LastAccessedFile> readLastAccessed() {
    return directory.has(LastAccessedFile.NAME)
        ? Optional.of(directory.read(LastAccessedFile.NAME, LastAccessedReader::read))
        : Optional.empty();
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SnapshotException cause ? cause : e;
    }
  }

  /** AWS's own answer goes before its decoded content, which may be of any age. */
  private Optional<CredentialReport> readCredentialReport(AuthorizationDetails details) {
    return directory.has(CredentialReportReader.JSON_FILE)
        ? Optional.of(
            directory.read(
                CredentialReportReader.JSON_FILE,
                in -> CredentialReportReader.readJson(in, details.account())))
        : optional(
            SnapshotFile.CREDENTIAL_REPORT,
            in -> CredentialReportReader.readCsv(in, details.account()));
  }

  private Optional<List<CloudTrailEvent>> readCloudTrail(AccountId account) {
    Map<Boolean, List<String>> files = CloudTrailReader.files(directory);
    if (files.get(true).isEmpty()) {
      notCollected(SnapshotFile.CLOUD_TRAIL);
      return Optional.empty();
    }
    return Optional.of(CloudTrailReader.read(directory, files, account, gaps));
  }

  /** Reads a file that may be absent, which is a gap. */
  private <T> Optional<T> optional(SnapshotFile file, SnapshotDirectory.Content<T> content) {
    if (directory.has(file.fileName())) {
      return Optional.of(directory.read(file.fileName(), content));
    }
    notCollected(file);
    return Optional.empty();
  }

  /** Notes the gap, unless the collector has said already why the file is not there. */
  private void notCollected(SnapshotFile file) {
    if (gaps.stream().noneMatch(gap -> gap.subject().equals(file.fileName()))) {
      gaps.add(file.notCollected());
    }
  }
}
