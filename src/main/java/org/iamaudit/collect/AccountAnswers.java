package org.iamaudit.collect;

import com.amazonaws.services.identitymanagement.model.GetAccountPasswordPolicyRequest;
import com.amazonaws.services.identitymanagement.model.GetAccountPasswordPolicyResult;
import com.amazonaws.services.identitymanagement.model.GetAccountSummaryRequest;
import com.amazonaws.services.identitymanagement.model.GetAccountSummaryResult;
import com.amazonaws.services.identitymanagement.model.GetOpenIDConnectProviderRequest;
import com.amazonaws.services.identitymanagement.model.GetSAMLProviderRequest;
import com.amazonaws.services.identitymanagement.model.ListOpenIDConnectProvidersRequest;
import com.amazonaws.services.identitymanagement.model.ListSAMLProvidersRequest;
import com.amazonaws.services.identitymanagement.model.ListServerCertificatesRequest;
import com.amazonaws.services.identitymanagement.model.ListVirtualMFADevicesRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.iamaudit.collect.CollectException.Kind;

/** IAM's small answers about the account as a whole, each as the JSON of a file. */
final class AccountAnswers {
  private final Aws aws;

  AccountAnswers(Aws aws) {
    this.aws = aws;
  }

  String summary() throws CollectException {
    GetAccountSummaryResult answer =
        aws.call(
            AwsCall.GET_ACCOUNT_SUMMARY,
            () -> aws.iam().getAccountSummary(new GetAccountSummaryRequest()));
    return whole(AwsCall.GET_ACCOUNT_SUMMARY, answer, !answer.getSummaryMap().isEmpty());
  }

  /** {@code {"PasswordPolicy": null}} if the account has none. */
  String passwordPolicy() throws CollectException {
    try {
      GetAccountPasswordPolicyResult answer =
          aws.call(
              AwsCall.GET_ACCOUNT_PASSWORD_POLICY,
              () -> aws.iam().getAccountPasswordPolicy(new GetAccountPasswordPolicyRequest()));
      return whole(AwsCall.GET_ACCOUNT_PASSWORD_POLICY, answer, answer.getPasswordPolicy() != null);
    } catch (CollectException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return "{\"PasswordPolicy\":null}";
      }
      throw e;
    }
  }

  String virtualMfaDevices() throws CollectException {
    return list(
        "VirtualMFADevices",
        Paging.all(
            marker -> {
              var answer =
                  aws.call(
                      AwsCall.LIST_VIRTUAL_MFA_DEVICES,
                      () ->
                          aws.iam()
                              .listVirtualMFADevices(
                                  new ListVirtualMFADevicesRequest()
                                      .withMarker(marker.orElse(null))));
              return new Paging.Page<>(
                  answer.getVirtualMFADevices(),
                  Paging.next(answer.getIsTruncated(), answer.getMarker()));
            }));
  }

  String serverCertificates() throws CollectException {
    return list(
        "ServerCertificateMetadataList",
        Paging.all(
            marker -> {
              var answer =
                  aws.call(
                      AwsCall.LIST_SERVER_CERTIFICATES,
                      () ->
                          aws.iam()
                              .listServerCertificates(
                                  new ListServerCertificatesRequest()
                                      .withMarker(marker.orElse(null))));
              return new Paging.Page<>(
                  answer.getServerCertificateMetadataList(),
                  Paging.next(answer.getIsTruncated(), answer.getMarker()));
            }));
  }

  /** Each provider with its metadata. */
  String samlProviders() throws CollectException {
    var answer =
        aws.call(
            AwsCall.LIST_SAML_PROVIDERS,
            () -> aws.iam().listSAMLProviders(new ListSAMLProvidersRequest()));
    List<Object> providers = new ArrayList<>();
    for (var provider : answer.getSAMLProviderList()) {
      var details =
          aws.call(
              AwsCall.GET_SAML_PROVIDER,
              () ->
                  aws.iam()
                      .getSAMLProvider(
                          new GetSAMLProviderRequest().withSAMLProviderArn(provider.getArn())));
      providers.add(new TreeMap<>(Map.of("Arn", provider.getArn(), "Provider", details)));
    }
    return list("SAMLProviderList", providers);
  }

  /** Each provider with its client ids and thumbprints. */
  String openIdConnectProviders() throws CollectException {
    var answer =
        aws.call(
            AwsCall.LIST_OPEN_ID_CONNECT_PROVIDERS,
            () -> aws.iam().listOpenIDConnectProviders(new ListOpenIDConnectProvidersRequest()));
    List<Object> providers = new ArrayList<>();
    for (var provider : answer.getOpenIDConnectProviderList()) {
      var details =
          aws.call(
              AwsCall.GET_OPEN_ID_CONNECT_PROVIDER,
              () ->
                  aws.iam()
                      .getOpenIDConnectProvider(
                          new GetOpenIDConnectProviderRequest()
                              .withOpenIDConnectProviderArn(provider.getArn())));
      providers.add(new TreeMap<>(Map.of("Arn", provider.getArn(), "Provider", details)));
    }
    return list("OpenIDConnectProviderList", providers);
  }

  private static String whole(AwsCall call, Object answer, boolean isWhole)
      throws CollectException {
    if (!isWhole) {
      throw new CollectException(
          Kind.FAILED, call, "", "`" + call + "` was answered with nothing", null);
    }
    return AnswerJson.of(answer);
  }

  private static String list(String name, List<?> items) {
    return AnswerJson.of(Map.of(name, items));
  }
}
