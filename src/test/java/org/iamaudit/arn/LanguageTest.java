package org.iamaudit.arn;

import static org.assertj.core.api.Assertions.assertThat;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LanguageTest {
  private static Language globs(String... patterns) {
    return Language.of(List.of(patterns).stream().map(Glob::of).toList());
  }

  private static Glob resource(String pattern) {
    return new GlobBuilder().pattern(pattern).asResource(true);
  }

  @Test
  void aStarThatEndsAPartCrossesColonsAndOthersDoNot() {
    Glob ending = resource("arn:aws:sns:*:111122223333:t");
    assertThat(ending.matches("arn:aws:sns:us-east-1:111122223333:t")).isTrue();
    assertThat(ending.matches("arn:aws:sns:us-east-1:x:111122223333:t")).isTrue();
    Glob inside = resource("arn:aws:sns:us-*-1:111122223333:t");
    assertThat(inside.matches("arn:aws:sns:us-east-1:111122223333:t")).isTrue();
    assertThat(inside.matches("arn:aws:sns:us-a:b-1:111122223333:t")).isFalse();
  }

  @Test
  void shortResourcePatternsArePaddedForIdentityPolicies() {
    assertThat(resource("arn:aws:s3").matches("arn:aws:s3:::bucket")).isTrue();
    assertThat(resource("*").matches("*")).isTrue();
    assertThat(resource("arn:aws:s3:::b").matches("arn:aws:s3:::b/key")).isFalse();
  }

  @Test
  void substitutedValuesAreLiteral() {
    Glob glob = new GlobBuilder().pattern("home/").literal("a*b").pattern("/*").asString();
    assertThat(glob.matches("home/a*b/x")).isTrue();
    assertThat(glob.matches("home/axb/x")).isFalse();
    assertThat(glob).hasToString("home/a${*}b/*");
  }

  /** U+1F3E0 has two chars; U+10400 has U+10428 as its small letter. */
  @Test
  void aCharacterIsACodePoint() {
    assertThat(Glob.of("h?me").matches("h\ud83c\udfe0me")).isTrue();
    assertThat(Glob.of("h??me").matches("h\ud83c\udfe0me")).isFalse();
    assertThat(Glob.of("*\ud83c\udfe0?".repeat(40)).matches("\ud83c\udfe0x".repeat(40))).isTrue();
    assertThat(globs("\ud83c\udfe0*").minus(globs("?", "?\ud83c\udfe0*")).example())
        .hasValueSatisfying(e -> assertThat(e.codePoints()).hasSize(2));
    assertThat(globs("??").overlaps(globs("\ud83c\udfe0"))).isFalse();
    assertThat(globs("\ud83c\udfe0")).isEqualTo(Language.ofLiterals(List.of("\ud83c\udfe0")));
    Glob small = new GlobBuilder().literal("\ud801\udc00").ignoreCase().asString();
    assertThat(small.matches("\ud801\udc28")).isTrue();
    assertThat(Language.of(small).minus(globs("\ud801\udc00")).example()).hasValue("\ud801\udc28");
    assertThat(Glob.of("a\ud83c\udfe0*")).hasToString("a\ud83c\udfe0*");
  }

  @Test
  void differenceKeepsWhatIsOutsideAndNothingElse() {
    Language left = globs("arn:aws:s3:::billing-*").minus(globs("arn:aws:s3:::billing-tmp*"));
    assertThat(left.matches("arn:aws:s3:::billing-exports")).isTrue();
    assertThat(left.matches("arn:aws:s3:::billing-tmp1")).isFalse();
    assertThat(left.minus(globs("arn:aws:s3:::*")).isEmpty()).isTrue();
    assertThat(globs("a?*").minus(globs("a*?")).isEmpty()).isTrue();
  }

  @Test
  void wordsSayIntersectionsAsPatterns() {
    Language both = globs("a*").intersect(globs("*b"));
    assertThat(both.words()).containsExactly(new Words(List.of("a*b"), List.of()));
  }

  @Test
  void equalsBruteForceOverAnAutomatonLibrary() {
    long seed = Long.getLong("iamaudit.seed", 20261130);
    Random random = new Random(seed);
    int related = 0;
    int unspelled = 0;
    for (int i = 0; i < 3_000; i++) {
      String a = pattern(random);
      String b = pattern(random);
      String c = pattern(random);
      Automaton autoA = automaton(a);
      Automaton autoB = automaton(b);
      Automaton autoC = automaton(c);
      Language left = globs(a, c).minus(globs(b));
      Automaton expected = autoA.union(autoC).minus(autoB);
      assertThat(left.isEmpty())
          .as("%s, %s less %s, seed %d", a, c, b, seed)
          .isEqualTo(expected.isEmpty());
      related += expected.isEmpty() ? 1 : 0;
      if (!left.isEmpty()) {
        assertThat(expected.run(left.example().orElseThrow())).as("seed %d", seed).isTrue();
        assertThat(left.example().orElseThrow())
            .hasSize(expected.getShortestExample(true).length());
      }
      assertThat(globs(a).overlaps(globs(b)))
          .as("%s and %s, seed %d", a, b, seed)
          .isEqualTo(!autoA.intersection(autoB).isEmpty());
      Language both = globs(a).intersect(globs(b));
      if (both.words().toString().contains(" & ")) {
        unspelled++;
        continue;
      }
      Automaton spelled = BasicAutomata.makeEmpty();
      for (Words words : both.words()) {
        for (String include : words.includes()) {
          spelled = spelled.union(automaton(include));
        }
      }
      assertThat(spelled)
          .as("%s and %s in words, seed %d", a, b, seed)
          .isEqualTo(autoA.intersection(autoB));
    }
    assertThat(related).as("pairs where one contains the other, seed %d", seed).isGreaterThan(50);
    assertThat(unspelled)
        .as("intersections of too many patterns to spell, seed %d", seed)
        .isLessThan(100);
  }

  @Test
  void confinedPatternsEqualBruteForceToo() {
    long seed = Long.getLong("iamaudit.seed", 20261130);
    Random random = new Random(seed);
    int contained = 0;
    int disjoint = 0;
    for (int i = 0; i < 20_000; i++) {
      Glob a = confined(random);
      Glob b = confined(random);
      Automaton autoA = automaton(a);
      Automaton autoB = automaton(b);
      boolean subset = autoA.subsetOf(autoB);
      boolean empty = autoA.intersection(autoB).isEmpty();
      assertThat(a.isSubsetOf(b)).as("%s in %s, seed %d", a, b, seed).isEqualTo(subset);
      assertThat(a.isDisjointFrom(b)).as("%s and %s, seed %d", a, b, seed).isEqualTo(empty);
      contained += subset ? 1 : 0;
      disjoint += empty ? 1 : 0;
    }
    assertThat(contained).as("contained, seed %d", seed).isGreaterThan(500);
    assertThat(disjoint).as("disjoint, seed %d", seed).isGreaterThan(500);
  }

  private static Glob confined(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.append("abA:/*?*:".charAt(random.nextInt(9)));
    }
    GlobBuilder builder = new GlobBuilder().pattern(text.toString());
    if (random.nextInt(4) == 0) {
      builder.ignoreCase();
    }
    return switch (random.nextInt(3)) {
      case 0 -> builder.asString();
      case 1 -> builder.asArn();
      default -> builder.asResource(false);
    };
  }

  private static Automaton automaton(Glob glob) {
    Automaton all = BasicAutomata.makeEmptyString();
    Automaton inPart =
        BasicAutomata.makeCharRange('\0', '9')
            .union(BasicAutomata.makeCharRange(';', Character.MAX_VALUE));
    for (int token : glob.tokens()) {
      Automaton next =
          switch (token) {
            case Glob.RUN -> BasicAutomata.makeAnyString();
            case Glob.ONE -> BasicAutomata.makeAnyChar();
            case Glob.RUN_IN_PART -> inPart.repeat();
            case Glob.ONE_IN_PART -> inPart;
            default ->
                glob.ignoresCase()
                    ? BasicAutomata.makeChar((char) token)
                        .union(BasicAutomata.makeChar(Character.toUpperCase((char) token)))
                    : BasicAutomata.makeChar((char) token);
          };
      all = all.concatenate(next);
    }
    return all;
  }

  private static String pattern(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(7);
    for (int i = 0; i < length; i++) {
      text.append("ab/*?*".charAt(random.nextInt(6)));
    }
    return text.toString();
  }

  private static Automaton automaton(String pattern) {
    Automaton all = BasicAutomata.makeEmptyString();
    for (char c : pattern.toCharArray()) {
      Automaton next =
          c == '*'
              ? BasicAutomata.makeAnyString()
              : c == '?' ? BasicAutomata.makeAnyChar() : BasicAutomata.makeChar(c);
      all = all.concatenate(next);
    }
    return all;
  }
}
