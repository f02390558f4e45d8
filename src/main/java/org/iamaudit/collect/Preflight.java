package org.iamaudit.collect;

import com.amazonaws.services.identitymanagement.AmazonIdentityManagement;
import com.amazonaws.services.identitymanagement.model.GenerateCredentialReportRequest;
import com.amazonaws.services.identitymanagement.model.GenerateServiceLastAccessedDetailsRequest;
import com.amazonaws.services.identitymanagement.model.GetAccessKeyLastUsedRequest;
import com.amazonaws.services.identitymanagement.model.GetAccountAuthorizationDetailsRequest;
import com.amazonaws.services.identitymanagement.model.GetAccountPasswordPolicyRequest;
import com.amazonaws.services.identitymanagement.model.GetAccountSummaryRequest;
import com.amazonaws.services.identitymanagement.model.GetCredentialReportRequest;
import com.amazonaws.services.identitymanagement.model.GetOpenIDConnectProviderRequest;
import com.amazonaws.services.identitymanagement.model.GetPolicyVersionRequest;
import com.amazonaws.services.identitymanagement.model.GetSAMLProviderRequest;
import com.amazonaws.services.identitymanagement.model.GetServiceLastAccessedDetailsRequest;
import com.amazonaws.services.identitymanagement.model.ListAccessKeysRequest;
import com.amazonaws.services.identitymanagement.model.ListOpenIDConnectProvidersRequest;
import com.amazonaws.services.identitymanagement.model.ListPolicyVersionsRequest;
import com.amazonaws.services.identitymanagement.model.ListSAMLProvidersRequest;
import com.amazonaws.services.identitymanagement.model.ListServerCertificatesRequest;
import com.amazonaws.services.identitymanagement.model.ListVirtualMFADevicesRequest;
import com.amazonaws.services.kms.model.GetKeyPolicyRequest;
import com.amazonaws.services.kms.model.ListKeysRequest;
import com.amazonaws.services.lambda.model.ListFunctionsRequest;
import com.amazonaws.services.organizations.AWSOrganizations;
import com.amazonaws.services.organizations.model.DescribeAccountRequest;
import com.amazonaws.services.organizations.model.DescribeOrganizationRequest;
import com.amazonaws.services.organizations.model.DescribeOrganizationalUnitRequest;
import com.amazonaws.services.organizations.model.DescribePolicyRequest;
import com.amazonaws.services.organizations.model.ListAccountsRequest;
import com.amazonaws.services.organizations.model.ListParentsRequest;
import com.amazonaws.services.organizations.model.ListPoliciesForTargetRequest;
import com.amazonaws.services.organizations.model.ListRootsRequest;
import com.amazonaws.services.organizations.model.ListTagsForResourceRequest;
import com.amazonaws.services.s3.model.ListBucketsPaginatedRequest;
import com.amazonaws.services.secretsmanager.model.GetResourcePolicyRequest;
import com.amazonaws.services.secretsmanager.model.ListSecretsRequest;
import com.amazonaws.services.sns.model.GetTopicAttributesRequest;
import com.amazonaws.services.sns.model.ListTopicsRequest;
import com.amazonaws.services.sqs.model.GetQueueAttributesRequest;
import com.amazonaws.services.sqs.model.ListQueuesRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.iamaudit.collect.CollectException.Kind;

/**
 * Whether the calls of a collection are permitted, found by making each once, for one entry or for
 * something that does not exist: AWS refuses before it looks. A bucket is looked for first, so that
 * what concerns single buckets shows only when they are read.
 */
final class Preflight {
  private static final String NOBODY = "iamaudit-preflight";
  private static final String NO_JOB = "00000000-0000-4000-8000-000000000000";
  private static final String NO_KEY = "AKIA0000000000000000";
  private static final int ONE = 1;

  private final Aws aws;
  private final CallerIdentity identity;

  Preflight(Aws aws, CallerIdentity identity) {
    this.aws = aws;
    this.identity = identity;
  }

  /** What is denied, a line each with the remedy; empty if everything may be called. */
  List<String> denied(Map<AwsCall, Supplier<Object>> probes) throws CollectException {
    List<String> denied = new ArrayList<>();
    for (Map.Entry<AwsCall, Supplier<Object>> probe : probes.entrySet()) {
      try {
        aws.call(probe.getKey(), probe.getValue());
      } catch (CollectException e) {
        if (e.kind() == Kind.DENIED) {
          denied.add(e.getMessage());
        } else if (!e.concernsOnlyThisPart() || e.code().isEmpty()) {
          throw e;
        } // any other answer of AWS: it was permitted to ask
      }
    }
    return denied;
  }

  /** What is called in the account itself, with the services that are switched on. */
  Map<AwsCall, Supplier<Object>> ofAccount(CollectSettings settings) {
    Map<AwsCall, Supplier<Object>> probes = new EnumMap<>(AwsCall.class);
    iam(probes, aws.iam());
    settings.resourcePolicies().forEach(service -> resources(probes, service));
    return probes;
  }

  private void iam(Map<AwsCall, Supplier<Object>> probes, AmazonIdentityManagement iam) {
    String account = "arn:" + identity.partition() + ":iam::" + identity.account() + ":";
    String published = "arn:" + identity.partition() + ":iam::aws:policy/ReadOnlyAccess";
    probes.put(
        AwsCall.GET_ACCOUNT_AUTHORIZATION_DETAILS,
        () ->
            iam.getAccountAuthorizationDetails(
                new GetAccountAuthorizationDetailsRequest().withMaxItems(ONE)));
    probes.put(
        AwsCall.GET_POLICY_VERSION,
        () ->
            iam.getPolicyVersion(
                new GetPolicyVersionRequest().withPolicyArn(published).withVersionId("v1")));
    probes.put(
        AwsCall.LIST_POLICY_VERSIONS,
        () ->
            iam.listPolicyVersions(
                new ListPolicyVersionsRequest().withPolicyArn(published).withMaxItems(ONE)));
    probes.put(
        AwsCall.GET_ACCOUNT_SUMMARY, () -> iam.getAccountSummary(new GetAccountSummaryRequest()));
    probes.put(
        AwsCall.GET_ACCOUNT_PASSWORD_POLICY,
        () -> iam.getAccountPasswordPolicy(new GetAccountPasswordPolicyRequest()));
    probes.put(
        AwsCall.GENERATE_CREDENTIAL_REPORT,
        () -> iam.generateCredentialReport(new GenerateCredentialReportRequest()));
    probes.put(
        AwsCall.GET_CREDENTIAL_REPORT,
        () -> iam.getCredentialReport(new GetCredentialReportRequest()));
    probes.put(
        AwsCall.LIST_VIRTUAL_MFA_DEVICES,
        () -> iam.listVirtualMFADevices(new ListVirtualMFADevicesRequest().withMaxItems(ONE)));
    probes.put(
        AwsCall.LIST_SERVER_CERTIFICATES,
        () -> iam.listServerCertificates(new ListServerCertificatesRequest().withMaxItems(ONE)));
    probes.put(
        AwsCall.LIST_SAML_PROVIDERS, () -> iam.listSAMLProviders(new ListSAMLProvidersRequest()));
    probes.put(
        AwsCall.GET_SAML_PROVIDER,
        () ->
            iam.getSAMLProvider(
                new GetSAMLProviderRequest()
                    .withSAMLProviderArn(account + "saml-provider/" + NOBODY)));
    probes.put(
        AwsCall.LIST_OPEN_ID_CONNECT_PROVIDERS,
        () -> iam.listOpenIDConnectProviders(new ListOpenIDConnectProvidersRequest()));
    probes.put(
        AwsCall.GET_OPEN_ID_CONNECT_PROVIDER,
        () ->
            iam.getOpenIDConnectProvider(
                new GetOpenIDConnectProviderRequest()
                    .withOpenIDConnectProviderArn(account + "oidc-provider/" + NOBODY)));
    probes.put(
        AwsCall.GENERATE_SERVICE_LAST_ACCESSED_DETAILS,
        () ->
            iam.generateServiceLastAccessedDetails(
                new GenerateServiceLastAccessedDetailsRequest()
                    .withArn(account + "role/" + NOBODY)));
    probes.put(
        AwsCall.GET_SERVICE_LAST_ACCESSED_DETAILS,
        () ->
            iam.getServiceLastAccessedDetails(
                new GetServiceLastAccessedDetailsRequest().withJobId(NO_JOB)));
    probes.put(
        AwsCall.LIST_ACCESS_KEYS,
        () -> iam.listAccessKeys(new ListAccessKeysRequest().withUserName(NOBODY)));
    probes.put(
        AwsCall.GET_ACCESS_KEY_LAST_USED,
        () -> iam.getAccessKeyLastUsed(new GetAccessKeyLastUsedRequest().withAccessKeyId(NO_KEY)));
  }

  private void resources(
      Map<AwsCall, Supplier<Object>> probes, CollectSettings.PolicyService service) {
    String region = aws.region();
    String rest = ":" + region + ":" + identity.account() + ":";
    String partition = "arn:" + identity.partition() + ":";
    switch (service) {
      case S3 ->
          probes.put(
              AwsCall.LIST_BUCKETS,
              () ->
                  aws.s3(region)
                      .listBuckets(new ListBucketsPaginatedRequest().withMaxBuckets(ONE)));
      case KMS -> {
        probes.put(
            AwsCall.LIST_KEYS,
            () -> aws.kms(region).listKeys(new ListKeysRequest().withLimit(ONE)));
        probes.put(
            AwsCall.GET_KEY_POLICY,
            () ->
                aws.kms(region)
                    .getKeyPolicy(
                        new GetKeyPolicyRequest()
                            .withKeyId(partition + "kms" + rest + "key/" + NO_JOB)
                            .withPolicyName("default")));
      }
      case SQS -> {
        probes.put(
            AwsCall.LIST_QUEUES,
            () -> aws.sqs(region).listQueues(new ListQueuesRequest().withMaxResults(ONE)));
        if (aws.hasOwnEndpoints()) {
          probes.put(
              AwsCall.GET_QUEUE_ATTRIBUTES,
              () ->
                  aws.sqs(region)
                      .getQueueAttributes(
                          new GetQueueAttributesRequest(
                                  "https://sqs."
                                      + region
                                      + ".amazonaws.com/"
                                      + identity.account()
                                      + "/"
                                      + NOBODY)
                              .withAttributeNames("QueueArn")));
        }
      }
      case SNS -> {
        probes.put(AwsCall.LIST_TOPICS, () -> aws.sns(region).listTopics(new ListTopicsRequest()));
        probes.put(
            AwsCall.GET_TOPIC_ATTRIBUTES,
            () ->
                aws.sns(region)
                    .getTopicAttributes(
                        new GetTopicAttributesRequest()
                            .withTopicArn(partition + "sns" + rest + NOBODY)));
      }
      case LAMBDA -> {
        probes.put(
            AwsCall.LIST_FUNCTIONS,
            () -> aws.lambda(region).listFunctions(new ListFunctionsRequest().withMaxItems(ONE)));
        probes.put(
            AwsCall.GET_FUNCTION_POLICY,
            () ->
                aws.lambda(region)
                    .getPolicy(
                        new com.amazonaws.services.lambda.model.GetPolicyRequest()
                            .withFunctionName(partition + "lambda" + rest + "function:" + NOBODY)));
      }
      case SECRETSMANAGER -> {
        probes.put(
            AwsCall.LIST_SECRETS,
            () ->
                aws.secretsManager(region)
                    .listSecrets(new ListSecretsRequest().withMaxResults(ONE)));
        probes.put(
            AwsCall.GET_SECRET_POLICY,
            () ->
                aws.secretsManager(region)
                    .getResourcePolicy(
                        new GetResourcePolicyRequest()
                            .withSecretId(
                                partition + "secretsmanager" + rest + "secret:" + NOBODY)));
      }
    }
  }

  /** What is called to find an account in its organization. */
  Map<AwsCall, Supplier<Object>> ofOrganization(String account) {
    AWSOrganizations organizations = aws.organizations();
    Map<AwsCall, Supplier<Object>> probes = new EnumMap<>(AwsCall.class);
    probes.put(
        AwsCall.DESCRIBE_ORGANIZATION,
        () -> organizations.describeOrganization(new DescribeOrganizationRequest()));
    probes.put(AwsCall.LIST_ROOTS, () -> organizations.listRoots(new ListRootsRequest()));
    probes.put(
        AwsCall.LIST_ACCOUNTS,
        () -> organizations.listAccounts(new ListAccountsRequest().withMaxResults(ONE)));
    probes.put(
        AwsCall.LIST_PARENTS,
        () -> organizations.listParents(new ListParentsRequest().withChildId(account)));
    probes.put(
        AwsCall.DESCRIBE_ACCOUNT,
        () -> organizations.describeAccount(new DescribeAccountRequest().withAccountId(account)));
    probes.put(
        AwsCall.DESCRIBE_ORGANIZATIONAL_UNIT,
        () ->
            organizations.describeOrganizationalUnit(
                new DescribeOrganizationalUnitRequest()
                    .withOrganizationalUnitId("ou-0000-00000000")));
    probes.put(
        AwsCall.LIST_POLICIES_FOR_TARGET,
        () ->
            organizations.listPoliciesForTarget(
                new ListPoliciesForTargetRequest()
                    .withTargetId(account)
                    .withFilter("SERVICE_CONTROL_POLICY")));
    probes.put(
        AwsCall.DESCRIBE_POLICY,
        () ->
            organizations.describePolicy(
                new DescribePolicyRequest().withPolicyId("p-FullAWSAccess")));
    probes.put(
        AwsCall.LIST_TAGS_FOR_RESOURCE,
        () ->
            organizations.listTagsForResource(
                new ListTagsForResourceRequest().withResourceId(account)));
    return probes;
  }
}
