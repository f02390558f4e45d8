package org.iamaudit.gen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.evaluate.Request;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.ManagedPolicy;
import org.iamaudit.snapshot.NamedPolicy;
import org.iamaudit.snapshot.OrganizationPlacement;
import org.iamaudit.snapshot.OrganizationPlacement.Level;
import org.iamaudit.snapshot.OrganizationPlacement.OrganizationPolicy;
import org.iamaudit.snapshot.Provenance;
import org.iamaudit.snapshot.ResourcePolicy;

/**
 * Small accounts around a request: a user with a group and a role, boundaries, SCPs and RCPs by
 * level, and resource-based policies, of which any may be missing.
 */
public final class AccountGenerator {
  private static final String HOME = RequestGenerator.HOME;
  private static final String BOUNDARY = "arn:aws:iam::" + HOME + ":policy/edge";
  private static final List<String> GUARDED =
      List.of(
          "arn:aws:s3:::data-blue",
          "arn:aws:s3:::data-blue/home",
          "arn:aws:sqs:us-east-1:" + HOME + ":queue",
          "arn:aws:kms:us-east-1:" + HOME + ":key/1111-aaaa",
          "arn:aws:lambda:eu-west-1:" + HOME + ":function:fn");
  private static final PolicyDocument FULL_ACCESS =
      PolicyParser.parse(
              """
              {"Version": "2012-10-17",
               "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
              """,
              PolicyKind.SCP)
          .document()
          .orElseThrow();

  private final Choice choice;
  private final PolicyGenerator generator;
  private final int size;

  /** Every document of the last account, for drawing requests from. */
  private final List<Statement> statements = new ArrayList<>();

  public AccountGenerator(Choice choice, Request request, int size) {
    this.choice = choice;
    this.generator = new PolicyGenerator(choice, request, size);
    this.size = size;
  }

  /** The statements of all policies of the account, in no order. */
  public List<Statement> statements() {
    return statements;
  }

  /** Some account. */
  public AccountSnapshot account() {
    Map<String, ManagedPolicy> policies = new LinkedHashMap<>();
    policies.put(BOUNDARY, managed(document(4, false)));
    Map<String, IamGroup> groups = new HashMap<>();
    groups.put(
        "team",
        new IamGroup(
            "arn:aws:iam::" + HOME + ":group/team",
            "team",
            "AGPA1",
            "/",
            Optional.empty(),
            List.of(inline()),
            List.of()));
    return new AccountSnapshot(
        new AccountId(HOME),
        "aws",
        Provenance.UNKNOWN,
        List.of(user()),
        groups,
        List.of(
            role("svc/app", "app", sessions()),
            role("aws-service-role/x.amazonaws.com/linked", "linked", sessions()),
            role("svc/reader", "reader", Optional.of(document(4, true)))),
        policies,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        choice.oneIn(3) ? Optional.empty() : Optional.of(placement()),
        Optional.of(resourcePolicies()),
        Optional.empty(),
        List.of(),
        Map.of());
  }

  private IamUser user() {
    return new IamUser(
        "arn:aws:iam::" + HOME + ":user/alice",
        "alice",
        "AIDAALICE",
        "/",
        Optional.of(Instant.EPOCH),
        List.of(inline()),
        List.of(),
        boundary(),
        choice.oneIn(2) ? Map.of("team", choice.of("blue", "Blue", "b*", "")) : Map.of(),
        choice.oneIn(2) ? List.of("team") : List.of());
  }

  private IamRole role(String path, String name, Optional<PolicyDocument> trust) {
    return new IamRole(
        "arn:aws:iam::" + HOME + ":role/" + path,
        name,
        "AROA" + name.toUpperCase(java.util.Locale.ROOT),
        "/" + path.substring(0, path.lastIndexOf('/') + 1),
        Optional.of(Instant.EPOCH),
        List.of(inline()),
        List.of(),
        boundary(),
        Map.of("team", "blue"),
        trust,
        Optional.empty(),
        true);
  }

  private Optional<PolicyDocument> sessions() {
    if (choice.oneIn(2)) {
      return Optional.empty();
    }
    String json =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
         "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": "sts:%s"}}
        """
            .formatted(HOME, choice.of("*", "AssumeRole"));
    return PolicyParser.parse(json, PolicyKind.TRUST).document();
  }

  private Optional<String> boundary() {
    return choice.oneIn(3) ? Optional.of(BOUNDARY) : Optional.empty();
  }

  private OrganizationPlacement placement() {
    List<Level> path =
        choice.list(
            1,
            3,
            () ->
                new Level(
                    choice.of("ROOT", "ORGANIZATIONAL_UNIT", "ACCOUNT"),
                    "id",
                    "name",
                    choice.oneIn(2)
                        ? List.of(policy(FULL_ACCESS), policy(document(1, false)))
                        : List.of(policy(document(6, false))),
                    choice.oneIn(2) ? List.of(policy(denials())) : List.of()));
    return new OrganizationPlacement("o-example", Optional.empty(), choice.oneIn(6), path);
  }

  private static OrganizationPolicy policy(PolicyDocument document) {
    return new OrganizationPolicy("p-1", "p", Optional.empty(), Optional.of(document));
  }

  private List<ResourcePolicy> resourcePolicies() {
    List<ResourcePolicy> policies = new ArrayList<>();
    for (String arn : GUARDED) {
      if (choice.oneIn(2)) {
        policies.add(new ResourcePolicy(arn, Optional.of(document(4, true))));
      }
    }
    return policies;
  }

  private NamedPolicy inline() {
    return new NamedPolicy("own", Optional.of(document(4, false)));
  }

  private static ManagedPolicy managed(PolicyDocument document) {
    return new ManagedPolicy(
        BOUNDARY,
        "edge",
        "ANPA1",
        "v1",
        List.of(new ManagedPolicy.Version("v1", true, Optional.empty(), Optional.of(document))));
  }

  private PolicyDocument denials() {
    return document(List.of(generator.statement(0, Effect.DENY, false)));
  }

  private PolicyDocument document(int allowsToOneDeny, boolean principals) {
    List<Statement> made = new ArrayList<>();
    for (int i = choice.below(size + 1); i >= 0; i--) {
      Effect effect = choice.oneIn(allowsToOneDeny + 1) ? Effect.DENY : Effect.ALLOW;
      made.add(generator.statement(made.size(), effect, principals));
    }
    return document(made);
  }

  private PolicyDocument document(List<Statement> made) {
    statements.addAll(made);
    Optional<String> version = choice.oneIn(12) ? Optional.empty() : Optional.of("2012-10-17");
    return new PolicyDocument(version, Optional.empty(), made);
  }
}
