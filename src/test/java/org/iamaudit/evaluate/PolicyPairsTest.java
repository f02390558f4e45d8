package org.iamaudit.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.evaluate.RequestSampler.Sample;
import org.iamaudit.evaluate.naive.NaiveEvaluator;
import org.iamaudit.gen.Choice;
import org.iamaudit.gen.PolicyPair;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.junit.jupiter.api.Test;

/**
 * The set arithmetic on generated pairs of policies: every operation against what the concrete
 * evaluator says of sampled requests, every difference against its witness, and the laws of sets.
 *
 * <p>{@code -Diamaudit.pairs=10000} and {@code -Diamaudit.seed} ask for more and for others.
 */
class PolicyPairsTest {
  private static final int PAIRS = Integer.getInteger("iamaudit.pairs", 1_500);
  private static final int SAMPLES = Integer.getInteger("iamaudit.samples", 30);
  private static final long SEED = Long.getLong("iamaudit.seed", 20261123L);
  private static final AccountId ACCOUNT = new AccountId("111122223333");

  private static final Knowledge HERE = Knowledge.ofPartition("aws");

  /** A policy as documents, as a set and as the evaluator takes it. */
  private record Policy(PolicyDocument document, PermissionSet set, PreparedPolicies prepared) {
    static Policy of(PolicyDocument document) {
      return new Policy(
          document,
          matched(document, Effect.ALLOW).minus(matched(document, Effect.DENY)),
          PreparedPolicies.of(layers(document)));
    }

    private static PermissionSet matched(PolicyDocument document, Effect effect) {
      return PermissionSet.union(
          document.statements().stream()
              .filter(s -> s.effect() == effect)
              .map(
                  s ->
                      StatementCompiler.compile(
                          s, PolicyKind.IDENTITY, document.hasVariables(), HERE))
              .toList());
    }

    boolean allows(Sample sample) {
      return Evaluator.decide(
              request(sample.action(), sample.resource(), sample.context()), prepared)
          .isAllowed();
    }
  }

  private static PolicyLayers layers(PolicyDocument document) {
    return PolicyLayers.identity(List.of(new SourcedPolicy("policy", document)))
        .withResource(Optional.of(AccountDecisions.delegation(ACCOUNT)));
  }

  /** By a caller of the resource's partition. */
  private static Request request(
      String action, String resource, Map<String, List<String>> context) {
    String partition = resource.startsWith("arn:aws-") ? resource.split(":")[1] : "aws";
    return new Request(
        Caller.parse("arn:" + partition + ":iam::" + ACCOUNT + ":user/anyone"),
        action,
        resource,
        RequestContext.of(context),
        Optional.of(ACCOUNT),
        Optional.empty());
  }

  private static boolean in(PermissionSet set, Sample sample) {
    return SetMembership.contains(set, sample.action(), sample.resource(), sample.context());
  }

  @Test
  void operationsAgreeWithTheEvaluatorOnSampledRequests() {
    int[] both = new int[4];
    for (int i = 0; i < PAIRS; i++) {
      Choice choice = new Choice(SEED + i);
      PolicyPair pair = PolicyPair.of(choice, 1 + i * 4 / PAIRS);
      Policy a = Policy.of(pair.first());
      Policy b = Policy.of(pair.second());
      PermissionSet difference = a.set.minus(b.set);
      PermissionSet common = a.set.intersect(b.set);
      PermissionSet all = a.set.union(b.set);
      boolean contained = b.set.contains(a.set);
      RequestSampler sampler = new RequestSampler(choice, pair);
      for (int n = 0; n < SAMPLES; n++) {
        Optional<Sample> drawn = sampler.next();
        if (drawn.isEmpty()) {
          continue;
        }
        Sample sample = drawn.get();
        boolean byA = a.allows(sample);
        boolean byB = b.allows(sample);
        both[(byA ? 2 : 0) + (byB ? 1 : 0)]++;
        String about =
            "seed %d: %s%n%s%n%s".formatted(SEED + i, sample, pair.first(), pair.second());
        assertThat(in(a.set, sample)).as("first, %s", about).isEqualTo(byA);
        assertThat(in(b.set, sample)).as("second, %s", about).isEqualTo(byB);
        assertThat(in(difference, sample)).as("difference, %s", about).isEqualTo(byA && !byB);
        assertThat(in(common, sample)).as("intersection, %s", about).isEqualTo(byA && byB);
        assertThat(in(all, sample)).as("union, %s", about).isEqualTo(byA || byB);
        assertThat(contained && byA && !byB).as("contained, %s", about).isFalse();
      }
    }
    assertThat(Arrays.stream(both).min().orElseThrow())
        .as("allowed by none, second, first, both with seed %d: %s", SEED, Arrays.toString(both))
        .isGreaterThan(PAIRS / 10);
  }

  @Test
  void everyDifferenceHasAWitnessThatHolds() {
    int differences = 0;
    List<String> without = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      PolicyPair pair = PolicyPair.of(new Choice(SEED + i), 1 + i * 4 / PAIRS);
      NewAccess access = NewAccess.of(pair.second(), pair.first());
      if (!access.added().holdsKnownAction()) {
        continue;
      }
      differences++;
      String about = "seed %d: %s%n%s".formatted(SEED + i, pair.first(), pair.second());
      if (access.witness().isEmpty()) {
        without.add(
            about
                + "\n"
                + access.added().boxes().stream()
                    .limit(3)
                    .map(x -> x.resources() + " " + x.constraint() + " " + x.actions().size())
                    .toList());
        continue;
      }
      ProvenRequest witness = access.witness().get();
      Request request = request(witness.action(), witness.resource(), witness.context());
      assertThat(NaiveEvaluator.decide(request, layers(pair.first())))
          .as("%s by the first, %s", witness, about)
          .isEqualTo(Decision.Outcome.ALLOWED);
      assertThat(NaiveEvaluator.decide(request, layers(pair.second())))
          .as("%s by the second, %s", witness, about)
          .isNotEqualTo(Decision.Outcome.ALLOWED);
    }
    assertThat(differences).as("differences with seed %d", SEED).isGreaterThan(PAIRS / 4);
    assertThat(without).hasSizeLessThan(Math.max(1, differences / 200));
  }

  @Test
  void setsObeyTheirLaws() {
    for (int i = 0; i < PAIRS / 3; i++) {
      Choice choice = new Choice(SEED + i);
      int size = 1 + i * 6 / PAIRS;
      PolicyPair pair = PolicyPair.of(choice, size);
      PermissionSet a = Policy.of(pair.first()).set;
      PermissionSet b = Policy.of(pair.second()).set;
      PermissionSet c = Policy.of(PolicyPair.of(choice, 1).first()).set;
      String about = "seed " + (SEED + i);
      same(about + " commutative", a.union(b), b.union(a));
      same(about + " commutative", a.intersect(b), b.intersect(a));
      same(about + " associative", a.union(b).union(c), a.union(b.union(c)));
      same(about + " associative", a.intersect(b).intersect(c), a.intersect(b.intersect(c)));
      same(about + " distributive", a.intersect(b.union(c)), a.intersect(b).union(a.intersect(c)));
      same(about + " distributive", a.union(b.intersect(c)), a.union(b).intersect(a.union(c)));
      same(about + " parts", a.minus(b).union(a.intersect(b)), a);
      assertThat(a.minus(b).intersect(b).isEmpty()).as(about + " disjoint").isTrue();
      assertThat(a.minus(a.union(PermissionSet.EMPTY)).isEmpty()).as(about).isTrue();
      assertThat(a.minus(Policy.of(pair.first()).set).isEmpty()).as(about + " a-a").isTrue();
      same(about + " complement twice", complement(complement(a)), a);
      same(about + " De Morgan", complement(a.union(b)), complement(a).intersect(complement(b)));
      same(about + " De Morgan", complement(a.intersect(b)), complement(a).union(complement(b)));
    }
  }

  private static PermissionSet complement(PermissionSet set) {
    return PermissionSet.EVERYTHING.minus(set);
  }

  private static void same(String law, PermissionSet one, PermissionSet other) {
    assertThat(one.minus(other).isEmpty() && other.minus(one).isEmpty()).as(law).isTrue();
  }
}
