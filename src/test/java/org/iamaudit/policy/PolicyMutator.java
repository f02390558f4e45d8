package org.iamaudit.policy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Damages policies, and lines that hold them, in the ways that files and people do. */
public final class PolicyMutator {
  private static final List<String> ODDITIES =
      List.of(
          "\ud800",
          "\udc00",
          "\\ud83d",
          "\\u0000",
          "\u0000",
          "\ufeff",
          "\u202e",
          "\u2028",
          "\u00e9",
          "\u4e2d",
          "\ud83d\ude00",
          "\\",
          "\"",
          "\n",
          "\r\n",
          "null",
          "true",
          "1e999999999",
          "-0.0",
          "[]",
          "{}",
          "{\"AWS\":[]}",
          ",",
          ":",
          "${",
          "}",
          "*",
          "/*",
          "//",
          "'",
          "NaN",
          "0x1",
          "\"Version\":\"2012-10-17\",",
          "\"Effect\":\"Allow\",",
          "\"NotAction\":\"*\",");

  private final Random random;

  public PolicyMutator(Random random) {
    this.random = random;
  }

  /** One to four injuries. */
  public String mutate(String policy) {
    String text = policy;
    for (int injuries = 1 + random.nextInt(4); injuries > 0; injuries--) {
      text = injure(text);
    }
    return text;
  }

  /** One injury that mostly leaves JSON: a string gives way, or one of its letters does. */
  public String alter(String policy) {
    if (random.nextBoolean()) {
      return replaceString(policy);
    }
    int at = random.nextInt(policy.length());
    char old = policy.charAt(at);
    return Character.isLetterOrDigit(old)
        ? policy.substring(0, at) + pick(LETTERS) + policy.substring(at + 1)
        : swapCharacters(policy);
  }

  private static final List<String> LETTERS =
      List.of(
          "", "a", "A", "7", "*", "?", ":", "/", ".", " ", "-", "${*}", "é", "ß", "{", "}", "$");

  private String injure(String text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(1 << random.nextInt(9)));
    return switch (random.nextInt(12)) {
      case 0 -> flipBit(text);
      case 1 -> text.substring(0, at);
      case 2 -> text.substring(0, at) + text.substring(end);
      case 3 -> text.substring(0, end) + text.substring(at);
      case 4 -> text.substring(0, at) + nesting() + text.substring(at);
      case 5 -> text.substring(0, at) + hugeList() + text.substring(at);
      case 6, 7 -> text.substring(0, at) + pick(ODDITIES) + text.substring(at);
      case 8 -> text.substring(0, at) + pick(ODDITIES) + text.substring(end);
      case 9 -> swapCharacters(text);
      case 10 -> replaceString(text);
      default -> text + text.substring(at);
    };
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String flipBit(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String nesting() {
    int depth = random.nextInt(100) == 0 ? 50_000 : 1 + random.nextInt(30);
    return (random.nextBoolean() ? "[" : "{\"a\":").repeat(depth);
  }

  private String hugeList() {
    int length = random.nextInt(100) == 0 ? 20_000 : random.nextInt(50);
    return "[" + "\"s3:*\",".repeat(length) + "0]";
  }

  private String swapCharacters(String text) {
    if (text.length() < 2) {
      return text;
    }
    int i = random.nextInt(text.length() - 1);
    return text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2);
  }

  /** A whole string gives way to another value, so that the text mostly stays JSON. */
  private String replaceString(String text) {
    int open = text.indexOf('"', random.nextInt(text.length() + 1));
    int close = open < 0 ? -1 : text.indexOf('"', open + 1);
    return close < 0 ? text : text.substring(0, open) + pick(VALUES) + text.substring(close + 1);
  }

  private static final List<String> VALUES =
      List.of(
          "null",
          "7",
          "true",
          "\"\"",
          "[]",
          "{}",
          "\"*\"",
          "\"Deny\"",
          "[\"*\",\"*\"]",
          "\"NotResource\"",
          "\"Principal\"",
          "\"StringLike\"",
          "\"2008-10-17\"",
          "\"a b\"");
}
