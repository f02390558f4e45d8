package org.iamaudit.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;
import org.iamaudit.evaluate.Caller;
import org.iamaudit.evaluate.CompiledPolicy;
import org.iamaudit.evaluate.PolicyLayers;
import org.iamaudit.evaluate.Request;
import org.iamaudit.evaluate.RequestContext;
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

  /**
   * Every action with every resource; a line of all actions of AWS with one resource is a fifth.
   */
  private static final int MOST_DECISIONS = 100_000;

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9.-]+:[A-Za-z0-9._-]+");

  private Optional<String> caseId = Optional.empty();
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
  private Optional<AccountId> managementAccount = Optional.empty();

  private final SimulatePolicies policies;

  private SimulateRequest(PolicyTexts texts) {
    policies = new SimulatePolicies(texts);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  static SimulateRequest read(String text, PolicyTexts texts) throws IOException {
    SimulateRequest request = new SimulateRequest(texts);
    JsonLine.read(text, request::field);
    request.complete();
    return request;
  }

  private void complete() {
    if (actions.isEmpty()) {
      throw new IllegalArgumentException("`ActionNames` is missing or empty");
    }
    long decisions = (long) actions.size() * resources.size();
    if (decisions > MOST_DECISIONS) {
      throw new IllegalArgumentException(
          "the line asks for " + decisions + " decisions, at most " + MOST_DECISIONS);
    }
    if (named.isEmpty() && policies.hasResourcePolicy()) {
      throw new IllegalArgumentException(
          "`ResourcePolicy` needs `CallerArn`: its principals are compared with the caller");
    }
    if (endpoint.isEmpty() && policies.hasEndpointPolicy()) {
      endpoint = Optional.of(VpcEndpoint.INTERFACE);
    }
    caller = named.orElse(Caller.UNKNOWN);
    federatingUser.ifPresent(user -> caller = caller.federatedBy(user));
    context = entries.putKeysOf(caller).build();
  }

  private void field(JsonLine line, String name) throws IOException {
    switch (name) {
      case "CaseId" -> caseId = Optional.of(line.text(name));
      case "CallerArn" -> named = Optional.of(Caller.parse(line.text(name)));
      case "FederatingUserArn" -> federatingUser = Optional.of(line.text(name));
      case "ActionNames" -> actions = actionNames(line, name);
      case "ResourceArns" -> resources = resourceArns(line, name);
      case "ResourceOwner" -> resourceOwner = Optional.of(account(line, name));
      case "ManagementAccountId" -> managementAccount = Optional.of(account(line, name));
      case "ContextEntries" -> ContextEntriesReader.read(line, name, entries);
      case "VpcEndpointType" -> endpoint = Optional.of(endpointType(line.text(name)));
      case "MaxItems", "ResourceHandlingOption" -> line.text(name);
      case "Marker" ->
          throw new IllegalArgumentException(
              "`Marker` has nothing to continue: answers come whole");
      case "PolicySourceArn" ->
          throw new IllegalArgumentException(
              "`PolicySourceArn` names policies of an account: give them in `PolicyInputList`");
      default -> {
        if (!policies.read(line, name)) {
          line.skip(name, FIELDS);
          ignored.add(name);
        }
      }
    }
  }

  private static List<String> actionNames(JsonLine line, String name) throws IOException {
    List<String> names = line.texts(name);
    for (String action : names) {
      if (!ACTION.matcher(action).matches()) {
        throw new IllegalArgumentException(
            "`" + action + "` in " + name + " is not the name of an action");
      }
    }
    return names;
  }

  private static List<String> resourceArns(JsonLine line, String name) throws IOException {
    List<String> arns = line.texts(name);
    for (String arn : arns) {
      if (!arn.equals("*") && Arn.parse(arn).isEmpty()) {
        throw new IllegalArgumentException("`" + arn + "` in " + name + " is not an ARN");
      }
    }
    return arns.isEmpty() ? List.of("*") : arns;
  }

  private static AccountId account(JsonLine line, String name) throws IOException {
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

  Optional<String> caseId() {
    return caseId;
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
    return policies.layers(managementAccount);
  }

  CompiledPolicy compiled(PolicyDocument document, PolicyKind kind) {
    return policies.compiled(document);
  }

  /** {@code ResourceOwner} is asked only where the ARN does not name an account, as AWS does. */
  Request request(String action, String resource) {
    boolean inArn =
        Arn.parse(resource).filter(a -> ACCOUNT.matcher(a.account()).matches()).isPresent();
    Optional<AccountId> owner = inArn ? Optional.empty() : resourceOwner;
    return new Request(caller, action, resource, context, owner, endpoint);
  }
}
