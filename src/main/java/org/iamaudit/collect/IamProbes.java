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

/** A harmless call for each permission that is needed of IAM. */
final class IamProbes {
  private static final String NO_KEY = "AKIA0000000000000000";

  private IamProbes() {}

  static void add(Probes probes, AmazonIdentityManagement iam, CallerIdentity identity) {
    String account = "arn:" + identity.partition() + ":iam::" + identity.account() + ":";
    String published = "arn:" + identity.partition() + ":iam::aws:policy/ReadOnlyAccess";
    probes.add(
        AwsCall.GET_ACCOUNT_AUTHORIZATION_DETAILS,
        () ->
            iam.getAccountAuthorizationDetails(
                new GetAccountAuthorizationDetailsRequest().withMaxItems(Probes.ONE)));
    probes.add(
        AwsCall.GET_POLICY_VERSION,
        published,
        () ->
            iam.getPolicyVersion(
                new GetPolicyVersionRequest().withPolicyArn(published).withVersionId("v1")));
    probes.add(
        AwsCall.LIST_POLICY_VERSIONS,
        published,
        () ->
            iam.listPolicyVersions(
                new ListPolicyVersionsRequest().withPolicyArn(published).withMaxItems(Probes.ONE)));
    probes.add(
        AwsCall.GET_ACCOUNT_SUMMARY, () -> iam.getAccountSummary(new GetAccountSummaryRequest()));
    probes.add(
        AwsCall.GET_ACCOUNT_PASSWORD_POLICY,
        () -> iam.getAccountPasswordPolicy(new GetAccountPasswordPolicyRequest()));
    probes.add(
        AwsCall.GENERATE_CREDENTIAL_REPORT,
        () -> iam.generateCredentialReport(new GenerateCredentialReportRequest()));
    probes.add(
        AwsCall.GET_CREDENTIAL_REPORT,
        () -> iam.getCredentialReport(new GetCredentialReportRequest()));
    probes.add(
        AwsCall.LIST_VIRTUAL_MFA_DEVICES,
        () ->
            iam.listVirtualMFADevices(new ListVirtualMFADevicesRequest().withMaxItems(Probes.ONE)));
    probes.add(
        AwsCall.LIST_SERVER_CERTIFICATES,
        () ->
            iam.listServerCertificates(
                new ListServerCertificatesRequest().withMaxItems(Probes.ONE)));
    probes.add(
        AwsCall.LIST_SAML_PROVIDERS, () -> iam.listSAMLProviders(new ListSAMLProvidersRequest()));
    probes.add(
        AwsCall.GET_SAML_PROVIDER,
        account + "saml-provider/" + Probes.NOBODY,
        () ->
            iam.getSAMLProvider(
                new GetSAMLProviderRequest()
                    .withSAMLProviderArn(account + "saml-provider/" + Probes.NOBODY)));
    probes.add(
        AwsCall.LIST_OPEN_ID_CONNECT_PROVIDERS,
        () -> iam.listOpenIDConnectProviders(new ListOpenIDConnectProvidersRequest()));
    probes.add(
        AwsCall.GET_OPEN_ID_CONNECT_PROVIDER,
        account + "oidc-provider/" + Probes.NOBODY,
        () ->
            iam.getOpenIDConnectProvider(
                new GetOpenIDConnectProviderRequest()
                    .withOpenIDConnectProviderArn(account + "oidc-provider/" + Probes.NOBODY)));
    probes.add(
        AwsCall.GENERATE_SERVICE_LAST_ACCESSED_DETAILS,
        account + "role/" + Probes.NOBODY,
        () ->
            iam.generateServiceLastAccessedDetails(
                new GenerateServiceLastAccessedDetailsRequest()
                    .withArn(account + "role/" + Probes.NOBODY)));
    probes.add(
        AwsCall.GET_SERVICE_LAST_ACCESSED_DETAILS,
        () ->
            iam.getServiceLastAccessedDetails(
                new GetServiceLastAccessedDetailsRequest().withJobId(Probes.NO_ID)));
    probes.add(
        AwsCall.LIST_ACCESS_KEYS,
        account + "user/" + Probes.NOBODY,
        () -> iam.listAccessKeys(new ListAccessKeysRequest().withUserName(Probes.NOBODY)));
    probes.add(
        AwsCall.GET_ACCESS_KEY_LAST_USED,
        account + "user/" + Probes.NOBODY,
        () -> iam.getAccessKeyLastUsed(new GetAccessKeyLastUsedRequest().withAccessKeyId(NO_KEY)));
  }
}
