package org.iamaudit.collect;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.SdkClientException;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.retry.PredefinedRetryPolicies;
import com.amazonaws.services.sns.AmazonSNS;
import com.amazonaws.services.sns.AmazonSNSClientBuilder;
import com.amazonaws.services.sns.model.MessageAttributeValue;
import com.amazonaws.services.sns.model.PublishRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.iamaudit.collect.CollectException.Kind;

/**
 * A topic of Amazon SNS that is written to. It is here since the SDK is; collecting does not use
 * it. The credentials are those of the SDK's default chain; they need {@code sns:Publish}.
 */
public final class SnsTopic implements AutoCloseable {
  /** SNS takes no longer ones, and only ASCII (API reference of Publish, read 2026-11). */
  private static final int LONGEST_SUBJECT = 99;

  private static final int REGION = 3;
  private static final int LONGEST_REASON = 300;

  static {
    System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
  }

  private final String arn;
  private final AmazonSNS client;

  /**
   * A topic in the region of its ARN.
   *
   * @param endpoint instead of AWS's own
   * @param patience for each answer
   */
  public SnsTopic(String arn, Optional<URI> endpoint, Duration patience) {
    this.arn = arn;
    int millis = Math.toIntExact(patience.toMillis());
    String region = arn.split(":")[REGION];
    AmazonSNSClientBuilder builder =
        AmazonSNSClientBuilder.standard()
            .withClientConfiguration(
                new ClientConfiguration()
                    .withRetryPolicy(PredefinedRetryPolicies.NO_RETRY_POLICY)
                    .withConnectionTimeout(millis)
                    .withSocketTimeout(millis)
                    .withRequestTimeout(millis)
                    .withUserAgentPrefix("iamaudit"));
    this.client =
        endpoint
            .map(
                uri ->
                    builder.withEndpointConfiguration(
                        new EndpointConfiguration(uri.toString(), region)))
            .orElseGet(() -> builder.withRegion(region))
            .build();
  }

  /**
   * Publishes a message.
   *
   * @param id by which a FIFO topic takes a repetition for what it is
   * @param subject what SNS would refuse in it is replaced
   * @param schedule an attribute, for the filters of subscriptions
   * @param events likewise, a list
   * @throws CollectException if AWS refuses it or does not answer
   */
  public void publish(
      String id, String subject, String message, String schedule, Collection<String> events)
      throws CollectException {
    PublishRequest request =
        new PublishRequest(arn, message, ascii(subject))
            .addMessageAttributesEntry("schedule", attribute("String", schedule))
            .addMessageAttributesEntry(
                "events", attribute("String.Array", "[\"" + String.join("\",\"", events) + "\"]"));
    if (arn.endsWith(".fifo")) {
      request.withMessageGroupId("iamaudit").withMessageDeduplicationId(id);
    }
    try {
      client.publish(request);
    } catch (AmazonServiceException e) {
      throw failed(e.getErrorCode() + ": " + e.getErrorMessage(), e);
    } catch (SdkClientException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
  }

  private CollectException failed(String reason, RuntimeException e) {
    String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
    return new CollectException(
        Kind.FAILED,
        "cannot publish to `"
            + arn
            + "`: "
            + line.substring(0, Math.min(line.length(), LONGEST_REASON))
            + "; the role that the daemon runs as needs sns:Publish on it",
        e);
  }

  private static MessageAttributeValue attribute(String type, String value) {
    return new MessageAttributeValue().withDataType(type).withStringValue(value);
  }

  private static String ascii(String subject) {
    String plain = subject.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.substring(0, Math.min(plain.length(), LONGEST_SUBJECT));
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
