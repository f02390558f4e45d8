package org.iamaudit.gen;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Seeded choices; everything generated hangs on one of these. */
public final class Choice {
  private final Random random;

  /** The same seed makes the same choices. */
  public Choice(long seed) {
    random = new Random(seed);
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** True once in so many times. */
  public boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  @SafeVarargs
  public final <T> T of(T... options) {
    return options[random.nextInt(options.length)];
  }

  public <T> T of(List<T> options) {
    return options.get(random.nextInt(options.size()));
  }

  /** Between the two, inclusive. */
  public <T> List<T> list(int least, int most, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int n = least + random.nextInt(most - least + 1); n > 0; n--) {
      list.add(element.get());
    }
    return list;
  }

  public <T> List<T> shuffled(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    java.util.Collections.shuffle(copy, random);
    return copy;
  }

  /** The text with one small fault: a character more, less, other, or in the other case. */
  public String nearMiss(String text) {
    if (text.isEmpty()) {
      return "x";
    }
    int at = random.nextInt(text.length());
    String before = text.substring(0, at);
    String after = text.substring(at + 1);
    char c = text.charAt(at);
    char otherCase = Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
    return switch (random.nextInt(5)) {
      case 0 -> before + after;
      case 1 -> before + c + 'q' + after;
      case 2 -> before + otherCase + after;
      case 3 -> text + 'q';
      default -> before + 'x' + after;
    };
  }

  /** A pattern that mostly matches the text, with a wildcard in place of a piece of it. */
  public String pattern(String text) {
    if (text.isEmpty()) {
      return of("*", "");
    }
    int from = random.nextInt(text.length());
    int to = from + random.nextInt(text.length() - from + 1);
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, from) + "*";
      case 1 -> text.substring(0, from) + "*" + text.substring(to);
      case 2 -> text.substring(0, from) + "?" + text.substring(from + 1);
      default -> text;
    };
  }
}
