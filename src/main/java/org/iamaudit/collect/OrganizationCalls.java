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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.collect.CollectException.Kind;

/**
 * The calls about an organization, each list in full.
 *
 * <p>All but {@code DescribeOrganization} is answered to the management account and delegated
 * administrators only (AWS Organizations API Reference, read 2026-11).
 */
final class OrganizationCalls {
  private static final String NO_ORGANIZATION = "AWSOrganizationsNotInUseException";

  private final Aws aws;

  OrganizationCalls(Aws aws) {
    this.aws = aws;
  }

  Journal journal() {
    return aws.caller().journal();
  }

  /** Empty if the account belongs to none. */
  Optional<Organization> organization() throws CollectException {
    try {
      return Optional.of(
          aws.call(
                  AwsCall.DESCRIBE_ORGANIZATION,
                  () -> aws.organizations().describeOrganization(new DescribeOrganizationRequest()))
              .getOrganization());
    } catch (CollectException e) {
      if (!e.code().equals(NO_ORGANIZATION)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  List<Root> roots() throws CollectException {
    return Paging.all(
        token -> {
          var answer =
              aws.call(
                  AwsCall.LIST_ROOTS,
                  () ->
                      aws.organizations()
                          .listRoots(new ListRootsRequest().withNextToken(token.orElse(null))));
          return new Paging.Page<>(answer.getRoots(), Paging.next(answer.getNextToken()));
        });
  }

  /** The one above an account or an organizational unit. */
  Parent parent(String child) throws CollectException {
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
    return found.get(0);
  }

  String nameOfUnit(String id) throws CollectException {
    return aws.call(
            AwsCall.DESCRIBE_ORGANIZATIONAL_UNIT,
            () ->
                aws.organizations()
                    .describeOrganizationalUnit(
                        new DescribeOrganizationalUnitRequest().withOrganizationalUnitId(id)))
        .getOrganizationalUnit()
        .getName();
  }

  String nameOfAccount(String id) throws CollectException {
    return aws.call(
            AwsCall.DESCRIBE_ACCOUNT,
            () ->
                aws.organizations().describeAccount(new DescribeAccountRequest().withAccountId(id)))
        .getAccount()
        .getName();
  }

  /** Only what is attached right there: inheritance is worked out by whoever evaluates. */
  List<PolicySummary> attached(String target, String type) throws CollectException {
    return Paging.all(
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
  }

  Policy policy(String id) throws CollectException {
    return aws.call(
            AwsCall.DESCRIBE_POLICY,
            () -> aws.organizations().describePolicy(new DescribePolicyRequest().withPolicyId(id)))
        .getPolicy();
  }

  /**
   * An account of the organization.
   *
   * @param status {@code ACTIVE}, {@code SUSPENDED} or {@code PENDING_CLOSURE}
   */
  record Member(String id, String name, String status) {}

  /** All accounts, by id. */
  List<Member> members() throws CollectException {
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
    members.sort(Comparator.comparing(Member::id));
    return members;
  }

  /** The tags of an account. */
  Map<String, String> tags(String account) throws CollectException {
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
}
