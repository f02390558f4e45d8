package org.iamaudit.permission;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of every request of one principal before it is made: the values of condition keys
 * that belong to the principal, and which of them are surely absent (IAM User Guide, "AWS global
 * condition context keys", properties of the principal; read 2026-11).
 */
public final class Knowledge {
  /** Nothing is known; every key stays symbolic. */
  public static final Knowledge NONE = new Knowledge(Map.of(), Set.of(), false);

  private static final String TAG = "aws:principaltag/";
  private static final Set<String> PRINCIPAL_KEYS =
      Set.of(
          "aws:principalarn",
          "aws:principalaccount",
          "aws:principaltype",
          "aws:principalorgid",
          "aws:principalisawsservice",
          "aws:principalservicename",
          "aws:userid",
          "aws:username");

  private final Map<String, String> values;
  private final Set<String> absent;
  private final boolean tagsComplete;

  /**
   * @param values by condition key
   * @param absent keys that no request of the principal carries
   * @param tagsComplete whether a principal tag that is not among the values is surely absent; not
   *     so for a role whose sessions may bring tags
   */
  public Knowledge(Map<String, String> values, Set<String> absent, boolean tagsComplete) {
    this.values = new TreeMap<>();
    values.forEach((key, value) -> this.values.put(key.toLowerCase(Locale.ROOT), value));
    this.absent = Set.copyOf(absent.stream().map(k -> k.toLowerCase(Locale.ROOT)).toList());
    this.tagsComplete = tagsComplete;
  }

  /**
   * Whether a key may be known of some principal, so that a statement which names it means
   * something else for each.
   */
  static boolean concernsPrincipal(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return name.startsWith(TAG) || PRINCIPAL_KEYS.contains(name);
  }

  /** The value every request carries under the key, if it is known and there is one. */
  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key.toLowerCase(Locale.ROOT)));
  }

  /** Whether the key is surely absent. */
  boolean isAbsent(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return absent.contains(name)
        || (tagsComplete && name.startsWith(TAG) && !values.containsKey(name));
  }

  /** Every known value, by lower-case key, sorted. */
  public Map<String, String> values() {
    return Map.copyOf(values);
  }
}
