package org.iamaudit.collect;

import com.amazonaws.AmazonWebServiceClient;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.client.builder.AwsSyncClientBuilder;
import com.amazonaws.retry.PredefinedRetryPolicies;
import com.amazonaws.services.identitymanagement.AmazonIdentityManagement;
import com.amazonaws.services.identitymanagement.AmazonIdentityManagementClientBuilder;
import com.amazonaws.services.kms.AWSKMS;
import com.amazonaws.services.kms.AWSKMSClientBuilder;
import com.amazonaws.services.lambda.AWSLambda;
import com.amazonaws.services.lambda.AWSLambdaClientBuilder;
import com.amazonaws.services.organizations.AWSOrganizations;
import com.amazonaws.services.organizations.AWSOrganizationsClientBuilder;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.secretsmanager.AWSSecretsManager;
import com.amazonaws.services.secretsmanager.AWSSecretsManagerClientBuilder;
import com.amazonaws.services.securitytoken.AWSSecurityTokenService;
import com.amazonaws.services.securitytoken.AWSSecurityTokenServiceClientBuilder;
import com.amazonaws.services.sns.AmazonSNS;
import com.amazonaws.services.sns.AmazonSNSClientBuilder;
import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.AmazonSQSClientBuilder;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * AWS as one identity sees it: the clients of the services, made when they are first needed, and
 * the {@link Caller} that every call goes through. Safe for several threads.
 */
final class Aws implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  private final AWSCredentialsProvider credentials;
  private final String region;
  private final Optional<URI> endpoint;
  private final ClientConfiguration configuration;
  private final RequestIds requestIds = new RequestIds();
  private final Caller caller;
  private final Map<String, Object> clients = new ConcurrentHashMap<>();

  Aws(
      CollectSettings settings,
      String region,
      AWSCredentialsProvider credentials,
      Journal journal,
      Waiting waiting) {
    this.credentials = credentials;
    this.region = region;
    this.endpoint = settings.endpoint();
    int timeout = Math.toIntExact(settings.limits().answerTimeout().toMillis());
    this.configuration =
        new ClientConfiguration()
            .withRetryPolicy(PredefinedRetryPolicies.NO_RETRY_POLICY)
            .withMaxErrorRetry(0)
            .withConnectionTimeout(CONNECT_TIMEOUT_MILLIS)
            .withSocketTimeout(timeout)
            .withRequestTimeout(timeout)
            .withUserAgentPrefix("iamaudit");
    this.caller = new Caller(settings, journal, requestIds, waiting, new Random());
  }

  /** As {@link Caller#call}. */
  <T> T call(AwsCall call, Supplier<T> request) throws CollectException {
    return caller.call(call, request);
  }

  AWSCredentialsProvider credentials() {
    return credentials;
  }

  Caller caller() {
    return caller;
  }

  String region() {
    return region;
  }

  /** Whether each service is where AWS has it. */
  boolean hasOwnEndpoints() {
    return endpoint.isEmpty();
  }

  AmazonIdentityManagement iam() {
    return client("iam", region, AmazonIdentityManagementClientBuilder.standard());
  }

  AWSSecurityTokenService sts() {
    return client("sts", region, AWSSecurityTokenServiceClientBuilder.standard());
  }

  AWSOrganizations organizations() {
    return client("organizations", region, AWSOrganizationsClientBuilder.standard());
  }

  /** In a region, as are those below. Buckets are named in the path if there is an own endpoint. */
  AmazonS3 s3(String of) {
    return client(
        "s3",
        of,
        AmazonS3ClientBuilder.standard().withPathStyleAccessEnabled(endpoint.isPresent()));
  }

  AWSKMS kms(String of) {
    return client("kms", of, AWSKMSClientBuilder.standard());
  }

  AmazonSQS sqs(String of) {
    return client("sqs", of, AmazonSQSClientBuilder.standard());
  }

  AmazonSNS sns(String of) {
    return client("sns", of, AmazonSNSClientBuilder.standard());
  }

  AWSLambda lambda(String of) {
    return client("lambda", of, AWSLambdaClientBuilder.standard());
  }

  AWSSecretsManager secretsManager(String of) {
    return client("secretsmanager", of, AWSSecretsManagerClientBuilder.standard());
  }

  @SuppressWarnings("unchecked") // a name and a region always have a client of one type
  private <B extends AwsSyncClientBuilder<B, C>, C> C client(String name, String of, B builder) {
    return (C) clients.computeIfAbsent(name + " " + of, key -> build(of, builder));
  }

  private <B extends AwsSyncClientBuilder<B, C>, C> C build(String of, B builder) {
    B configured =
        builder
            .withCredentials(credentials)
            .withClientConfiguration(configuration)
            .withRequestHandlers(requestIds);
    return endpoint
        .map(
            uri ->
                configured.withEndpointConfiguration(new EndpointConfiguration(uri.toString(), of)))
        .orElseGet(() -> configured.withRegion(of))
        .build();
  }

  @Override
  public void close() {
    clients.values().forEach(client -> ((AmazonWebServiceClient) client).shutdown());
  }
}
