package org.iamaudit.collect.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Organizations, as far as the {@code organization.json} of the accounts together show it. */
final class FakeOrganization {
  private final FakeAws.Options options;
  private JsonNode organization = FakeAccount.JSON.nullNode();
  private final Map<String, JsonNode> levels = new TreeMap<>();
  private final Map<String, String> parents = new TreeMap<>();
  private final Map<String, JsonNode> policies = new LinkedHashMap<>();

  FakeOrganization(Collection<FakeAccount> accounts, FakeAws.Options options) {
    this.options = options;
    accounts.forEach(account -> account.json("organization.json").ifPresent(this::add));
  }

  private void add(JsonNode placement) {
    if (placement.path("Organization").isNull()) {
      return;
    }
    organization = placement.get("Organization");
    String parent = "";
    for (JsonNode level : placement.get("Path")) {
      String id = level.get("Id").asText();
      levels.put(id, level);
      parents.put(id, parent);
      parent = id;
      level.path("ServiceControlPolicies").forEach(p -> policies.put(p.get("Id").asText(), p));
      level.path("ResourceControlPolicies").forEach(p -> policies.put(p.get("Id").asText(), p));
    }
  }

  boolean isManagedBy(String account) {
    return account.equals(organization.path("MasterAccountId").asText());
  }

  String answer(FakeCall call) {
    if (organization.isNull()) {
      throw new FakeError(
          400,
          "AWSOrganizationsNotInUseException",
          "Your account is not a member of an organization.");
    }
    ObjectNode answer = FakeAccount.JSON.createObjectNode();
    if (call.operation().equals("DescribeOrganization")) {
      answer.set("Organization", organization);
      return answer.toString();
    }
    String master = organization.path("MasterAccountId").asText();
    if (!call.account().equals(master) && !options.delegated().contains(call.account())) {
      throw new FakeError(
          400, "AccessDeniedException", "You don't have permissions to access this resource.");
    }
    switch (call.operation()) {
      case "ListRoots" -> roots(answer.putArray("Roots"));
      case "ListAccounts" -> accounts(answer.putArray("Accounts"));
      case "ListParents" ->
          parent(answer.putArray("Parents"), call.body().path("ChildId").asText());
      case "DescribeOrganizationalUnit" ->
          named(answer.putObject("OrganizationalUnit"), call.body().path("OrganizationalUnitId"));
      case "DescribeAccount" -> named(answer.putObject("Account"), call.body().path("AccountId"));
      case "ListPoliciesForTarget" -> attached(answer.putArray("Policies"), call.body());
      case "DescribePolicy" -> {
        JsonNode policy = policies.get(call.body().path("PolicyId").asText());
        ObjectNode one = answer.putObject("Policy");
        summary(one.putObject("PolicySummary"), policy);
        one.put("Content", policy.get("Document").toString());
      }
      case "ListTagsForResource" -> {
        ArrayNode tags = answer.putArray("Tags");
        options
            .tags()
            .getOrDefault(call.body().path("ResourceId").asText(), Map.of())
            .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
      }
      default -> throw new FakeError(400, "UnknownOperationException", call.operation());
    }
    return answer.toString();
  }

  private void roots(ArrayNode roots) {
    levels.values().stream()
        .filter(level -> level.get("Type").asText().equals("ROOT"))
        .forEach(
            level -> {
              ObjectNode root = roots.addObject();
              named(root, level.get("Id"));
              for (String type :
                  new String[] {"SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"}) {
                root.withArray("PolicyTypes")
                    .addObject()
                    .put("Type", type)
                    .put("Status", "ENABLED");
              }
            });
  }

  private void accounts(ArrayNode accounts) {
    levels.values().stream()
        .filter(level -> level.get("Type").asText().equals("ACCOUNT"))
        .forEach(
            level -> {
              ObjectNode account = accounts.addObject();
              named(account, level.get("Id"));
              String id = level.get("Id").asText();
              account.put("Status", options.suspended().contains(id) ? "SUSPENDED" : "ACTIVE");
            });
  }

  private void parent(ArrayNode found, String child) {
    String parent = parents.get(child);
    if (parent == null) {
      throw new FakeError(400, "ChildNotFoundException", child);
    }
    found.addObject().put("Id", parent).put("Type", levels.get(parent).get("Type").asText());
  }

  private void named(ObjectNode answer, JsonNode id) {
    if (!levels.containsKey(id.asText())) {
      throw new FakeError(400, "OrganizationalUnitNotFoundException", id.asText());
    }
    answer.put("Id", id.asText()).put("Name", levels.get(id.asText()).get("Name").asText());
  }

  private void attached(ArrayNode found, JsonNode request) {
    JsonNode level = levels.get(request.path("TargetId").asText());
    String list =
        request.path("Filter").asText().equals("SERVICE_CONTROL_POLICY")
            ? "ServiceControlPolicies"
            : "ResourceControlPolicies";
    level.path(list).forEach(policy -> summary(found.addObject(), policy));
  }

  private static void summary(ObjectNode answer, JsonNode policy) {
    answer.put("Id", policy.get("Id").asText());
    answer.put("Name", policy.get("Name").asText());
    if (policy.has("Arn")) {
      answer.put("Arn", policy.get("Arn").asText());
    }
  }
}
