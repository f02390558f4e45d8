package org.iamaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged policies: each is read without loss or refused with a place, and none is both or neither.
 *
 * <p>20,000 in every build; {@code -Diamaudit.fuzz=1000000} for more, {@code -Diamaudit.seed=…} for
 * others.
 */
class PolicyParserFuzzTest {
  private static final int COUNT = Integer.getInteger("iamaudit.fuzz", 20_000);
  private static final long SEED = Long.getLong("iamaudit.seed", 42);

  /** Knows JSON as strictly as the parser must, and nothing of policies. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** Numbers of exponents that a tree cannot hold. */
  private static final Pattern BEYOND_DECIMALS = Pattern.compile("\\d[eE][+-]?\\d{9}");

  private static final List<String> SEEDS = new ArrayList<>();

  @BeforeAll
  static void collectSeeds() throws IOException {
    ManagedPoliciesTest.documents().values().stream()
        .map(JsonNode::toString)
        .filter(text -> text.length() < 3_000)
        .forEach(SEEDS::add);
  }

  /** Has what identity-based policies lack. */
  private static final String OF_A_RESOURCE =
      """
      {"Version": "2012-10-17", "Id": "all", "Statement": [
        {"Sid": "A", "Effect": "Deny", "NotPrincipal": {"AWS": ["111122223333"],
         "Service": "sns.amazonaws.com", "CanonicalUser": "x", "Federated": []},
         "NotAction": ["s3:Get*"], "NotResource": "arn:aws:s3:::b/${aws:username}",
         "Condition": {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]},
          "NumericLessThanIfExists": {"s3:max-keys": 10.5},
          "DateGreaterThan": {"aws:CurrentTime": "2026-11-23T19:00:00Z"},
          "Bool": {"aws:SecureTransport": false}, "Null": {"aws:x": "true"},
          "ForAnyValue:ArnLike": {"aws:y": "arn:aws:iam::*:role/*"}}},
        {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}
      """;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyTextIsReadOrRefused() {
    Random random = new Random(SEED);
    PolicyMutator mutator = new PolicyMutator(random);
    PolicyKind[] kinds = PolicyKind.values();
    int read = 0;
    for (int i = 0; i < COUNT; i++) {
      boolean ofResource = random.nextInt(5) == 0;
      PolicyKind fitting = ofResource ? PolicyKind.RESOURCE : PolicyKind.IDENTITY;
      PolicyKind kind = random.nextInt(4) == 0 ? kinds[random.nextInt(kinds.length)] : fitting;
      String whole = ofResource ? OF_A_RESOURCE : SEEDS.get(random.nextInt(SEEDS.size()));
      String text = random.nextInt(3) == 0 ? mutator.alter(whole) : mutator.mutate(whole);
      try {
        ParsedPolicy parsed = PolicyParser.parse(text, kind);
        check(parsed, text);
        read += parsed.document().isPresent() ? 1 : 0;
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        fail("seed %d, case %d, as %s: %s".formatted(SEED, i, kind, text), e);
      }
    }
    assertThat(read)
        .as("both outcomes occur often, seed %d", SEED)
        .isBetween(COUNT / 50, COUNT - COUNT / 4);
  }

  private static void check(ParsedPolicy parsed, String text) {
    if (parsed.document().isPresent() == !parsed.errors().isEmpty()) {
      fail("neither a document nor an error, or both: " + parsed);
    }
    Location last = new Location("", 1, 1);
    for (PolicyProblem problem : parsed.problems()) {
      checkPlace(problem, last, text);
      last = problem.location();
    }
    if (parsed.document().isPresent() && !BEYOND_DECIMALS.matcher(text).find()) {
      Optional<JsonNode> tree = tree(text);
      if (tree.isEmpty()) {
        fail("silently accepted what is no JSON");
      }
      assertThat(WrittenPolicy.of(parsed.document().get())).isEqualTo(WrittenPolicy.of(tree.get()));
    }
  }

  private static void checkPlace(PolicyProblem problem, Location last, String text) {
    Location at = problem.location();
    boolean inOrder =
        at.line() > last.line() || (at.line() == last.line() && at.column() >= last.column());
    boolean inText = at.line() <= text.lines().count() + 1 && at.column() <= text.length() + 1;
    if (!inOrder || !inText || problem.toString().lines().count() != 1) {
      fail("misplaced or untidy: " + problem);
    }
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // the answer to "is it JSON?"
    }
  }
}
