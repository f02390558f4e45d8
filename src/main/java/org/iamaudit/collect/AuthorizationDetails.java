package org.iamaudit.collect;

import com.amazonaws.services.identitymanagement.model.AttachedPermissionsBoundary;
import com.amazonaws.services.identitymanagement.model.AttachedPolicy;
import com.amazonaws.services.identitymanagement.model.GetAccountAuthorizationDetailsRequest;
import com.amazonaws.services.identitymanagement.model.GetAccountAuthorizationDetailsResult;
import com.amazonaws.services.identitymanagement.model.GetPolicyVersionRequest;
import com.amazonaws.services.identitymanagement.model.GroupDetail;
import com.amazonaws.services.identitymanagement.model.ListPolicyVersionsRequest;
import com.amazonaws.services.identitymanagement.model.ManagedPolicyDetail;
import com.amazonaws.services.identitymanagement.model.PolicyVersion;
import com.amazonaws.services.identitymanagement.model.RoleDetail;
import com.amazonaws.services.identitymanagement.model.UserDetail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.collect.Pages.Entry;
import org.iamaudit.collect.Pages.Page;

/**
 * The users, groups, roles and policies of an account ({@code GetAccountAuthorizationDetails},
 * paged), completed by those policies that a principal refers to and the answer does not list.
 */
final class AuthorizationDetails {
  private static final String PAGES = "account-authorization-details";
  private static final String REFERRED = "policies-referred-to";
  private static final int PAGE_SIZE = 200;
  private static final List<String> LISTS =
      List.of("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies");

  private final Aws aws;
  private final Pages pages;
  private final Pages referred;

  AuthorizationDetails(Aws aws, WorkDirectory work) {
    this.aws = aws;
    this.pages = new Pages(work, PAGES);
    this.referred = new Pages(work, REFERRED);
  }

  void complete() throws CollectException {
    pages.complete(this::page);
    Set<String> missing = new TreeSet<>(pages.policiesReferred());
    pages.each(entry -> missing.remove(entry.arn()));
    if (!missing.isEmpty()) {
      referred.complete(marker -> policies(missing));
    }
  }

  private Page page(Optional<String> marker) throws CollectException {
    GetAccountAuthorizationDetailsRequest request =
        new GetAccountAuthorizationDetailsRequest().withMaxItems(PAGE_SIZE);
    marker.ifPresent(request::setMarker);
    GetAccountAuthorizationDetailsResult answer =
        aws.call(
            AwsCall.GET_ACCOUNT_AUTHORIZATION_DETAILS,
            () -> aws.iam().getAccountAuthorizationDetails(request));
    List<Entry> entries = new ArrayList<>();
    Set<String> policies = new LinkedHashSet<>();
    for (UserDetail user : answer.getUserDetailList()) {
      entries.add(new Entry("UserDetailList", user.getArn(), AnswerJson.of(user)));
      refer(policies, user.getAttachedManagedPolicies(), user.getPermissionsBoundary());
    }
    for (GroupDetail group : answer.getGroupDetailList()) {
      entries.add(new Entry("GroupDetailList", group.getArn(), AnswerJson.of(group)));
      refer(policies, group.getAttachedManagedPolicies(), null);
    }
    for (RoleDetail role : answer.getRoleDetailList()) {
      entries.add(new Entry("RoleDetailList", role.getArn(), AnswerJson.of(role)));
      refer(policies, role.getAttachedManagedPolicies(), role.getPermissionsBoundary());
    }
    for (ManagedPolicyDetail policy : answer.getPolicies()) {
      entries.add(new Entry("Policies", policy.getArn(), AnswerJson.of(policy)));
    }
    return new Page(Paging.next(answer.getIsTruncated(), answer.getMarker()), policies, entries);
  }

  private static void refer(
      Set<String> policies, List<AttachedPolicy> attached, AttachedPermissionsBoundary boundary) {
    attached.forEach(policy -> policies.add(policy.getPolicyArn()));
    if (boundary != null) {
      policies.add(boundary.getPermissionsBoundaryArn());
    }
  }

  /** What cannot be read stays out: the reader of the snapshot then names who refers to it. */
  private Page policies(Set<String> arns) throws CollectException {
    List<Entry> entries = new ArrayList<>();
    for (String arn : arns) {
      try {
        policy(arn).ifPresent(entries::add);
      } catch (CollectException e) {
        if (!e.concernsOnlyThisPart()) {
          throw e;
        }
      }
    }
    return new Page(Optional.empty(), Set.of(), entries);
  }

  private Optional<Entry> policy(String arn) throws CollectException {
    List<PolicyVersion> versions =
        Paging.all(
            marker -> {
              var answer =
                  aws.call(
                      AwsCall.LIST_POLICY_VERSIONS,
                      () ->
                          aws.iam()
                              .listPolicyVersions(
                                  new ListPolicyVersionsRequest()
                                      .withPolicyArn(arn)
                                      .withMarker(marker.orElse(null))));
              return new Paging.Page<>(
                  answer.getVersions(), Paging.next(answer.getIsTruncated(), answer.getMarker()));
            });
    for (PolicyVersion version : versions) {
      if (Boolean.TRUE.equals(version.getIsDefaultVersion())) {
        PolicyVersion whole =
            aws.call(
                    AwsCall.GET_POLICY_VERSION,
                    () ->
                        aws.iam()
                            .getPolicyVersion(
                                new GetPolicyVersionRequest()
                                    .withPolicyArn(arn)
                                    .withVersionId(version.getVersionId())))
                .getPolicyVersion();
        ManagedPolicyDetail policy =
            new ManagedPolicyDetail()
                .withArn(arn)
                .withPolicyName(arn.substring(arn.lastIndexOf('/') + 1))
                .withDefaultVersionId(whole.getVersionId())
                .withPolicyVersionList(whole);
        return Optional.of(new Entry("Policies", arn, AnswerJson.of(policy)));
      }
    }
    return Optional.empty();
  }

  /** ARNs of the users, then of the roles. */
  List<String> principals() {
    List<String> users = arns("UserDetailList");
    users.addAll(arns("RoleDetailList"));
    return users;
  }

  /** ARNs of an answer's list, in its order. */
  List<String> arns(String list) {
    Set<String> arns = new LinkedHashSet<>();
    pages.each(
        entry -> {
          if (entry.list().equals(list)) {
            arns.add(entry.arn());
          }
        });
    return new ArrayList<>(arns);
  }

  /**
   * Writes the answer as if it had come on one page.
   *
   * @throws CollectException if one entity came twice and was not the same: the account was changed
   *     in between, and which is true is unknown
   */
  void write(Path file) throws CollectException {
    Map<String, Integer> hashes = new HashMap<>();
    Set<String> changed = new HashSet<>();
    try (Writer out = Files.newBufferedWriter(file)) {
      String comma = "";
      out.write("{\n");
      for (String list : LISTS) {
        out.write(comma + "\"" + list + "\": [");
        write(list, out, hashes, changed);
        out.write("\n]");
        comma = ",\n";
      }
      out.write("\n}\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write `" + file + "`", e);
    }
    if (!changed.isEmpty()) {
      throw new CollectException(
          Kind.IMPLAUSIBLE,
          "`"
              + changed.iterator().next()
              + "` was listed twice with different content: the account was changed while it was"
              + " read; start again",
          null);
    }
  }

  private void write(String list, Writer out, Map<String, Integer> hashes, Set<String> changed) {
    String[] separator = {"\n"};
    Pages.Reader writer =
        entry -> {
          if (!entry.list().equals(list)) {
            return;
          }
          Integer before = hashes.put(entry.arn(), entry.json().hashCode());
          if (before == null) {
            out.write(separator[0] + entry.json());
            separator[0] = ",\n";
          } else if (before != entry.json().hashCode()) {
            changed.add(entry.arn());
          }
        };
    pages.each(writer);
    referred.each(writer);
  }
}
