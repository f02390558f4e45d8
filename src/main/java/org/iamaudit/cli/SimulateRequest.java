package org.iamaudit.cli;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;
import org.iamaudit.evaluate.Caller;
import org.iamaudit.evaluate.CompiledPolicy;
import org.iamaudit.evaluate.PolicyLayers;
import org.iamaudit.evaluate.Request;
import org.iamaudit.evaluate.RequestContext;
import org.iamaudit.evaluate.SourcedPolicy;
import org.iamaudit.evaluate.VpcEndpoint;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;

/**
 * One line of {@code simulate}: the fields of {@code SimulateCustomPolicy} (IAM API Reference, read
 * 2026-11) and in their style what AWS's request cannot say.
 *
 * <p>An empty list of policies is none, as in AWS's request. Of AWS's fields, {@code MaxItems} and
 * {@code ResourceHandlingOption} change nothing, since answers come whole and each resource is
 * decided by itself; {@code Marker} and {@code PolicySourceArn} are refused. Other fields are
 * passed over and named in the answer, unless they may be misspelt ones.
 */
final class SimulateRequest {
  private static final List<String> FIELDS =
      List.of(
          "CaseId",
          "PolicyInputList",
          "PermissionsBoundaryPolicyInputList",
          "SessionPolicyInputList",
          "ServiceControlPolicyInputLists",
          "ResourceControlPolicyInputLists",
          "VpcEndpointPolicyInputList",
          "VpcEndpointType",
          "ResourcePolicy",
          "ResourceOwner",
          "ManagementAccountId",
          "CallerArn",
          "FederatingUserArn",
          "ActionNames",
          "ResourceArns",
          "ContextEntries",
          "ResourceHandlingOption",
          "MaxItems",
          "Marker",
          "PolicySourceArn");

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9.-]+:[A-Za-z0-9._-]+");

  Optional<String> caseId = Optional.empty();
  private final List<String> ignored = new ArrayList<>(0);
  private Optional<Caller> named = Optional.empty();
  private Caller caller = Caller.UNKNOWN;
  private Optional<String> federatingUser = Optional.empty();
  private List<String> actions = List.of();
  private List<String> resources = List.of("*");
  private Optional<AccountId> resourceOwner = Optional.empty();
  private final RequestContext.Builder entries = RequestContext.builder();
  private RequestContext context = RequestContext.EMPTY;
  private Optional<VpcEndpoint> endpoint = Optional.empty();
  private List<SourcedPolicy> identity = List.of();
  private Optional<List<SourcedPolicy>> boundary = Optional.empty();
  private Optional<List<SourcedPolicy>> session = Optional.empty();
  private List<List<SourcedPolicy>> scpLevels = List.of();
  private List<List<SourcedPolicy>> rcpLevels = List.of();
  private Optional<SourcedPolicy> resourcePolicy = Optional.empty();
  private Optional<List<SourcedPolicy>> endpointPolicies = Optional.empty();
  private Optional<AccountId> managementAccount = Optional.empty();
  private final Map<PolicyDocument, CompiledPolicy> compiled = new IdentityHashMap<>();

  private JsonLine line;
  private PolicyTexts texts;

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  void read(String text, PolicyTexts policies) throws IOException {
    texts = policies;
    JsonLine.read(
        text,
        (opened, name) -> {
          line = opened;
          field(name);
        });
    if (actions.isEmpty()) {
      throw new IllegalArgumentException("`ActionNames` is missing or empty");
    }
    if (named.isEmpty() && resourcePolicy.isPresent()) {
      throw new IllegalArgumentException(
          "`ResourcePolicy` needs `CallerArn`: its principals are compared with the caller");
    }
    caller = named.orElse(Caller.UNKNOWN);
    federatingUser.ifPresent(user -> caller = caller.federatedBy(user));
    context = entries.putKeysOf(caller).build();
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "CaseId" -> caseId = Optional.of(line.text(name));
      case "CallerArn" -> named = Optional.of(Caller.parse(line.text(name)));
      case "FederatingUserArn" -> federatingUser = Optional.of(line.text(name));
      case "ActionNames" -> actions = actionNames(name);
      case "ResourceArns" -> resources = resourceArns(name);
      case "ResourceOwner" -> resourceOwner = Optional.of(account(name));
      case "ManagementAccountId" -> managementAccount = Optional.of(account(name));
      case "ContextEntries" -> ContextEntriesReader.read(line, name, entries);
      case "VpcEndpointType" -> endpoint = Optional.of(endpointType(line.text(name)));
      case "MaxItems", "ResourceHandlingOption" -> line.text(name);
      case "Marker" ->
          throw new IllegalArgumentException(
              "`Marker` has nothing to continue: answers come whole");
      case "PolicySourceArn" ->
          throw new IllegalArgumentException(
              "`PolicySourceArn` names policies of an account: give them in `PolicyInputList`");
      default -> policyField(name);
    }
  }

  private void policyField(String name) throws IOException {
    switch (name) {
      case "PolicyInputList" -> identity = policies(name, PolicyKind.IDENTITY);
      case "PermissionsBoundaryPolicyInputList" ->
          boundary = given(policies(name, PolicyKind.BOUNDARY));
      case "SessionPolicyInputList" -> session = given(policies(name, PolicyKind.SESSION));
      case "ServiceControlPolicyInputLists" -> scpLevels = levels(name, PolicyKind.SCP);
      case "ResourceControlPolicyInputLists" -> rcpLevels = levels(name, PolicyKind.RCP);
      case "ResourcePolicy" -> resourcePolicy = Optional.of(policy(name, PolicyKind.RESOURCE));
      case "VpcEndpointPolicyInputList" -> {
        endpointPolicies = given(policies(name, PolicyKind.VPC_ENDPOINT));
        endpoint = endpoint.or(() -> Optional.of(VpcEndpoint.INTERFACE));
      }
      default -> {
        line.skip(name, FIELDS);
        ignored.add(name);
      }
    }
  }

  private static Optional<List<SourcedPolicy>> given(List<SourcedPolicy> policies) {
    return Optional.of(policies).filter(p -> !p.isEmpty());
  }

  private List<String> actionNames(String name) throws IOException {
    List<String> names = line.texts(name);
    for (String action : names) {
      if (!ACTION.matcher(action).matches()) {
        throw new IllegalArgumentException(
            "`" + action + "` in " + name + " is not the name of an action");
      }
    }
    return names;
  }

  private List<String> resourceArns(String name) throws IOException {
    List<String> arns = line.texts(name);
    for (String arn : arns) {
      if (!arn.equals("*") && Arn.parse(arn).isEmpty()) {
        throw new IllegalArgumentException("`" + arn + "` in " + name + " is not an ARN");
      }
    }
    return arns.isEmpty() ? List.of("*") : arns;
  }

  private AccountId account(String name) throws IOException {
    String text = line.text(name);
    return new AccountId(Arn.parse(text).map(Arn::account).orElse(text));
  }

  private static VpcEndpoint endpointType(String text) {
    return switch (text) {
      case "Gateway" -> VpcEndpoint.GATEWAY;
      case "Interface" -> VpcEndpoint.INTERFACE;
      default ->
          throw new IllegalArgumentException(
              "`" + text + "` is not a VpcEndpointType: `Gateway` or `Interface`");
    };
  }

  private List<List<SourcedPolicy>> levels(String name, PolicyKind kind) throws IOException {
    line.expect(name, JsonToken.START_ARRAY);
    List<List<SourcedPolicy>> levels = new ArrayList<>();
    while (line.json().nextToken() != JsonToken.END_ARRAY) {
      levels.add(policies(name + "." + (levels.size() + 1), kind));
    }
    return levels;
  }

  private List<SourcedPolicy> policies(String name, PolicyKind kind) throws IOException {
    line.expect(name, JsonToken.START_ARRAY);
    List<SourcedPolicy> policies = new ArrayList<>();
    while (line.json().nextToken() != JsonToken.END_ARRAY) {
      policies.add(policy(name + "." + (policies.size() + 1), kind));
    }
    return policies;
  }

  private SourcedPolicy policy(String name, PolicyKind kind) throws IOException {
    PolicyTexts.Policy policy = texts.policy(name, kind, line.policyText(name));
    compiled.put(policy.document(), policy.compiled());
    return new SourcedPolicy(name, policy.document());
  }

  /** Fields that had no part in the answer, in the order of the line. */
  List<String> ignored() {
    return ignored;
  }

  List<String> actions() {
    return actions;
  }

  List<String> resources() {
    return resources;
  }

  PolicyLayers layers() {
    return new PolicyLayers(
        identity,
        boundary,
        session,
        scpLevels,
        rcpLevels,
        resourcePolicy,
        endpointPolicies,
        managementAccount);
  }

  CompiledPolicy compiled(PolicyDocument document, PolicyKind kind) {
    return compiled.get(document);
  }

  /** {@code ResourceOwner} is asked only where the ARN does not name an account, as AWS does. */
  Request request(String action, String resource) {
    boolean inArn =
        Arn.parse(resource).filter(a -> ACCOUNT.matcher(a.account()).matches()).isPresent();
    Optional<AccountId> owner = inArn ? Optional.empty() : resourceOwner;
    return new Request(caller, action, resource, context, owner, endpoint);
  }
}
