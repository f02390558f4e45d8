package org.iamaudit.evaluate;

import java.util.Set;

/**
 * The resource-based policy (IAM User Guide, "How AWS enforcement code logic evaluates requests to
 * allow or deny access", read 2026-11): of a bucket, key, queue, secret, …, or the trust policy of
 * a role (cases {@code same-account/*}, {@code cross-account/*}, {@code trust/*}, {@code kms/*},
 * {@code s3/*}).
 */
final class ResourceLayer {
  /** What a role's trust policy decides. */
  static final Set<String> TRUST_ACTIONS =
      Set.of(
          "sts:assumerole",
          "sts:assumerolewithsaml",
          "sts:assumerolewithwebidentity",
          "sts:tagsession",
          "sts:setsourceidentity",
          "sts:setcontext");

  private static final Set<String> BUCKET_POLICY_ACTIONS =
      Set.of("s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy");

  private ResourceLayer() {}

  static LayerResult of(Evaluation e) {
    if (e.policies.resource.isEmpty() || onlyIamPoliciesCount(e)) {
      return LayerResult.nothingAllowed(Layer.RESOURCE);
    }
    Matches matches = e.match(Layer.RESOURCE, e.policies.resource.get());
    return LayerResult.of(
        Layer.RESOURCE, ownersRootUserIsSafe(e) ? matches.withoutDenying() : matches);
  }

  /**
   * Whether nothing happens without an Allow on the side of the resource: from another account; by
   * callers without identity-based policies, the root user of the account excepted; and, even in
   * one account, for roles and KMS keys (IAM User Guide, "Cross-account policy evaluation logic";
   * AWS KMS Developer Guide, "Default key policy": no principal, the root user included, has any
   * permission to a key that its policy does not give; read 2026-11; cases {@code
   * cross-account/identity-alone}, {@code trust/identity-alone}, {@code kms/identity-alone}).
   */
  static boolean isRequired(Evaluation e) {
    boolean ofOneAccount =
        e.sameAccount && (e.caller.hasIdentityPolicies() || e.caller.kind() == Caller.Kind.ROOT);
    return !ofOneAccount || isRoleTrust(e) || isKmsKey(e);
  }

  private static boolean isRoleTrust(Evaluation e) {
    return TRUST_ACTIONS.contains(e.action)
        && e.resourceArn()
            .filter(arn -> arn.service().equals("iam") && arn.resource().startsWith("role/"))
            .isPresent();
  }

  private static boolean isKmsKey(Evaluation e) {
    return e.service().equals("kms")
        && e.resourceArn().filter(arn -> arn.resource().startsWith("key/")).isPresent();
  }

  /**
   * kms:CreateKey, kms:ListKeys and their kin have no key whose policy could speak (AWS KMS
   * Developer Guide, "Default key policy"; case {@code kms/list-keys}).
   */
  private static boolean onlyIamPoliciesCount(Evaluation e) {
    return e.service().equals("kms") && e.takesNoResource;
  }

  /**
   * The root user of the bucket's owner can always read, write and remove the bucket policy, even
   * against a Deny in it (Amazon S3 API Reference, "GetBucketPolicy", read 2026-11; cases {@code
   * s3/*-bucket-policy}).
   */
  private static boolean ownersRootUserIsSafe(Evaluation e) {
    return e.caller.kind() == Caller.Kind.ROOT
        && e.sameAccount
        && BUCKET_POLICY_ACTIONS.contains(e.action);
  }
}
