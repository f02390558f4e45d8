package org.iamaudit.config;

import java.util.Locale;

/** The constants of an enum as words in kebab case: {@code RUN_ONCE} is {@code run-once}. */
final class Keyword {

  private Keyword() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
