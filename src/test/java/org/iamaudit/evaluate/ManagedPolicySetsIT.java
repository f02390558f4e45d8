package org.iamaudit.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.evaluate.RequestSampler.Sample;
import org.iamaudit.gen.Choice;
import org.iamaudit.gen.RequestGenerator;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.junit.jupiter.api.Test;

/** Every AWS managed policy as a set against the concrete evaluator, on sampled requests. */
class ManagedPolicySetsIT {
  private static final int SAMPLES = Integer.getInteger("iamaudit.samples", 6);
  private static final long SEED = Long.getLong("iamaudit.seed", 20261125L);
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final Caller ANYONE = Caller.parse("arn:aws:iam::" + ACCOUNT + ":user/anyone");

  @Test
  void everyPolicyGrantsWhatTheEvaluatorAllows() throws IOException {
    int policies = 0;
    int allowed = 0;
    int denied = 0;
    for (Map.Entry<String, JsonNode> entry : policies().properties()) {
      String name = entry.getKey();
      PolicyDocument document =
          PolicyParser.parse(entry.getValue().get("document").toString(), PolicyKind.IDENTITY)
              .document()
              .orElseThrow();
      PermissionSet set = matched(document, Effect.ALLOW).minus(matched(document, Effect.DENY));
      PreparedPolicies prepared =
          PreparedPolicies.of(
              PolicyLayers.identity(List.of(new SourcedPolicy(name, document)))
                  .withResource(Optional.of(AccountDecisions.delegation(ACCOUNT))));
      Choice choice = new Choice(SEED + policies++);
      RequestSampler sampler =
          new RequestSampler(choice, RequestGenerator.request(choice), document.statements());
      for (int n = 0; n < SAMPLES; n++) {
        Optional<Sample> drawn = sampler.next();
        if (drawn.isPresent()) {
          Sample sample = drawn.get();
          boolean decided = Evaluator.decide(request(sample), prepared).isAllowed();
          assertThat(
                  SetMembership.contains(set, sample.action(), sample.resource(), sample.context()))
              .as("%s: %s", name, sample)
              .isEqualTo(decided);
          allowed += decided ? 1 : 0;
          denied += decided ? 0 : 1;
        }
      }
    }
    assertThat(policies).isEqualTo(1_643);
    assertThat(Math.min(allowed, denied))
        .as("of both with seed %d", SEED)
        .isGreaterThan(policies / 10);
  }

  /** By name, the retired ones too. */
  private static JsonNode policies() throws IOException {
    try (InputStream in = Catalog.class.getResourceAsStream("aws-managed-policies.json.gz");
        InputStream unzipped = new GZIPInputStream(in)) {
      return new ObjectMapper().readTree(unzipped);
    }
  }

  private static Request request(Sample sample) {
    return new Request(
        ANYONE,
        sample.action(),
        sample.resource(),
        RequestContext.of(sample.context()),
        Optional.of(ACCOUNT),
        Optional.empty());
  }

  private static PermissionSet matched(PolicyDocument document, Effect effect) {
    return PermissionSet.union(
        document.statements().stream()
            .filter(s -> s.effect() == effect)
            .map(
                s ->
                    StatementCompiler.compile(
                        s,
                        PolicyKind.IDENTITY,
                        document.hasVariables(),
                        Knowledge.ofPartition("aws")))
            .toList());
  }
}
