package org.iamaudit.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.iamaudit.arn.NameCase;

/** What is noted on the way through one decision. */
final class Trace {
  /** Kept by nobody. */
  static final Trace OFF = new Trace(true, true);

  /** Whether a star that ends a part of a resource pattern crosses colons (D3: it does). */
  final boolean starCrossesColons;

  /** Whether NotResource with an unresolved variable reaches every resource (D12: it does). */
  final boolean unresolvedNotResourceApplies;

  private TreeSet<String> missing;
  private boolean touchedD3;
  private boolean touchedD12;

  Trace(boolean starCrossesColons, boolean unresolvedNotResourceApplies) {
    this.starCrossesColons = starCrossesColons;
    this.unresolvedNotResourceApplies = unresolvedNotResourceApplies;
  }

  /** A key, as the policy writes it, that the request does not carry. */
  void missing(String key) {
    if (this == OFF) {
      return;
    }
    if (missing == null) {
      missing = new TreeSet<>(Comparator.comparing(NameCase::lower));
    }
    missing.add(key);
  }

  void touchD3() {
    if (this != OFF) {
      touchedD3 = true;
    }
  }

  void touchD12() {
    if (this != OFF) {
      touchedD12 = true;
    }
  }

  boolean touchedD3() {
    return touchedD3;
  }

  boolean touchedD12() {
    return touchedD12;
  }

  List<String> missing() {
    return missing == null ? List.of() : List.copyOf(missing);
  }
}
