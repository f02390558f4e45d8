package org.iamaudit.collect.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** IAM, by the query protocol. */
final class Iam {
  private static final int LARGEST_PAGE = 1000;

  private final FakeAws.Options options;

  Iam(FakeAws.Options options) {
    this.options = options;
  }

  String answer(FakeAccount account, FakeCall call) {
    return switch (call.operation()) {
      case "GetAccountAuthorizationDetails" -> details(account, call);
      case "GetAccountSummary" -> file(account, "account-summary.json");
      case "GetAccountPasswordPolicy" -> passwordPolicy(account);
      case "GenerateCredentialReport" -> generate(account);
      case "GetCredentialReport" -> report(account);
      case "ListVirtualMFADevices" ->
          listed(account, "virtual-mfa-devices.json", "VirtualMFADevices", call);
      case "ListServerCertificates" ->
          listed(account, "server-certificates.json", "ServerCertificateMetadataList", call);
      case "ListSAMLProviders" ->
          Xml.element(
              "SAMLProviderList",
              Xml.element("member", Xml.element("Arn", provider(account, "saml-provider/corp"))));
      case "GetSAMLProvider" ->
          Xml.element("SAMLMetadataDocument", "&lt;EntityDescriptor/&gt;")
              + Xml.element("CreateDate", "2024-01-01T00:00:00Z");
      case "ListOpenIDConnectProviders" ->
          Xml.element(
              "OpenIDConnectProviderList",
              Xml.element("member", Xml.element("Arn", provider(account, "oidc-provider/ci"))));
      case "GetOpenIDConnectProvider" ->
          Xml.element("Url", "ci.example.com")
              + Xml.element("ClientIDList", Xml.element("member", "sts.amazonaws.com"));
      case "GenerateServiceLastAccessedDetails" -> startJob(account, call);
      case "GetServiceLastAccessedDetails" -> job(account, call);
      case "ListAccessKeys" ->
          Xml.element(
                  "AccessKeyMetadata",
                  Xml.element(
                      "member",
                      Xml.element("UserName", call.parameter("UserName"))
                          + Xml.element("AccessKeyId", "AKIAEXAMPLE000000001")
                          + Xml.element("Status", "Active")))
              + Xml.element("IsTruncated", "false");
      case "GetAccessKeyLastUsed" ->
          Xml.element("UserName", "somebody")
              + Xml.element(
                  "AccessKeyLastUsed",
                  Xml.element("LastUsedDate", "2026-08-01T00:00:00Z")
                      + Xml.element("ServiceName", "s3")
                      + Xml.element("Region", "us-east-1"));
      case "ListPolicyVersions" ->
          Xml.element("IsTruncated", "false") + policyVersions(account, call, "Versions", "member");
      case "GetPolicyVersion" -> policyVersions(account, call, "PolicyVersion", "");
      default -> throw new FakeError(400, "InvalidAction", call.operation());
    };
  }

  private static String file(FakeAccount account, String name) {
    return account
        .json(name)
        .map(Xml::content)
        .orElseThrow(() -> FakeError.noSuchEntity("the answer " + name));
  }

  private static String provider(FakeAccount account, String name) {
    return "arn:aws:iam::" + account.id + ":" + name;
  }

  /** The versions of a policy, or the one that is asked for. */
  private static String policyVersions(
      FakeAccount account, FakeCall call, String element, String each) {
    String arn = call.parameter("PolicyArn");
    JsonNode policy = account.find(arn).orElseThrow(() -> FakeError.noSuchEntity("Policy " + arn));
    StringBuilder out = new StringBuilder();
    for (JsonNode version : policy.path("PolicyVersionList")) {
      if (!each.isEmpty()) {
        Xml.append(out, each, version);
      } else if (version.path("VersionId").asText().equals(call.parameter("VersionId"))) {
        out.append(Xml.content(version));
      }
    }
    return Xml.element(element, out.toString());
  }

  private static String passwordPolicy(FakeAccount account) {
    if (account
        .json("account-password-policy.json")
        .filter(json -> json.path("PasswordPolicy").isObject())
        .isEmpty()) {
      throw FakeError.noSuchEntity("The Password Policy with domain name " + account.id);
    }
    return file(account, "account-password-policy.json");
  }

  /** One page; the marker is the place of the next entity among all that there were. */
  private String details(FakeAccount account, FakeCall call) {
    List<FakeAccount.Entity> all = account.entities();
    int from = call.number("Marker", 0);
    int size = Math.min(call.number("MaxItems", 100), options.pageSize());
    int to = Math.min(all.size(), from + size);
    StringBuilder out = new StringBuilder();
    for (String list : FakeAccount.LISTS) {
      StringBuilder members = new StringBuilder();
      all.subList(Math.min(from, to), to).stream()
          .filter(entity -> entity.list().equals(list) && account.isListed(entity))
          .forEach(entity -> Xml.append(members, "member", entity.json()));
      out.append(Xml.element(list, members.toString()));
    }
    options.afterPage().accept(account.id, to);
    return out + truncation(to, all.size());
  }

  private static String truncation(int to, int size) {
    return Xml.element("IsTruncated", String.valueOf(to < size))
        + (to < size ? Xml.element("Marker", String.valueOf(to)) : "");
  }

  private String listed(FakeAccount account, String file, String list, FakeCall call) {
    List<JsonNode> all = new ArrayList<>();
    account.json(file).ifPresent(json -> json.path(list).forEach(all::add));
    int from = call.number("Marker", 0);
    int to =
        Math.min(all.size(), from + Math.min(call.number("MaxItems", 100), options.pageSize()));
    StringBuilder members = new StringBuilder();
    all.subList(from, to).forEach(item -> Xml.append(members, "member", item));
    return Xml.element(list, members.toString()) + truncation(to, all.size());
  }

  private static String generate(FakeAccount account) {
    return Xml.element(
        "State", account.reportCalls.getAndIncrement() == 0 ? "STARTED" : "COMPLETE");
  }

  private static String report(FakeAccount account) {
    String csv =
        account
            .text("credential-report.csv")
            .orElseThrow(() -> new FakeError(410, "ReportNotPresent", "no report"));
    return Xml.element(
            "Content", Base64.getEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8)))
        + Xml.element("ReportFormat", "text/csv")
        + Xml.element("GeneratedTime", account.reportTime().toString());
  }

  private String startJob(FakeAccount account, FakeCall call) {
    String arn = call.parameter("Arn");
    if (account.find(arn).isEmpty()) {
      throw FakeError.noSuchEntity("ARN " + arn);
    }
    String id = UUID.randomUUID().toString();
    account.jobs.put(id, arn);
    return Xml.element("JobId", id);
  }

  private String job(FakeAccount account, FakeCall call) {
    String id = call.parameter("JobId");
    String arn = account.jobs.get(id);
    if (arn == null) {
      throw FakeError.noSuchEntity("Job " + id);
    }
    boolean first = !call.parameters().containsKey("Marker");
    int polls = account.polls.computeIfAbsent(id, i -> new AtomicInteger()).getAndIncrement();
    if (first && polls < options.jobPolls()) {
      return Xml.element("JobStatus", "IN_PROGRESS")
          + Xml.element("JobCreationDate", Instant.now().toString())
          + Xml.element("IsTruncated", "false");
    }
    if (options.failedJobs().contains(arn)) {
      return Xml.element("JobStatus", "FAILED")
          + Xml.element("JobType", "ACTION_LEVEL")
          + Xml.element("JobCreationDate", Instant.now().toString())
          + Xml.element("JobCompletionDate", Instant.now().toString())
          + Xml.element("ServicesLastAccessed", "")
          + Xml.element("IsTruncated", "false")
          + Xml.element(
              "Error",
              Xml.element("Message", "job failed") + Xml.element("Code", "ServiceFailure"));
    }
    ObjectNode answer = account.lastAccessed(arn);
    JsonNode services = answer.remove("ServicesLastAccessed");
    answer.remove("IsTruncated");
    int from = call.number("Marker", 0);
    int size =
        Math.min(call.number("MaxItems", 100), Math.min(LARGEST_PAGE, options.servicePage()));
    int to = Math.min(services.size(), from + size);
    StringBuilder members = new StringBuilder();
    for (int i = from; i < to; i++) {
      Xml.append(members, "member", services.get(i));
    }
    return Xml.content(answer)
        + Xml.element("ServicesLastAccessed", members.toString())
        + truncation(to, services.size());
  }
}
