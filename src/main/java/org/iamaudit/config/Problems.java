package org.iamaudit.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects everything that is wrong, so that it can be reported at once. */
final class Problems {
  private record Found(Place place, String message) {}

  private final List<Found> found = new ArrayList<>();

  void add(Place place, String message) {
    found.add(new Found(place, message));
  }

  int count() {
    return found.size();
  }

  /** Ends the reading if anything is wrong. */
  void throwIfAny() throws ConfigException {
    if (!found.isEmpty()) {
      throw exception();
    }
  }

  /** Everything that is wrong, in the order of the file; there must be something. */
  ConfigException exception() {
    return new ConfigException(
        found.stream()
            .sorted(Comparator.comparingInt(f -> f.place().line()))
            .map(f -> new ConfigProblem(f.place().toString(), f.message()))
            .toList());
  }
}
