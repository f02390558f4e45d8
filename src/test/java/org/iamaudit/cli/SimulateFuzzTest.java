package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.iamaudit.policy.PolicyMutator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged lines of {@code simulate}: each is answered by an error or decided as the naive evaluator
 * decides it, and what is decided was JSON whose every field is known or named as ignored.
 *
 * <p>4,000 in every build; {@code -Diamaudit.fuzz=1000000} for more, {@code -Diamaudit.seed=…} for
 * others.
 */
class SimulateFuzzTest {
  private static final int COUNT = Integer.getInteger("iamaudit.fuzz", 20_000) / 5;
  private static final long SEED = Long.getLong("iamaudit.seed", 42);

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> FIELDS =
      Set.of(
          "CaseId",
          "CallerArn",
          "ActionNames",
          "ResourceArns",
          "ResourceOwner",
          "PolicyInputList",
          "PermissionsBoundaryPolicyInputList",
          "SessionPolicyInputList",
          "ServiceControlPolicyInputLists",
          "ResourceControlPolicyInputLists",
          "ResourcePolicy",
          "ContextEntries");

  private final SimulateJson simulate = new SimulateJson();

  private static List<String> lines() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    SimulateFuzzTest.class.getResourceAsStream("/evaluate/decisions.jsonl.gz")),
                StandardCharsets.UTF_8))) {
      return new ArrayList<>(reader.lines().toList());
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyLineIsAnsweredOnce() throws IOException {
    List<String> lines = lines();
    Random random = new Random(SEED);
    PolicyMutator mutator = new PolicyMutator(random);
    int decided = 0;
    for (int i = 0; i < COUNT; i++) {
      String whole = lines.get(random.nextInt(lines.size()));
      String damaged = random.nextInt(3) > 0 ? mutator.alter(whole) : mutator.mutate(whole);
      String line = damaged.replace('\n', ' ');
      try {
        String answer = simulate.answer(line);
        assertThat(answer).doesNotContain("\n");
        JsonNode read = STRICT.readTree(answer);
        if (read.has("Error")) {
          assertThat(read.properties()).hasSize(2);
        } else {
          decided++;
          check(line, read);
        }
      } catch (RuntimeException | StackOverflowError | AssertionError | IOException e) {
        fail("seed %d, case %d: %s".formatted(SEED, i, line), e);
      }
    }
    assertThat(decided)
        .as("both outcomes occur often, seed %d", SEED)
        .isBetween(COUNT / 50, COUNT - COUNT / 4);
  }

  private static void check(String line, JsonNode answer) throws IOException {
    Set<String> ignored = new TreeSet<>();
    answer.path("IgnoredFields").forEach(name -> ignored.add(name.asText()));
    Set<String> unknown = new TreeSet<>();
    tree(line)
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                unknown.add(name);
              }
            });
    assertThat(ignored).isEqualTo(unknown);
    assertThat(answer.at("/EvaluationResults/0/EvalDecision").asText())
        .isEqualTo(EvaluationCasesTest.naive(line));
  }

  private static JsonNode tree(String line) {
    try {
      return STRICT.readTree(line);
    } catch (JsonProcessingException e) {
      return fail("silently accepted what is no JSON", e);
    }
  }
}
