package org.iamaudit.cli;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.evaluate.CompiledPolicy;
import org.iamaudit.evaluate.PolicyLayers;
import org.iamaudit.evaluate.SourcedPolicy;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;

/**
 * The policies of one line of {@code simulate}, by layer, named by field and place: {@code
 * ServiceControlPolicyInputLists.1.2} is the second of the root. An empty list is none, as in AWS's
 * request.
 */
final class SimulatePolicies {
  private final PolicyTexts texts;
  private final Map<PolicyDocument, CompiledPolicy> compiled = new IdentityHashMap<>();
  private List<SourcedPolicy> identity = List.of();
  private Optional<List<SourcedPolicy>> boundary = Optional.empty();
  private Optional<List<SourcedPolicy>> session = Optional.empty();
  private List<List<SourcedPolicy>> scpLevels = List.of();
  private List<List<SourcedPolicy>> rcpLevels = List.of();
  private Optional<SourcedPolicy> resource = Optional.empty();
  private Optional<List<SourcedPolicy>> vpcEndpoint = Optional.empty();

  SimulatePolicies(PolicyTexts texts) {
    this.texts = texts;
  }

  /**
   * Reads a field if it holds policies, and says whether it does.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  boolean read(JsonLine line, String name) throws IOException {
    switch (name) {
      case "PolicyInputList" -> identity = list(line, name, PolicyKind.IDENTITY);
      case "PermissionsBoundaryPolicyInputList" ->
          boundary = given(list(line, name, PolicyKind.BOUNDARY));
      case "SessionPolicyInputList" -> session = given(list(line, name, PolicyKind.SESSION));
      case "ServiceControlPolicyInputLists" -> scpLevels = levels(line, name, PolicyKind.SCP);
      case "ResourceControlPolicyInputLists" -> rcpLevels = levels(line, name, PolicyKind.RCP);
      case "ResourcePolicy" -> resource = Optional.of(policy(line, name, PolicyKind.RESOURCE));
      case "VpcEndpointPolicyInputList" ->
          vpcEndpoint = given(list(line, name, PolicyKind.VPC_ENDPOINT));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Optional<List<SourcedPolicy>> given(List<SourcedPolicy> policies) {
    return Optional.of(policies).filter(p -> !p.isEmpty());
  }

  private List<List<SourcedPolicy>> levels(JsonLine line, String name, PolicyKind kind)
      throws IOException {
    line.expect(name, JsonToken.START_ARRAY);
    List<List<SourcedPolicy>> levels = new ArrayList<>();
    while (line.json().nextToken() != JsonToken.END_ARRAY) {
      levels.add(list(line, name + "." + (levels.size() + 1), kind));
    }
    return levels;
  }

  private List<SourcedPolicy> list(JsonLine line, String name, PolicyKind kind) throws IOException {
    line.expect(name, JsonToken.START_ARRAY);
    List<SourcedPolicy> policies = new ArrayList<>();
    while (line.json().nextToken() != JsonToken.END_ARRAY) {
      policies.add(policy(line, name + "." + (policies.size() + 1), kind));
    }
    return policies;
  }

  private SourcedPolicy policy(JsonLine line, String name, PolicyKind kind) throws IOException {
    PolicyTexts.Policy policy = texts.policy(name, kind, line.policyText(name));
    compiled.put(policy.document(), policy.compiled());
    return new SourcedPolicy(name, policy.document());
  }

  boolean hasResourcePolicy() {
    return resource.isPresent();
  }

  boolean hasEndpointPolicy() {
    return vpcEndpoint.isPresent();
  }

  PolicyLayers layers(Optional<AccountId> managementAccount) {
    return new PolicyLayers(
        identity,
        boundary,
        session,
        scpLevels,
        rcpLevels,
        resource,
        vpcEndpoint,
        managementAccount);
  }

  CompiledPolicy compiled(PolicyDocument document) {
    return compiled.get(document);
  }
}
