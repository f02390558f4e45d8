package org.iamaudit.collect;

import java.util.Map;
import java.util.stream.Stream;

/**
 * Every call that a collection makes, and the IAM action that permits it (Service Authorization
 * Reference, read 2026-11). {@code config/aws/auditor-policy.json} grants exactly these; a test
 * holds that.
 */
enum AwsCall {
  /** Needs no permission. */
  GET_CALLER_IDENTITY("sts", "GetCallerIdentity", Grant.NONE),
  ASSUME_ROLE("sts", "AssumeRole", Grant.HUB),

  GET_ACCOUNT_AUTHORIZATION_DETAILS("iam", "GetAccountAuthorizationDetails", Grant.ACCOUNT),
  GET_POLICY_VERSION("iam", "GetPolicyVersion", Grant.ACCOUNT),
  LIST_POLICY_VERSIONS("iam", "ListPolicyVersions", Grant.ACCOUNT),
  GET_ACCOUNT_SUMMARY("iam", "GetAccountSummary", Grant.ACCOUNT),
  GET_ACCOUNT_PASSWORD_POLICY("iam", "GetAccountPasswordPolicy", Grant.ACCOUNT),
  GENERATE_CREDENTIAL_REPORT("iam", "GenerateCredentialReport", Grant.ACCOUNT),
  GET_CREDENTIAL_REPORT("iam", "GetCredentialReport", Grant.ACCOUNT),
  LIST_VIRTUAL_MFA_DEVICES("iam", "ListVirtualMFADevices", Grant.ACCOUNT),
  LIST_SERVER_CERTIFICATES("iam", "ListServerCertificates", Grant.ACCOUNT),
  LIST_SAML_PROVIDERS("iam", "ListSAMLProviders", Grant.ACCOUNT),
  GET_SAML_PROVIDER("iam", "GetSAMLProvider", Grant.ACCOUNT),
  LIST_OPEN_ID_CONNECT_PROVIDERS("iam", "ListOpenIDConnectProviders", Grant.ACCOUNT),
  GET_OPEN_ID_CONNECT_PROVIDER("iam", "GetOpenIDConnectProvider", Grant.ACCOUNT),
  GENERATE_SERVICE_LAST_ACCESSED_DETAILS(
      "iam", "GenerateServiceLastAccessedDetails", Grant.ACCOUNT),
  GET_SERVICE_LAST_ACCESSED_DETAILS("iam", "GetServiceLastAccessedDetails", Grant.ACCOUNT),
  LIST_ACCESS_KEYS("iam", "ListAccessKeys", Grant.ACCOUNT),
  GET_ACCESS_KEY_LAST_USED("iam", "GetAccessKeyLastUsed", Grant.ACCOUNT),

  DESCRIBE_ORGANIZATION("organizations", "DescribeOrganization", Grant.ORGANIZATION),
  LIST_ROOTS("organizations", "ListRoots", Grant.ORGANIZATION),
  LIST_ACCOUNTS("organizations", "ListAccounts", Grant.ORGANIZATION),
  LIST_PARENTS("organizations", "ListParents", Grant.ORGANIZATION),
  DESCRIBE_ACCOUNT("organizations", "DescribeAccount", Grant.ORGANIZATION),
  DESCRIBE_ORGANIZATIONAL_UNIT("organizations", "DescribeOrganizationalUnit", Grant.ORGANIZATION),
  LIST_POLICIES_FOR_TARGET("organizations", "ListPoliciesForTarget", Grant.ORGANIZATION),
  DESCRIBE_POLICY("organizations", "DescribePolicy", Grant.ORGANIZATION),
  LIST_TAGS_FOR_RESOURCE("organizations", "ListTagsForResource", Grant.ORGANIZATION),

  LIST_BUCKETS("s3", "ListBuckets", "ListAllMyBuckets", Grant.ACCOUNT),
  GET_BUCKET_LOCATION("s3", "GetBucketLocation", Grant.ACCOUNT),
  GET_BUCKET_POLICY("s3", "GetBucketPolicy", Grant.ACCOUNT),
  GET_PUBLIC_ACCESS_BLOCK(
      "s3", "GetPublicAccessBlock", "GetBucketPublicAccessBlock", Grant.ACCOUNT),
  LIST_KEYS("kms", "ListKeys", Grant.ACCOUNT),
  GET_KEY_POLICY("kms", "GetKeyPolicy", Grant.ACCOUNT),
  LIST_QUEUES("sqs", "ListQueues", Grant.ACCOUNT),
  GET_QUEUE_ATTRIBUTES("sqs", "GetQueueAttributes", Grant.ACCOUNT),
  LIST_TOPICS("sns", "ListTopics", Grant.ACCOUNT),
  GET_TOPIC_ATTRIBUTES("sns", "GetTopicAttributes", Grant.ACCOUNT),
  LIST_FUNCTIONS("lambda", "ListFunctions", Grant.ACCOUNT),
  GET_FUNCTION_POLICY("lambda", "GetPolicy", Grant.ACCOUNT),
  LIST_SECRETS("secretsmanager", "ListSecrets", Grant.ACCOUNT),
  GET_SECRET_POLICY("secretsmanager", "GetResourcePolicy", Grant.ACCOUNT);

  /** Who must be given the action. */
  enum Grant {
    /** Nobody. */
    NONE,
    /** The role in each audited account. */
    ACCOUNT,
    /** The role that reads the organization. */
    ORGANIZATION,
    /** The role that the auditor runs as. */
    HUB
  }

  private final String service;
  private final String operation;
  private final String actionName;
  private final Grant grant;

  AwsCall(String service, String operation, Grant grant) {
    this(service, operation, operation, grant);
  }

  AwsCall(String service, String operation, String actionName, Grant grant) {
    this.service = service;
    this.operation = operation;
    this.actionName = actionName;
    this.grant = grant;
  }

  static AwsCall of(String service, String operation) {
    return Stream.of(values())
        .filter(call -> call.service.equals(service) && call.operation.equals(operation))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(service + ":" + operation));
  }

  /** The IAM prefix of the service. */
  String service() {
    return service;
  }

  /** The API operation. */
  String operation() {
    return operation;
  }

  /** The IAM action, {@code s3:ListAllMyBuckets}. */
  String action() {
    return service + ":" + actionName;
  }

  /** What every one of its requests asks for in the same words, by the name of the parameter. */
  Map<String, String> parameters() {
    return switch (this) {
      case GENERATE_SERVICE_LAST_ACCESSED_DETAILS -> Map.of("Granularity", "ACTION_LEVEL");
      case LIST_POLICIES_FOR_TARGET ->
          Map.of("Filter", "SERVICE_CONTROL_POLICY or RESOURCE_CONTROL_POLICY");
      case GET_QUEUE_ATTRIBUTES -> Map.of("AttributeNames", "QueueArn, Policy");
      default -> Map.of();
    };
  }

  Grant grant() {
    return grant;
  }

  /** How messages call it, {@code iam:GetAccountSummary}. */
  @Override
  public String toString() {
    return service + ":" + operation;
  }
}
