package org.iamaudit.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.iamaudit.collect.PermissionCheck.Answer;
import org.iamaudit.snapshot.SnapshotFile;

/**
 * Whether a collection may make its calls, before it makes them. Beside calling, the caller's own
 * policies are fetched where that is permitted, for whoever can evaluate them: some calls cannot be
 * tried without a bucket or a queue.
 */
final class Preflight {
  private final CollectSettings settings;
  private final Aws aws;
  private final Aws organizationReader;

  /**
   * @param organizationReader who reads the organization, maybe the same
   */
  Preflight(CollectSettings settings, Aws aws, Aws organizationReader) {
    this.settings = settings;
    this.aws = aws;
    this.organizationReader = organizationReader;
  }

  /**
   * Makes the calls.
   *
   * @param scratch an empty directory, which receives the policies
   */
  AccountCheck check(String account, CallerIdentity identity, Path scratch)
      throws CollectException {
    Probes probes = new Probes();
    IamProbes.add(probes, aws.iam(), identity);
    ResourceProbes resources = new ResourceProbes(aws, identity);
    settings.resourcePolicies().forEach(service -> resources.add(probes, service));
    List<PermissionCheck> permissions = probes.check(aws);
    Probes organization = new Probes();
    OrganizationProbes.add(organization, organizationReader.organizations(), identity.account());
    List<PermissionCheck> ofOrganization = organization.check(organizationReader);
    boolean readable =
        permissions.stream()
            .filter(p -> p.action().equals(AwsCall.GET_ACCOUNT_AUTHORIZATION_DETAILS.action()))
            .allMatch(p -> p.answer() == Answer.PERMITTED);
    return new AccountCheck(
        account,
        Optional.empty(),
        identity.arn(),
        permissions,
        ofOrganization,
        readable ? Optional.of(policies(identity, scratch)) : Optional.empty());
  }

  private Path policies(CallerIdentity identity, Path scratch) throws CollectException {
    try {
      Path snapshot = Files.createDirectories(scratch.resolve("policies"));
      WorkDirectory work =
          WorkDirectory.open(scratch.resolve("work"), "preflight", aws.caller().now());
      AuthorizationDetails details = new AuthorizationDetails(aws, work);
      details.complete();
      details.write(snapshot.resolve(SnapshotFile.AUTHORIZATION_DETAILS.fileName()));
      Optional<String> placement = placement(identity);
      if (placement.isPresent()) {
        Files.writeString(snapshot.resolve(SnapshotFile.ORGANIZATION.fileName()), placement.get());
      }
      return snapshot;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write below `" + scratch + "`", e);
    }
  }

  /** What SCPs and RCPs are in force; empty if it cannot be read. */
  private Optional<String> placement(CallerIdentity identity) throws CollectException {
    try {
      return Optional.of(new OrganizationSource(organizationReader).placement(identity.account()));
    } catch (CollectException e) {
      if (!e.concernsOnlyThisPart()) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
