package org.iamaudit.collect;

import com.amazonaws.services.organizations.model.DescribeAccountRequest;
import com.amazonaws.services.organizations.model.DescribeOrganizationRequest;
import com.amazonaws.services.organizations.model.DescribeOrganizationalUnitRequest;
import com.amazonaws.services.organizations.model.DescribePolicyRequest;
import com.amazonaws.services.organizations.model.ListAccountsRequest;
import com.amazonaws.services.organizations.model.ListParentsRequest;
import com.amazonaws.services.organizations.model.ListPoliciesForTargetRequest;
import com.amazonaws.services.organizations.model.ListRootsRequest;
import com.amazonaws.services.organizations.model.ListTagsForResourceRequest;
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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iamaudit.collect.CollectException.Kind;

/**
 * Where accounts stand in an organization and which SCPs and RCPs are in force there. Answers are
 * kept, so that accounts of one organizational unit share them. Safe for several threads, one at a
 * time: AWS allows few calls a second here.
 *
 * <p>All but {@code DescribeOrganization} is answered to the management account and delegated
 * administrators only (AWS Organizations API Reference, read 2026-11).
 */
final class OrganizationSource {
  private static final String NO_ORGANIZATION = "AWSOrganizationsNotInUseException";

  /** What an organization in which SCPs are not enabled amounts to. */
  private static final Map<String, Object> ALLOWS_ALL =
      level(
          "p-FullAWSAccess",
          "FullAWSAccess (SCPs are not enabled)",
          "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
              + "\"Resource\":\"*\"}]}");

  private final Aws aws;
  private Optional<Organization> organization = Optional.empty();
  private boolean asked;
  private final Map<String, Root> roots = new HashMap<>();
  private final Map<String, Parent> parents = new HashMap<>();
  private final Map<String, Map<String, Object>> levels = new HashMap<>();
  private final Map<String, Policy> policies = new HashMap<>();

  OrganizationSource(Aws aws) {
    this.aws = aws;
  }

  Journal journal() {
    return aws.caller().journal();
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
      try {
        organization =
            Optional.of(
                aws.call(
                        AwsCall.DESCRIBE_ORGANIZATION,
                        () ->
                            aws.organizations()
                                .describeOrganization(new DescribeOrganizationRequest()))
                    .getOrganization());
      } catch (CollectException e) {
        if (!e.code().equals(NO_ORGANIZATION)) {
          throw e;
        }
      }
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
      List<Parent> found =
          Paging.all(
              token -> {
                var answer =
                    aws.call(
                        AwsCall.LIST_PARENTS,
                        () ->
                            aws.organizations()
                                .listParents(
                                    new ListParentsRequest()
                                        .withChildId(child)
                                        .withNextToken(token.orElse(null))));
                return new Paging.Page<>(answer.getParents(), Paging.next(answer.getNextToken()));
              });
      if (found.size() != 1) {
        throw new CollectException(
            Kind.FAILED, "`" + child + "` has " + found.size() + " parents; expected one", null);
      }
      known = found.get(0);
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
      case "ORGANIZATIONAL_UNIT" ->
          aws.call(
                  AwsCall.DESCRIBE_ORGANIZATIONAL_UNIT,
                  () ->
                      aws.organizations()
                          .describeOrganizationalUnit(
                              new DescribeOrganizationalUnitRequest()
                                  .withOrganizationalUnitId(node.id())))
              .getOrganizationalUnit()
              .getName();
      default ->
          aws.call(
                  AwsCall.DESCRIBE_ACCOUNT,
                  () ->
                      aws.organizations()
                          .describeAccount(new DescribeAccountRequest().withAccountId(node.id())))
              .getAccount()
              .getName();
    };
  }

  private Map<String, Root> roots() throws CollectException {
    if (roots.isEmpty()) {
      Paging.all(
              token -> {
                var answer =
                    aws.call(
                        AwsCall.LIST_ROOTS,
                        () ->
                            aws.organizations()
                                .listRoots(
                                    new ListRootsRequest().withNextToken(token.orElse(null))));
                return new Paging.Page<>(answer.getRoots(), Paging.next(answer.getNextToken()));
              })
          .forEach(root -> roots.put(root.getId(), root));
    }
    return roots;
  }

  private boolean enabled(String type) throws CollectException {
    return roots().values().stream()
        .flatMap(root -> Stream.ofNullable(root.getPolicyTypes()).flatMap(List::stream))
        .anyMatch(t -> type.equals(t.getType()) && "ENABLED".equals(t.getStatus()));
  }

  /** Only what is attached right there: inheritance is worked out by whoever evaluates. */
  private List<Object> policies(String target, String type) throws CollectException {
    List<PolicySummary> attached =
        Paging.all(
            token -> {
              var answer =
                  aws.call(
                      AwsCall.LIST_POLICIES_FOR_TARGET,
                      () ->
                          aws.organizations()
                              .listPoliciesForTarget(
                                  new ListPoliciesForTargetRequest()
                                      .withTargetId(target)
                                      .withFilter(type)
                                      .withNextToken(token.orElse(null))));
              return new Paging.Page<>(answer.getPolicies(), Paging.next(answer.getNextToken()));
            });
    List<Object> found = new ArrayList<>();
    for (PolicySummary summary : attached) {
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
      known =
          aws.call(
                  AwsCall.DESCRIBE_POLICY,
                  () ->
                      aws.organizations()
                          .describePolicy(new DescribePolicyRequest().withPolicyId(id)))
              .getPolicy();
      policies.put(id, known);
    }
    return known;
  }

  /**
   * An account of the organization.
   *
   * @param status {@code ACTIVE}, {@code SUSPENDED} or {@code PENDING_CLOSURE}
   */
  record Member(String id, String name, String status) {}

  /** All accounts, by id. */
  synchronized List<Member> members() throws CollectException {
    List<Member> members =
        new ArrayList<>(
            Paging.all(
                token -> {
                  var answer =
                      aws.call(
                          AwsCall.LIST_ACCOUNTS,
                          () ->
                              aws.organizations()
                                  .listAccounts(
                                      new ListAccountsRequest().withNextToken(token.orElse(null))));
                  return new Paging.Page<>(
                      answer.getAccounts().stream()
                          .map(a -> new Member(a.getId(), a.getName(), a.getStatus()))
                          .toList(),
                      Paging.next(answer.getNextToken()));
                }));
    members.sort(java.util.Comparator.comparing(Member::id));
    return members;
  }

  /** The tags of an account. */
  synchronized Map<String, String> tags(String account) throws CollectException {
    Map<String, String> tags = new TreeMap<>();
    Paging.all(
            token -> {
              var answer =
                  aws.call(
                      AwsCall.LIST_TAGS_FOR_RESOURCE,
                      () ->
                          aws.organizations()
                              .listTagsForResource(
                                  new ListTagsForResourceRequest()
                                      .withResourceId(account)
                                      .withNextToken(token.orElse(null))));
              return new Paging.Page<>(answer.getTags(), Paging.next(answer.getNextToken()));
            })
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    return tags;
  }

  /** The organizational units above an account. */
  Set<String> units(String account) throws CollectException {
    Set<String> units = new LinkedHashSet<>();
    path(account).forEach(node -> units.add(node.id()));
    units.remove(account);
    return units;
  }
}
