package org.iamaudit.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.iamaudit.arn.Arn;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.Quoted;

/** Reads {@code resource-policies.json}: a list of {@code {"ResourceArn", "Policy"}}. */
final class ResourcePoliciesReader {
  private ResourcePoliciesReader() {}

  /** In file order; adds what could not be read to the gaps. */
  static List<ResourcePolicy> read(
      InputStream in, Documents documents, AuthorizationDetails details, List<Gap> gaps)
      throws IOException {
    List<ResourcePolicy> policies = new ArrayList<>();
    return JsonInput.read(
        SnapshotFile.RESOURCE_POLICIES.fileName(),
        in,
        json -> {
          Set<String> arns = new HashSet<>();
          json.list(
              () -> {
                ResourcePolicy policy = policy(json, documents, details, gaps);
                if (!arns.add(policy.resourceArn())) {
                  throw json.error(Quoted.of(policy.resourceArn()) + " occurs twice");
                }
                policies.add(policy);
              });
          return List.copyOf(policies);
        });
  }

  private static ResourcePolicy policy(
      JsonInput json, Documents documents, AuthorizationDetails details, List<Gap> gaps)
      throws IOException {
    String[] arn = {""};
    Documents.Parsed[] parsed = {Documents.Parsed.unreadable("no `Policy`")};
    json.object(
        field -> {
          switch (field) {
            case "ResourceArn" -> arn[0] = json.text();
            case "Policy" -> parsed[0] = documents.read(json, PolicyKind.RESOURCE);
            default -> json.skip();
          }
        });
    if (arn[0].isEmpty()) {
      throw json.error("a resource-based policy without a `ResourceArn`");
    }
    Arn resource =
        Arn.parse(arn[0])
            .orElseThrow(
                () -> json.error("expected the ARN of a resource, found " + Quoted.of(arn[0])));
    checkAccount(resource, details, json);
    if (isAskedNowhere(resource)) {
      parsed[0] =
          Documents.Parsed.unreadable(
              "`ResourceArn` is no resource that has a policy: give the ARN of the key, not of its"
                  + " alias, and of one resource, without `*`");
    }
    if (parsed[0].document().isEmpty()) {
      gaps.add(
          new Gap(
              Gap.Kind.UNREADABLE,
              arn[0] + ": resource-based policy",
              parsed[0].problem(),
              "what it grants or denies on " + Quoted.of(arn[0]) + " is unknown"));
    }
    return new ResourcePolicy(arn[0], parsed[0].document());
  }

  /** A policy of elsewhere lets nobody in without one here, and some ARNs name no account. */
  private static void checkAccount(Arn resource, AuthorizationDetails details, JsonInput json) {
    boolean here =
        resource.partition().equals(details.partition())
            && (resource.account().isEmpty()
                || resource.account().equals(details.account().digits()));
    if (!here) {
      throw json.error(
          Quoted.of(resource.toString())
              + " is not in account "
              + details.account()
              + " of partition "
              + Quoted.of(details.partition())
              + ", whose details were read; the files do not belong together");
    }
  }

  /** Whether no request is ever about it, so that its policy would seem to say nothing. */
  private static boolean isAskedNowhere(Arn resource) {
    String text = resource.resource();
    return text.contains("*")
        || text.contains("?")
        || resource.service().equals("kms") && text.startsWith("alias/");
  }
}
