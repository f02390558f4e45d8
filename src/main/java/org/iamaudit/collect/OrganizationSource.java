package org.iamaudit.collect;

import com.amazonaws.services.organizations.model.Organization;
import com.amazonaws.services.organizations.model.Parent;
import com.amazonaws.services.organizations.model.Policy;
import com.amazonaws.services.organizations.model.PolicySummary;
import com.amazonaws.services.organizations.model.Root;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.iamaudit.collect.OrganizationCalls.Member;

/**
 * Where accounts stand in an organization and which SCPs and RCPs are in force there. Answers are
 * kept, so that accounts of one organizational unit share them. Safe for several threads, one at a
 * time: AWS allows few calls a second here.
 */
final class OrganizationSource {
  /** What an organization in which SCPs are not enabled amounts to. */
  private static final Map<String, Object> ALLOWS_ALL =
      level(
          "p-FullAWSAccess",
          "FullAWSAccess (SCPs are not enabled)",
          "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
              + "\"Resource\":\"*\"}]}");

  private final OrganizationCalls calls;
  private Optional<Organization> organization = Optional.empty();
  private boolean asked;
  private final Map<String, Root> roots = new HashMap<>();
  private final Map<String, Parent> parents = new HashMap<>();
  private final Map<String, Map<String, Object>> levels = new HashMap<>();
  private final Map<String, Policy> policies = new HashMap<>();

  OrganizationSource(Aws aws) {
    this.calls = new OrganizationCalls(aws);
  }

  Journal journal() {
    return calls.journal();
  }

  /** The text of {@code organization.json} of an account. */
  synchronized String placement(String account) throws CollectException {
    Map<String, Object> json = new LinkedHashMap<>();
    Optional<Organization> found = organization();
    json.put("Organization", found.orElse(null));
    if (found.isPresent()) {
      json.put("ManagementAccount", account.equals(found.get().getMasterAccountId()));
      List<Object> path = new ArrayList<>();
      for (Node node : path(account)) {
        path.add(level(node));
      }
      json.put("Path", path);
    }
    return AnswerJson.of(json);
  }

  private Optional<Organization> organization() throws CollectException {
    if (!asked) {
      organization = calls.organization();
      asked = true;
    }
    return organization;
  }

  /** A root, an organizational unit or an account. */
  record Node(String type, String id) {}

  /** From the root to the account. */
  synchronized List<Node> path(String account) throws CollectException {
    List<Node> path = new ArrayList<>();
    Node node = new Node("ACCOUNT", account);
    path.add(node);
    while (!node.type().equals("ROOT")) {
      Parent parent = parent(node.id());
      node = new Node(parent.getType(), parent.getId());
      path.add(node);
    }
    Collections.reverse(path);
    return path;
  }

  private Parent parent(String child) throws CollectException {
    Parent known = parents.get(child);
    if (known == null) {
      known = calls.parent(child);
      parents.put(child, known);
    }
    return known;
  }

  private Map<String, Object> level(Node node) throws CollectException {
    Map<String, Object> known = levels.get(node.id());
    if (known == null) {
      known = new LinkedHashMap<>();
      known.put("Type", node.type());
      known.put("Id", node.id());
      known.put("Name", name(node));
      known.put(
          "ServiceControlPolicies",
          enabled("SERVICE_CONTROL_POLICY")
              ? policies(node.id(), "SERVICE_CONTROL_POLICY")
              : List.of(ALLOWS_ALL));
      known.put(
          "ResourceControlPolicies",
          enabled("RESOURCE_CONTROL_POLICY")
              ? policies(node.id(), "RESOURCE_CONTROL_POLICY")
              : List.of());
      levels.put(node.id(), known);
    }
    return known;
  }

  private String name(Node node) throws CollectException {
    return switch (node.type()) {
      case "ROOT" -> roots().get(node.id()).getName();
      case "ORGANIZATIONAL_UNIT" -> calls.nameOfUnit(node.id());
      default -> calls.nameOfAccount(node.id());
    };
  }

  private Map<String, Root> roots() throws CollectException {
    if (roots.isEmpty()) {
      calls.roots().forEach(root -> roots.put(root.getId(), root));
    }
    return roots;
  }

  private boolean enabled(String type) throws CollectException {
    return roots().values().stream()
        .flatMap(root -> Stream.ofNullable(root.getPolicyTypes()).flatMap(List::stream))
        .anyMatch(t -> type.equals(t.getType()) && "ENABLED".equals(t.getStatus()));
  }

  private List<Object> policies(String target, String type) throws CollectException {
    List<Object> found = new ArrayList<>();
    for (PolicySummary summary : calls.attached(target, type)) {
      Policy policy = policy(summary.getId());
      found.add(level(summary.getId(), summary.getName(), summary.getArn(), policy.getContent()));
    }
    return found;
  }

  private static Map<String, Object> level(String id, String name, String arn, String document) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Id", id);
    json.put("Name", name);
    json.put("Arn", arn);
    json.put("Document", document);
    return json;
  }

  private Policy policy(String id) throws CollectException {
    Policy known = policies.get(id);
    if (known == null) {
      known = calls.policy(id);
      policies.put(id, known);
    }
    return known;
  }

  /** All accounts, by id. */
  synchronized List<Member> members() throws CollectException {
    return calls.members();
  }

  /** The tags of an account. */
  synchronized Map<String, String> tags(String account) throws CollectException {
    return calls.tags(account);
  }

  /** The organizational units above an account. */
  Set<String> units(String account) throws CollectException {
    Set<String> units = new LinkedHashSet<>();
    path(account).forEach(node -> units.add(node.id()));
    units.remove(account);
    return units;
  }
}
