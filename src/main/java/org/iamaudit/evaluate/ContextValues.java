package org.iamaudit.evaluate;

import java.util.List;

/**
 * What a request carries for one condition key.
 *
 * @param multivalued whether the key is one that may carry several values, however many it carries
 *     here
 */
record ContextValues(List<ContextValue> values, boolean multivalued) {
  ContextValues {
    values = List.copyOf(values);
  }

  /**
   * Whether the values are nothing to a set operator or to {@code Null}: none, or the empty string
   * (IAM User Guide, "Set operators for multivalued context keys": "a null data set, such as an
   * empty string"; read 2026-11).
   */
  boolean isNull() {
    for (ContextValue value : values) {
      if (!value.text().isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
