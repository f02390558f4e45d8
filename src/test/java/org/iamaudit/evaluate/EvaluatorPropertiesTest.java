package org.iamaudit.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.iamaudit.evaluate.Decision.Outcome;
import org.iamaudit.gen.Choice;
import org.iamaudit.gen.PolicyGenerator;
import org.iamaudit.gen.RequestGenerator;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.Location;
import org.iamaudit.policy.Patterns;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PrincipalElement;
import org.iamaudit.policy.PrincipalElement.Entry;
import org.iamaudit.policy.PrincipalElement.Type;
import org.iamaudit.policy.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Laws that hold whatever the policies say, on generated inputs; exceptions that the documentation
 * makes are stated where they are made. {@code -Diamaudit.samples} and {@code -Diamaudit.seed} ask
 * for more and for others.
 */
class EvaluatorPropertiesTest {
  private static final int SAMPLES = Integer.getInteger("iamaudit.samples", 20_000) / 4;
  private static final long SEED = Long.getLong("iamaudit.seed", 20261123L);

  private static int allowed;
  private static int all;

  private interface Law {
    void check(Choice choice, Request request, PolicyLayers layers, Decision decision);
  }

  private static void holds(Law law) {
    for (int i = 0; i < SAMPLES; i++) {
      Choice choice = new Choice(SEED + i);
      Request request = RequestGenerator.request(choice);
      PolicyLayers layers = new PolicyGenerator(choice, request, 1 + i * 3 / SAMPLES).layers();
      Decision decision = Evaluator.decide(request, layers);
      all++;
      allowed += decision.isAllowed() ? 1 : 0;
      try {
        law.check(choice, request, layers, decision);
      } catch (AssertionError e) {
        throw new AssertionError(
            "seed " + (SEED + i) + ": " + request + " " + request.context().asMap() + " " + layers,
            e);
      }
    }
  }

  @AfterAll
  static void count() {
    assertThat(allowed).as("allowed of %d with seed %d", all, SEED).isBetween(all / 20, all / 2);
  }

  @Test
  void theOutcomeFollowsFromTheBlocks() {
    holds(
        (choice, request, layers, decision) -> {
          boolean explicit = decision.blockedBy().stream().anyMatch(Decision.Block::explicit);
          assertThat(decision.outcome())
              .isEqualTo(
                  explicit
                      ? Outcome.EXPLICIT_DENY
                      : decision.blockedBy().isEmpty() ? Outcome.ALLOWED : Outcome.IMPLICIT_DENY);
          assertThat(decision.determining()).allMatch(s -> (s.effect() == Effect.DENY) == explicit);
        });
  }

  /** Documented exceptions: calls of STS that succeed whatever policies say. */
  private static boolean isUnconditional(Request request) {
    return request.action().equals("sts:GetCallerIdentity")
        || request.action().equals("sts:GetSessionToken");
  }

  /** Among the layers that apply; those of other callers may say what they like. */
  @Test
  void aMatchingDenyBeatsAnyAllow() {
    holds(
        (choice, request, layers, decision) -> {
          boolean ofPrincipal = request.caller().hasIdentityPolicies();
          PolicyLayers denied =
              ofPrincipal
                  ? layers.withIdentity(with(layers.identity(), statement(Effect.DENY, false)))
                  : layers.withResource(Optional.of(policy("added", statement(Effect.DENY, true))));
          if (!isExempt(request) && !isUnconditional(request)) {
            assertThat(Evaluator.decide(request, denied).outcome())
                .isEqualTo(Outcome.EXPLICIT_DENY);
          }
        });
  }

  /**
   * The resource-based policy does not bind what has none, or the owner's root user of a bucket.
   */
  private static boolean isExempt(Request request) {
    boolean keyless = request.action().equals("kms:ListKeys");
    boolean bucketPolicy = request.action().equals("s3:PutBucketPolicy");
    return !request.caller().hasIdentityPolicies()
        && (keyless || (bucketPolicy && request.caller().kind() == Caller.Kind.ROOT));
  }

  /** The root user of an account needs no Allow in it. */
  @Test
  void nothingIsAllowedWithoutAnAllow() {
    holds(
        (choice, request, layers, decision) -> {
          PolicyLayers without = mapped(layers, d -> only(Effect.DENY, d));
          if (request.caller().kind() != Caller.Kind.ROOT && !isUnconditional(request)) {
            assertThat(Evaluator.decide(request, without).isAllowed()).isFalse();
          }
        });
  }

  @Test
  void addingAnAllowNeverRemoves() {
    holds(
        (choice, request, layers, decision) -> {
          if (decision.isAllowed()) {
            PolicyLayers more = added(choice, request, layers, Effect.ALLOW);
            assertThat(Evaluator.decide(request, more).isAllowed()).isTrue();
          }
        });
  }

  @Test
  void addingADenyNeverAdds() {
    holds(
        (choice, request, layers, decision) -> {
          if (!decision.isAllowed()) {
            PolicyLayers more = added(choice, request, layers, Effect.DENY);
            assertThat(Evaluator.decide(request, more).isAllowed()).isFalse();
          }
        });
  }

  @Test
  void orderAndDuplicatesDoNotMatter() {
    holds(
        (choice, request, layers, decision) -> {
          PolicyLayers shuffled = mapped(layers, d -> document(d, twice(choice, d.statements())));
          Decision again =
              Evaluator.decide(request, shuffled.withIdentity(twice(choice, shuffled.identity())));
          assertThat(again.outcome()).isEqualTo(decision.outcome());
          assertThat(again.blockedBy()).isEqualTo(decision.blockedBy());
          assertThat(again.disputed()).isEqualTo(decision.disputed());
        });
  }

  @Test
  void preparedPoliciesDecideTheSameAgain() {
    holds(
        (choice, request, layers, decision) -> {
          PreparedPolicies prepared = PreparedPolicies.of(layers);
          assertThat(Evaluator.decide(request, prepared)).isEqualTo(decision);
          assertThat(Evaluator.decide(request, prepared)).isEqualTo(decision);
        });
  }

  /**
   * What is allowed is inside the identity-based policies, the boundary and the session policy.
   * Documented exception: in one account a resource-based Allow for the very user or session, or
   * for everyone, replaces them all, one for the role or the federating user the first of them.
   */
  @Test
  void grantsStayInsideIdentityPoliciesBoundaryAndSessionPolicy() {
    holds(
        (choice, request, layers, decision) -> {
          if (!decision.isAllowed()
              || !request.caller().hasIdentityPolicies()
              || isUnconditional(request)) {
            return;
          }
          if (decision.overridden().isEmpty()) {
            layers.boundary().ifPresent(boundary -> assertThat(allows(request, boundary)).isTrue());
            layers.session().ifPresent(session -> assertThat(allows(request, session)).isTrue());
            assertThat(allows(request, layers.identity())).isTrue();
          } else {
            assertThat(decision.determining()).anyMatch(s -> s.layer() == Layer.RESOURCE);
            PolicyLayers alone = layers.withResource(Optional.empty());
            assertThat(Evaluator.decide(request, alone).isAllowed()).isFalse();
            PolicyLayers byAccount = layers.withResource(layers.resource().map(p -> delegating(p)));
            assertThat(Evaluator.decide(request, byAccount).overridden()).isEmpty();
          }
        });
  }

  /** The same policy for whole accounts in place of those it names. */
  private static SourcedPolicy delegating(SourcedPolicy policy) {
    List<Entry> accounts =
        List.of(new Entry(Type.AWS, "111111111111"), new Entry(Type.AWS, "222222222222"));
    List<Statement> statements = new ArrayList<>();
    for (Statement s : policy.document().statements()) {
      statements.add(
          new Statement(
              s.index(),
              s.sid(),
              s.effect(),
              Optional.of(new PrincipalElement(false, false, accounts)),
              s.action(),
              s.resource(),
              s.conditions(),
              s.location()));
    }
    return new SourcedPolicy(policy.name(), document(policy.document(), statements));
  }

  /**
   * Documented exceptions: the management account, service-linked roles, callers without account.
   */
  @Test
  void grantsStayInsideEverySetOfServiceControlPolicies() {
    holds(
        (choice, request, layers, decision) -> {
          Caller caller = request.caller();
          boolean exempt =
              caller.account().isEmpty()
                  || caller.account().equals(layers.managementAccount())
                  || caller.text().contains("aws-service-role")
                  || request
                      .context()
                      .single("aws:PrincipalArn")
                      .filter(arn -> arn.contains("aws-service-role"))
                      .isPresent()
                  || isUnconditional(request);
          if (decision.isAllowed() && !exempt) {
            for (List<SourcedPolicy> level : layers.scpLevels()) {
              PolicyLayers levelAlone =
                  PolicyLayers.NONE.withOrganization(List.of(level), List.of(), Optional.empty());
              assertThat(Evaluator.decide(request, levelAlone).blockedBy())
                  .noneMatch(block -> block.layer() == Layer.SCP);
            }
          }
        });
  }

  private static boolean allows(Request request, List<SourcedPolicy> policies) {
    return Evaluator.decide(request, PolicyLayers.identity(policies)).blockedBy().stream()
        .noneMatch(block -> block.layer() == Layer.IDENTITY);
  }

  /** One more statement in some layer that is there. */
  private static PolicyLayers added(
      Choice choice, Request request, PolicyLayers layers, Effect effect) {
    PolicyGenerator generator = new PolicyGenerator(choice, request, 1);
    Statement plain = generator.statement(0, effect, false);
    Statement named = generator.statement(0, effect, true);
    return switch (choice.below(4)) {
      case 0 -> layers.withIdentity(with(layers.identity(), plain));
      case 1 -> layers.withBoundary(layers.boundary().map(all -> with(all, plain)));
      case 2 -> layers.withSession(layers.session().map(all -> with(all, plain)));
      default ->
          layers.withResource(
              layers.resource().map(p -> new SourcedPolicy(p.name(), with(p.document(), named))));
    };
  }

  private static List<SourcedPolicy> with(List<SourcedPolicy> policies, Statement statement) {
    List<SourcedPolicy> more = new ArrayList<>(policies);
    more.add(policy("added", statement));
    return more;
  }

  private static PolicyDocument with(PolicyDocument document, Statement statement) {
    List<Statement> more = new ArrayList<>(document.statements());
    more.add(statement);
    return document(document, more);
  }

  private static SourcedPolicy policy(String name, Statement statement) {
    return new SourcedPolicy(
        name, new PolicyDocument(Optional.of("2012-10-17"), Optional.empty(), List.of(statement)));
  }

  private static Statement statement(Effect effect, boolean principal) {
    return new Statement(
        0,
        Optional.empty(),
        effect,
        principal ? Optional.of(new PrincipalElement(false, true, List.of())) : Optional.empty(),
        new Patterns(false, List.of("*")),
        Optional.of(new Patterns(false, List.of("*"))),
        List.of(),
        new Location("Statement[0]", 1, 1));
  }

  private static PolicyDocument document(PolicyDocument like, List<Statement> statements) {
    return new PolicyDocument(like.version(), like.id(), statements);
  }

  private static PolicyDocument only(Effect effect, PolicyDocument document) {
    return document(
        document, document.statements().stream().filter(s -> s.effect() == effect).toList());
  }

  private static <T> List<T> twice(Choice choice, List<T> list) {
    List<T> doubled = new ArrayList<>(list);
    doubled.addAll(list);
    return choice.shuffled(doubled);
  }

  private static PolicyLayers mapped(PolicyLayers layers, UnaryOperator<PolicyDocument> change) {
    UnaryOperator<SourcedPolicy> one =
        policy -> new SourcedPolicy(policy.name(), change.apply(policy.document()));
    UnaryOperator<List<SourcedPolicy>> each = policies -> policies.stream().map(one).toList();
    return new PolicyLayers(
        each.apply(layers.identity()),
        layers.boundary().map(each),
        layers.session().map(each),
        layers.scpLevels().stream().map(each).toList(),
        layers.rcpLevels().stream().map(each).toList(),
        layers.resource().map(one),
        layers.vpcEndpoint().map(each),
        layers.managementAccount());
  }
}
