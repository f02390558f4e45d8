package org.iamaudit.gen;

import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.evaluate.Caller;
import org.iamaudit.evaluate.Request;
import org.iamaudit.evaluate.RequestContext;
import org.iamaudit.evaluate.VpcEndpoint;

/** Requests by every kind of caller, over a small vocabulary so that policies often meet them. */
public final class RequestGenerator {
  static final String HOME = "111111111111";
  static final String AWAY = "222222222222";

  static final List<String> CALLERS =
      List.of(
          "arn:aws:iam::" + HOME + ":user/alice",
          "arn:aws:iam::" + HOME + ":user/eng/bob",
          "arn:aws:sts::" + HOME + ":assumed-role/app/s1",
          "arn:aws:sts::" + HOME + ":assumed-role/app/s2",
          "arn:aws:iam::" + HOME + ":role/svc/app",
          "arn:aws:iam::" + HOME + ":role/aws-service-role/x.amazonaws.com/linked",
          "arn:aws:sts::" + HOME + ":federated-user/bob",
          "arn:aws:sts::" + AWAY + ":assumed-role/app/s1",
          "arn:aws:iam::" + HOME + ":root",
          "arn:aws-cn:iam::" + HOME + ":user/alice",
          "lambda.amazonaws.com",
          "accounts.google.com",
          "arn:aws:iam::" + HOME + ":saml-provider/corp",
          "anonymous");

  /** An action and a resource that it is about. */
  record Target(String action, String resource) {}

  static final List<Target> TARGETS =
      List.of(
          new Target("s3:GetObject", "arn:aws:s3:::data-blue/home/alice/a.txt"),
          new Target("s3:ListBucket", "arn:aws:s3:::data-blue"),
          new Target("s3:PutBucketPolicy", "arn:aws:s3:::data-blue"),
          new Target("s3:ListAllMyBuckets", "*"),
          new Target("sqs:SendMessage", "arn:aws:sqs:us-east-1:" + HOME + ":queue"),
          new Target("sqs:SendMessage", "arn:aws:sqs:us-east-1:" + AWAY + ":queue"),
          new Target("kms:Decrypt", "arn:aws:kms:us-east-1:" + HOME + ":key/1111-aaaa"),
          new Target("kms:Decrypt", "arn:aws:kms:us-east-1:" + AWAY + ":key/1111-aaaa"),
          new Target("kms:ListKeys", "*"),
          new Target("kms:RetireGrant", "arn:aws:kms:us-east-1:" + HOME + ":key/1111-aaaa"),
          new Target("kms:UpdateAlias", "arn:aws:kms:us-east-1:" + HOME + ":alias/aws/s3"),
          new Target("sts:AssumeRole", "arn:aws:iam::" + HOME + ":role/svc/reader"),
          new Target("sts:AssumeRoleWithWebIdentity", "arn:aws:iam::" + HOME + ":role/svc/web"),
          new Target("sts:AssumeRole", "arn:aws:iam::" + AWAY + ":role/reader"),
          new Target("sts:TagSession", "arn:aws:iam::" + HOME + ":role/svc/reader"),
          new Target("sts:AssumeRole", "arn:aws:iam::" + HOME + ":role/aws-service-role/y/z"),
          new Target("sts:GetCallerIdentity", "*"),
          new Target("sts:GetSessionToken", "*"),
          new Target("iam:PassRole", "arn:aws:iam::" + HOME + ":role/svc/reader"),
          new Target("iam:UpdateRole", "arn:aws:iam::" + HOME + ":role/aws-reserved/sso/x"),
          new Target(
              "lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:" + HOME + ":function:fn:1"),
          new Target("sqs:SendMessage", "arn:aws-cn:sqs:cn-north-1:" + HOME + ":queue"),
          new Target("ec2:DescribeInstances", "*"),
          new Target("madeup:DoThing", "arn:aws:madeup:us-east-1:" + HOME + ":thing/one"));

  private RequestGenerator() {}

  /** Some request. */
  public static Request request(Choice choice) {
    Caller caller = Caller.parse(choice.of(CALLERS));
    if (caller.kind() == Caller.Kind.FEDERATED_USER && choice.oneIn(2)) {
      caller = caller.federatedBy("arn:aws:iam::" + HOME + ":user/alice");
    }
    if (choice.oneIn(40)) {
      caller = Caller.UNKNOWN;
    }
    Target target = choice.of(TARGETS);
    Optional<AccountId> owner =
        choice.oneIn(3)
            ? Optional.of(new AccountId(choice.of(HOME, HOME, AWAY)))
            : Optional.empty();
    Optional<VpcEndpoint> endpoint =
        choice.oneIn(4)
            ? Optional.of(choice.of(VpcEndpoint.GATEWAY, VpcEndpoint.INTERFACE))
            : Optional.empty();
    return new Request(
        caller, target.action(), target.resource(), context(choice, caller), owner, endpoint);
  }

  private static RequestContext context(Choice choice, Caller caller) {
    RequestContext.Builder context = RequestContext.builder();
    for (ContextKey key : ContextKey.ALL) {
      boolean rare = key.name().equals("aws:PrincipalArn");
      if (rare ? choice.oneIn(6) : choice.below(3) > 0) {
        int most = key.multivalued() ? 3 : 1;
        int least = key.multivalued() ? 0 : 1;
        context.put(key.name(), choice.list(least, most, () -> choice.of(key.values())));
      }
    }
    return context.putKeysOf(caller).build();
  }
}
