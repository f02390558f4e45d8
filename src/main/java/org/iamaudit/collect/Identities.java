package org.iamaudit.collect;

import com.amazonaws.auth.AWSCredentialsProvider;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.Arn;

/**
 * As whom a collection calls AWS: itself (the hub), or a role that it assumes in an account or for
 * the organization.
 */
final class Identities implements AutoCloseable {
  /** A moment in UTC to the second, as in session names and directories. */
  static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final CollectPlan plan;
  private final CollectSettings settings;
  private final Map<String, String> environment;
  private final Waiting waiting;
  private final String region;
  private final Aws hub;

  Identities(
      CollectPlan plan,
      Map<String, String> environment,
      AWSCredentialsProvider credentials,
      Waiting waiting)
      throws CollectException {
    this.plan = plan;
    this.settings = plan.settings();
    this.environment = Map.copyOf(environment);
    this.waiting = waiting;
    this.region = Credentials.region(settings, environment);
    this.hub = new Aws(settings, region, credentials, Journal.inMemory(), waiting);
  }

  String region() {
    return region;
  }

  String partition() {
    return AwsRegion.partition(region);
  }

  /** Who reads an account. */
  Aws of(LiveAccount account, Journal journal) throws CollectException {
    AWSCredentialsProvider credentials =
        account.roleArn().isPresent()
            ? assumed(account.roleArn().get(), account.externalId())
            : hub.credentials();
    return new Aws(settings, region, credentials, journal, waiting);
  }

  /** Who reads the organization; to be closed by the caller. */
  Aws organizationReader() throws CollectException {
    Optional<String> role = plan.organization().flatMap(OrganizationSelection::readerRoleArn);
    AWSCredentialsProvider credentials =
        role.isEmpty()
            ? hub.credentials()
            : assumed(role.get(), plan.organization().flatMap(OrganizationSelection::externalId));
    return new Aws(settings, region, credentials, Journal.inMemory(), waiting);
  }

  private AWSCredentialsProvider assumed(String roleArn, Optional<ExternalId> externalId)
      throws CollectException {
    String of = Arn.parse(roleArn).map(Arn::partition).orElse("");
    if (!of.equals(partition())) {
      throw otherPartition("role `" + roleArn + "` is", of, "the role or `collect.region`");
    }
    Optional<String> id =
        externalId.isPresent()
            ? Optional.of(externalId.get().resolve(environment))
            : Optional.empty();
    return new AssumedRole(hub, roleArn, id, "iamaudit-" + STAMP.format(waiting.now()));
  }

  /**
   * Asks AWS who calls.
   *
   * @throws CollectException if it is not somebody of the account that is meant
   */
  CallerIdentity check(LiveAccount account, Aws aws) throws CollectException {
    CallerIdentity identity = CallerIdentity.of(aws);
    if (!identity.account().equals(account.id().digits())) {
      throw CollectException.ofConfiguration(
          "the credentials are of account `"
              + identity.account()
              + "`, but `"
              + account.id()
              + "` is to be read; configure a `role-arn` in it, or another profile");
    }
    if (!identity.partition().equals(partition())) {
      throw otherPartition("the credentials are", identity.partition(), "`collect.region`");
    }
    return identity;
  }

  private CollectException otherPartition(String what, String partition, String correct) {
    return CollectException.ofConfiguration(
        what
            + " of partition `"
            + partition
            + "`, but region `"
            + region
            + "` of partition `"
            + partition()
            + "`; correct "
            + correct);
  }

  @Override
  public void close() {
    hub.close();
  }
}
