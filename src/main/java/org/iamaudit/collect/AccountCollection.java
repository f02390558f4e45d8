package org.iamaudit.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.SnapshotFile;

/**
 * Reads one account into a snapshot directory, part after part. Each part that is complete lies in
 * the work directory, where a collection that was killed finds it; at the end the snapshot is moved
 * into place.
 *
 * <p>INVARIANT: what an audit cannot do without is there, or there is no snapshot; everything else
 * is there as AWS gave it, or is a gap.
 */
final class AccountCollection {
  /** Where the files of the snapshot lie until all are there. */
  private static final String SNAPSHOT = "snapshot/";

  private static final String LAST_ACCESSED = "service-last-accessed.lines";
  private static final String REPORT_TIME = "credential-report.time";

  private final CollectSettings settings;
  private final Aws aws;
  private final WorkDirectory work;
  private final Optional<OrganizationSource> organization;
  private final Optional<String> occasion;
  private final CollectProgress progress;
  private final Gaps gaps = new Gaps();

  AccountCollection(
      CollectSettings settings,
      Aws aws,
      WorkDirectory work,
      Optional<OrganizationSource> organization,
      Optional<String> occasion,
      CollectProgress progress) {
    this.settings = settings;
    this.aws = aws;
    this.work = work;
    this.organization = organization;
    this.occasion = occasion;
    this.progress = progress;
  }

  /** Reads a part as the text of its file. */
  private interface Part {
    String read() throws CollectException;
  }

  /**
   * Reads what is not there yet and moves the snapshot to {@code target}, which must not exist.
   *
   * @param previous the snapshot before, to compare with
   * @return what could not be read
   */
  List<Gap> collect(CallerIdentity identity, Path target, Optional<Path> previous)
      throws CollectException {
    work.prepare(SNAPSHOT);
    AccountAnswers answers = new AccountAnswers(aws);
    part(SnapshotFile.ACCOUNT_SUMMARY, answers::summary);
    AuthorizationDetails details = new AuthorizationDetails(aws, work);
    details.complete();
    List<String> principals = details.principals();
    new Plausibility(settings.maxShrinkPercent())
        .check(principals.size(), text(SnapshotFile.ACCOUNT_SUMMARY), previous);
    details.write(file(SnapshotFile.AUTHORIZATION_DETAILS.fileName()));
    part(SnapshotFile.CREDENTIAL_REPORT, this::credentialReport);
    part(SnapshotFile.PASSWORD_POLICY, answers::passwordPolicy);
    part(SnapshotFile.VIRTUAL_MFA_DEVICES, answers::virtualMfaDevices);
    String unknown = "they are not in the evidence; no finding uses them";
    part(SnapshotFile.SERVER_CERTIFICATES, answers::serverCertificates);
    part("saml-providers.json", unknown, answers::samlProviders);
    part("open-id-connect-providers.json", unknown, answers::openIdConnectProviders);
    accessKeys(details);
    lastAccessed(principals);
    organization(identity);
    new ResourcePolicyFiles(settings, aws, work, gaps).complete(identity, SNAPSHOT);
    cloudTrail(identity);
    finish(identity, principals.size(), target);
    return gaps.sorted();
  }

  private void part(SnapshotFile part, Part body) throws CollectException {
    part(part.fileName(), part.effectIfAbsent(), body);
  }

  private void part(String name, String effect, Part body) throws CollectException {
    if (work.has(SNAPSHOT + name)) {
      return;
    }
    progress.reading(name);
    try {
      work.write(SNAPSHOT + name, body.read() + "\n");
    } catch (CollectException e) {
      if (!e.concernsOnlyThisPart()) {
        throw e;
      }
      gaps.failed(name, e, effect);
    }
  }

  private Path file(String name) {
    return work.path(SNAPSHOT + name);
  }

  private Optional<String> text(SnapshotFile part) {
    String name = SNAPSHOT + part.fileName();
    return work.has(name) ? Optional.of(work.read(name)) : Optional.empty();
  }

  private String credentialReport() throws CollectException {
    CredentialReportFile.Report report = CredentialReportFile.read(aws);
    work.write(REPORT_TIME, report.generated().toString());
    return report.csv().stripTrailing();
  }

  /** Only of users that the credential report leaves out. */
  private void accessKeys(AuthorizationDetails details) throws CollectException {
    Set<String> reported = new HashSet<>();
    text(SnapshotFile.CREDENTIAL_REPORT)
        .ifPresent(csv -> csv.lines().forEach(line -> reported.addAll(List.of(line.split(",")))));
    List<String> others =
        details.arns("UserDetailList").stream().filter(arn -> !reported.contains(arn)).toList();
    if (!others.isEmpty()) {
      part(
          "access-keys.json",
          "the keys of users that the credential report does not list are unknown",
          () -> AccessKeys.of(aws, others));
    }
  }

  private void lastAccessed(List<String> principals) throws CollectException {
    String name = SnapshotFile.SERVICE_LAST_ACCESSED.fileName();
    if (work.has(SNAPSHOT + name)) {
      return;
    }
    progress.reading(name, principals.size());
    LineStore lines = LineStore.open(work.path(LAST_ACCESSED));
    try {
      new LastAccessedFile(aws, lines, gaps, progress::advance).complete(principals);
    } catch (CollectException e) {
      if (!e.concernsOnlyThisPart()) {
        throw e;
      }
      gaps.failed(name, e, SnapshotFile.SERVICE_LAST_ACCESSED.effectIfAbsent());
    }
    if (principals.stream().anyMatch(lines::has)) {
      lines.write(file(name), principals);
    }
  }

  private void organization(CallerIdentity identity) throws CollectException {
    part(
        SnapshotFile.ORGANIZATION,
        () ->
            organization
                .orElseGet(() -> new OrganizationSource(aws))
                .placement(identity.account()));
  }

  private void cloudTrail(CallerIdentity identity) {
    settings
        .cloudTrail()
        .ifPresent(
            directory ->
                CloudTrailFiles.take(
                    directory, identity.account(), file(SnapshotFile.CLOUD_TRAIL.fileName())));
  }

  private void finish(CallerIdentity identity, int principals, Path target) {
    try {
      Files.copy(
          work.path(WorkDirectory.CALLS),
          file(WorkDirectory.CALLS),
          StandardCopyOption.REPLACE_EXISTING);
      List<Journal> journals = new ArrayList<>(List.of(aws.caller().journal()));
      organization.ifPresent(source -> journals.add(source.journal()));
      String manifest =
          SnapshotManifest.of(
              new SnapshotManifest.Facts(
                  identity,
                  occasion,
                  principals,
                  work.started(),
                  aws.caller().now(),
                  work.has(REPORT_TIME)
                      ? Optional.of(Instant.parse(work.read(REPORT_TIME)))
                      : Optional.empty(),
                  settings.regions().isEmpty() ? List.of(aws.region()) : settings.regions(),
                  journals,
                  gaps.sorted()),
              work.path(SNAPSHOT));
      work.write(SNAPSHOT + SnapshotFile.SNAPSHOT.fileName(), manifest);
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.move(work.path(SNAPSHOT), target, StandardCopyOption.ATOMIC_MOVE);
      work.discard();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the snapshot `" + target + "`", e);
    }
  }
}
