package org.iamaudit.collect;

import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.BasicSessionCredentials;
import com.amazonaws.services.securitytoken.model.AssumeRoleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The credentials of a role that is assumed, renewed in time: reading a large account takes longer
 * than a session. The calls to STS are paced, repeated and counted like all others.
 */
final class AssumedRole implements AWSCredentialsProvider {
  private static final int SESSION_SECONDS = 3600;
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Aws hub;
  private final String roleArn;
  private final Optional<String> externalId;
  private final String sessionName;
  private AWSCredentials current;
  private Instant expires = Instant.MIN;

  /**
   * @param hub who assumes the role
   * @param sessionName what CloudTrail shows
   */
  AssumedRole(Aws hub, String roleArn, Optional<String> externalId, String sessionName) {
    this.hub = hub;
    this.roleArn = roleArn;
    this.externalId = externalId;
    this.sessionName = sessionName;
  }

  @Override
  public synchronized AWSCredentials getCredentials() {
    if (!expires.isAfter(hub.caller().now().plus(MARGIN))) {
      refresh();
    }
    return current;
  }

  @Override
  public synchronized void refresh() {
    AssumeRoleRequest request =
        new AssumeRoleRequest()
            .withRoleArn(roleArn)
            .withRoleSessionName(sessionName)
            .withDurationSeconds(SESSION_SECONDS);
    externalId.ifPresent(request::setExternalId);
    try {
      var session =
          hub.call(AwsCall.ASSUME_ROLE, () -> hub.sts().assumeRole(request)).getCredentials();
      current =
          new BasicSessionCredentials(
              session.getAccessKeyId(), session.getSecretAccessKey(), session.getSessionToken());
      expires = session.getExpiration().toInstant();
    } catch (CollectException e) {
      throw new Refused(
          new CollectException(
              e.kind(),
              AwsCall.ASSUME_ROLE,
              e.code(),
              "cannot become `" + roleArn + "`: " + e.getMessage(),
              e));
    }
  }
}
