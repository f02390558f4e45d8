package org.iamaudit.snapshot;

import java.util.HashMap;
import java.util.Map;

/** One object for equal ones, while a file is read: paths, tags, ARNs that principals share. */
final class Interner {
  private final Map<String, String> known = new HashMap<>();

  String of(String text) {
    String first = known.putIfAbsent(text, text);
    return first == null ? text : first;
  }
}
