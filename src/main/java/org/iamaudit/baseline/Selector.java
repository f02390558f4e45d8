package org.iamaudit.baseline;

/**
 * One entry of {@code applies-to}: which principals a baseline is for.
 *
 * @param pattern a name, ARN, path or group name with {@code *} and {@code ?}; for a tag its value
 * @param tagKey the tag's key, empty string unless kind is TAG
 */
public record Selector(Kind kind, String pattern, String tagKey) {
  /** What the pattern is compared with; the keys of the file format. */
  public enum Kind {
    USER,
    ROLE,
    ARN,
    PATH,
    TAG,
    GROUP
  }
}
