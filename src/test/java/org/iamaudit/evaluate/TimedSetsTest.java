package org.iamaudit.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.policy.Statement;
import org.junit.jupiter.api.Test;

/**
 * Sets that know when the first request is made, against the concrete evaluator, on random
 * conditions about the time and random requests from then on.
 */
class TimedSetsTest {
  private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");
  private static final List<String> OPERATORS =
      List.of(
          "DateEquals",
          "DateNotEquals",
          "DateLessThan",
          "DateLessThanEquals",
          "DateGreaterThan",
          "DateGreaterThanEquals");
  private static final List<String> KEYS =
      List.of("aws:CurrentTime", "aws:EpochTime", "aws:TokenIssueTime");

  private final long seed = Long.getLong("iamaudit.seed", 20261130);
  private final Random random = new Random(seed);

  /** Hours before and after the first request, also just at the ends of the longest session. */
  private Instant moment(int earliest) {
    int[] borders = {-9000, -37, -36, -35, -1, 0, 1, 36, 9000};
    int hours;
    do {
      hours = borders[random.nextInt(borders.length)];
    } while (hours < earliest);
    return FIRST.plusSeconds(3600L * hours);
  }

  private String written(Instant moment) {
    return random.nextInt(20) == 0
        ? "soon"
        : random.nextBoolean() ? moment.toString() : String.valueOf(moment.getEpochSecond());
  }

  private String condition() {
    String key = KEYS.get(random.nextInt(KEYS.size()));
    if (random.nextInt(8) == 0) {
      return "\"Null\":{\"%s\":\"%s\"}".formatted(key, random.nextBoolean());
    }
    String qualifier = List.of("", "", "ForAllValues:", "ForAnyValue:").get(random.nextInt(4));
    String suffix = random.nextInt(4) == 0 ? "IfExists" : "";
    String values =
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(i -> "\"" + written(moment(-9000)) + "\"")
            .collect(Collectors.joining(","));
    String operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
    return "\"%s%s%s\":{\"%s\":[%s]}".formatted(qualifier, operator, suffix, key, values);
  }

  private Statement statement() {
    String json =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\","
            + "\"Resource\":\"*\",\"Condition\":{"
            + condition()
            + "}}}";
    PolicyDocument document =
        PolicyParser.parse(json, PolicyKind.IDENTITY).document().orElseThrow();
    return document.statements().get(0);
  }

  private Map<String, List<String>> context() {
    Instant now = moment(0);
    Map<String, List<String>> context = new TreeMap<>();
    context.put("aws:currenttime", List.of(now.toString()));
    context.put("aws:epochtime", List.of(String.valueOf(now.getEpochSecond())));
    if (random.nextBoolean()) {
      context.put("aws:tokenissuetime", List.of(moment(-36).toString()));
    }
    return context;
  }

  @Test
  void setsAndDifferencesAgreeWithTheEvaluator() {
    String queue = "arn:aws:sqs:us-east-1:123456789012:q";
    Knowledge knowledge = Knowledge.ofPartition("aws").since(FIRST);
    int decided = 0;
    for (int i = 0; i < 20_000; i++) {
      Statement one = statement();
      Statement other = statement();
      PermissionSet first = StatementCompiler.compile(one, PolicyKind.IDENTITY, true, knowledge);
      PermissionSet left =
          first.minus(StatementCompiler.compile(other, PolicyKind.IDENTITY, true, knowledge));
      decided += first.isEmpty() || first.boxes().get(0).constraint().isFree() ? 1 : 0;
      for (int n = 0; n < 5; n++) {
        Map<String, List<String>> context = context();
        RequestContext request = RequestContext.of(context);
        boolean inOne = ConditionEvaluator.test(one.conditions().get(0), request, true);
        boolean inOther = ConditionEvaluator.test(other.conditions().get(0), request, true);
        assertThat(SetMembership.contains(first, "sqs:SendMessage", queue, context))
            .as("seed %d: %s of %s", seed, context, one.conditions())
            .isEqualTo(inOne);
        assertThat(SetMembership.contains(left, "sqs:SendMessage", queue, context))
            .as("seed %d: %s of %s but %s", seed, context, one.conditions(), other.conditions())
            .isEqualTo(inOne && !inOther);
      }
    }
    assertThat(decided).as("conditions that the first moment decides").isGreaterThan(5_000);
  }
}
