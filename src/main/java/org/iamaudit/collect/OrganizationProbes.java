package org.iamaudit.collect;

import com.amazonaws.services.organizations.AWSOrganizations;
import com.amazonaws.services.organizations.model.DescribeAccountRequest;
import com.amazonaws.services.organizations.model.DescribeOrganizationRequest;
import com.amazonaws.services.organizations.model.DescribeOrganizationalUnitRequest;
import com.amazonaws.services.organizations.model.DescribePolicyRequest;
import com.amazonaws.services.organizations.model.ListAccountsRequest;
import com.amazonaws.services.organizations.model.ListParentsRequest;
import com.amazonaws.services.organizations.model.ListPoliciesForTargetRequest;
import com.amazonaws.services.organizations.model.ListRootsRequest;
import com.amazonaws.services.organizations.model.ListTagsForResourceRequest;

/** A harmless call for each permission by which an account is found in its organization. */
final class OrganizationProbes {
  private OrganizationProbes() {}

  static void add(Probes probes, AWSOrganizations organizations, String account) {
    probes.add(
        AwsCall.DESCRIBE_ORGANIZATION,
        () -> organizations.describeOrganization(new DescribeOrganizationRequest()));
    probes.add(AwsCall.LIST_ROOTS, () -> organizations.listRoots(new ListRootsRequest()));
    probes.add(
        AwsCall.LIST_ACCOUNTS,
        () -> organizations.listAccounts(new ListAccountsRequest().withMaxResults(Probes.ONE)));
    probes.add(
        AwsCall.LIST_PARENTS,
        () -> organizations.listParents(new ListParentsRequest().withChildId(account)));
    probes.add(
        AwsCall.DESCRIBE_ACCOUNT,
        () -> organizations.describeAccount(new DescribeAccountRequest().withAccountId(account)));
    probes.add(
        AwsCall.DESCRIBE_ORGANIZATIONAL_UNIT,
        () ->
            organizations.describeOrganizationalUnit(
                new DescribeOrganizationalUnitRequest()
                    .withOrganizationalUnitId("ou-0000-00000000")));
    probes.add(
        AwsCall.LIST_POLICIES_FOR_TARGET,
        () ->
            organizations.listPoliciesForTarget(
                new ListPoliciesForTargetRequest()
                    .withTargetId(account)
                    .withFilter("SERVICE_CONTROL_POLICY")));
    probes.add(
        AwsCall.DESCRIBE_POLICY,
        () ->
            organizations.describePolicy(
                new DescribePolicyRequest().withPolicyId("p-FullAWSAccess")));
    probes.add(
        AwsCall.LIST_TAGS_FOR_RESOURCE,
        () ->
            organizations.listTagsForResource(
                new ListTagsForResourceRequest().withResourceId(account)));
  }
}
