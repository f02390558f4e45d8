package org.iamaudit.arn;

import java.util.Arrays;

/**
 * Puts a {@link Glob} together from pieces of pattern and pieces of literal text, for example a
 * value that replaced a policy variable, in which a {@code *} is no wildcard.
 */
public final class GlobBuilder {
  private int[] tokens = new int[64];
  private int length;
  private boolean ignoreCase;

  private GlobBuilder add(int token) {
    if (length == tokens.length) {
      tokens = Arrays.copyOf(tokens, length * 2);
    }
    tokens[length++] = token;
    return this;
  }

  /** Text in which {@code *} and {@code ?} are wildcards. */
  public GlobBuilder pattern(String text) {
    text.codePoints().forEach(c -> add(c == '*' ? Glob.RUN : c == '?' ? Glob.ONE : c));
    return this;
  }

  /** Text as it is. */
  public GlobBuilder literal(String text) {
    text.codePoints().forEach(this::add);
    return this;
  }

  /** Any run of characters. */
  public GlobBuilder anything() {
    return add(Glob.RUN);
  }

  /** Characters are compared without case. */
  public GlobBuilder ignoreCase() {
    ignoreCase = true;
    return this;
  }

  /** One pattern over the whole string. */
  public Glob asString() {
    return Glob.of(tokens, length, ignoreCase);
  }

  /**
   * A pattern of a {@code Resource} element: inside one of the first five parts a wildcard stays
   * inside that part, except a {@code *} that ends the part, which may also run across colons; the
   * sixth part is free (IAM User Guide, "IAM JSON policy elements: Resource", read 2026-11;
   * iam-semantics D3).
   *
   * @param padded whether missing parts of a short pattern count as {@code *}, as in identity-based
   *     policies
   */
  public Glob asResource(boolean padded) {
    int colons = 0;
    for (int i = 0; i < length && colons < 5; i++) {
      boolean endsPart = i + 1 == length || tokens[i + 1] == ':';
      if (tokens[i] == ':') {
        colons++;
      } else if (tokens[i] == Glob.ONE) {
        tokens[i] = Glob.ONE_IN_PART;
      } else if (tokens[i] == Glob.RUN && !endsPart) {
        tokens[i] = Glob.RUN_IN_PART;
      }
    }
    boolean open = length > 0 && tokens[length - 1] == Glob.RUN;
    for (; padded && !open && colons < 5; colons++) {
      add(':').add(Glob.RUN);
    }
    return asString();
  }

  /**
   * A value of an ARN operator: six parts compared one by one, no wildcard crosses the first five
   * colons (IAM User Guide, "IAM JSON policy elements: Condition operators"). With fewer parts it
   * matches no ARN.
   */
  public Glob asArn() {
    int colons = 0;
    for (int i = 0; i < length && colons < 5; i++) {
      if (tokens[i] == ':') {
        colons++;
      } else if (tokens[i] == Glob.ONE) {
        tokens[i] = Glob.ONE_IN_PART;
      } else if (tokens[i] == Glob.RUN) {
        tokens[i] = Glob.RUN_IN_PART;
      }
    }
    return asString();
  }

  /** How many parts the text so far has when read as an ARN, at most 6. */
  public int parts() {
    int colons = 0;
    for (int i = 0; i < length; i++) {
      colons += tokens[i] == ':' ? 1 : 0;
    }
    return Math.min(colons + 1, 6);
  }

  /**
   * The resources that an ARN format of the catalogue describes. A variable stands for any text
   * without a colon in the first five parts and for any text after them; a bucket name has no
   * slash, which is what tells buckets from objects.
   */
  public static Glob arnFormat(String format) {
    GlobBuilder builder = new GlobBuilder();
    int colons = 0;
    for (int i = 0; i < format.length(); i++) {
      int end = format.startsWith("${", i) ? format.indexOf('}', i) : -1;
      if (end > 0) {
        boolean name = format.substring(i + 2, end).equals("BucketName");
        builder.add(name ? Glob.RUN_IN_NAME : colons < 5 ? Glob.RUN_IN_PART : Glob.RUN);
        i = end;
      } else if (format.charAt(i) == '*') {
        builder.add(colons < 5 ? Glob.RUN_IN_PART : Glob.RUN);
      } else {
        colons += format.charAt(i) == ':' ? 1 : 0;
        builder.add(format.charAt(i));
      }
    }
    return builder.asString();
  }
}
