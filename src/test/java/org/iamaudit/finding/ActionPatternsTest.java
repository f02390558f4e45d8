package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.iamaudit.catalog.AccessLevel;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.Service;
import org.junit.jupiter.api.Test;

class ActionPatternsTest {
  private static final Catalog CATALOG = Catalog.get();

  private static BitSet matching(List<String> patterns) {
    BitSet actions = new BitSet();
    patterns.forEach(pattern -> actions.or(CATALOG.expand(pattern)));
    return actions;
  }

  private static List<String> shortest(String... patterns) {
    return ActionPatterns.of(matching(List.of(patterns)));
  }

  @Test
  void aFewActionsAreNamed() {
    assertThat(shortest("sqs:SendMessage", "s3:GetObject", "s3:PutObject"))
        .containsExactly("s3:GetObject", "s3:PutObject", "sqs:SendMessage");
  }

  @Test
  void wholeServicesAndAllThatBeginsAlikeArePatterns() {
    assertThat(shortest("*")).containsExactly("*");
    assertThat(shortest("sqs:*", "dynamodb:Describe*", "dynamodb:GetItem"))
        .containsExactly("dynamodb:Describe*", "dynamodb:GetItem", "sqs:*");
  }

  @Test
  void aPatternNeverSpeaksOfMoreThanTheSet() {
    BitSet reading = matching(List.of("dynamodb:Describe*"));
    reading.clear(CATALOG.index("dynamodb:DescribeTable").orElseThrow());
    assertThat(ActionPatterns.of(reading))
        .doesNotContain("dynamodb:Describe*", "dynamodb:DescribeTable");
    assertThat(matching(ActionPatterns.of(reading))).isEqualTo(reading);
  }

  /** Sets as policies make them: levels of a service, beginnings, with holes and strays. */
  @Test
  void patternsMatchExactlyTheSet() {
    long seed = Long.getLong("iamaudit.seed", 20261130);
    Random random = new Random(seed);
    for (int n = 0; n < 3_000; n++) {
      BitSet actions = new BitSet();
      for (int part = random.nextInt(4); part >= 0; part--) {
        Service service = CATALOG.services().get(random.nextInt(CATALOG.services().size()));
        AccessLevel level = AccessLevel.values()[random.nextInt(AccessLevel.values().length)];
        boolean whole = random.nextInt(3) == 0;
        for (int i = service.firstAction(); i < service.endAction(); i++) {
          if ((whole || CATALOG.level(i) == level) && random.nextInt(20) > 0) {
            actions.set(i);
          }
        }
        actions.set(random.nextInt(CATALOG.size()));
      }
      assertThat(matching(ActionPatterns.of(actions))).as("seed %d", seed).isEqualTo(actions);
    }
  }
}
