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
  static List<ResourcePolicy> read(InputStream in, Documents documents, List<Gap> gaps)
      throws IOException {
    List<ResourcePolicy> policies = new ArrayList<>();
    return JsonInput.read(
        SnapshotFile.RESOURCE_POLICIES.fileName(),
        in,
        json -> {
          Set<String> arns = new HashSet<>();
          json.list(
              () -> {
                ResourcePolicy policy = policy(json, documents, gaps);
                if (!arns.add(policy.resourceArn())) {
                  throw json.error(Quoted.of(policy.resourceArn()) + " occurs twice");
                }
                policies.add(policy);
              });
          return List.copyOf(policies);
        });
  }

  private static ResourcePolicy policy(JsonInput json, Documents documents, List<Gap> gaps)
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
    if (Arn.parse(arn[0]).isEmpty()) {
      throw json.error("expected the ARN of a resource, found " + Quoted.of(arn[0]));
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
}
