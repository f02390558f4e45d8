package org.iamaudit.permission;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of real numbers with finitely many borders. Numbers, moments (epoch seconds) and addresses
 * (see {@link ValueSet.NumberValues}) are all kept this way.
 *
 * @param fromBelow whether the numbers below the first border are in it
 * @param borders ascending; at each, being in the set changes
 */
record Intervals(boolean fromBelow, List<Border> borders) {
  static final Intervals NONE = new Intervals(false, List.of());
  static final Intervals ALL = new Intervals(true, List.of());

  Intervals {
    borders = List.copyOf(borders);
  }

  /** A cut just before or just after a number. */
  record Border(BigDecimal at, boolean after) implements Comparable<Border> {
    Border {
      at = at.stripTrailingZeros();
    }

    @Override
    public int compareTo(Border other) {
      int byNumber = at.compareTo(other.at);
      return byNumber != 0 ? byNumber : Boolean.compare(after, other.after);
    }
  }

  static Intervals just(BigDecimal number) {
    return new Intervals(false, List.of(new Border(number, false), new Border(number, true)));
  }

  static Intervals below(BigDecimal number, boolean inclusive) {
    return new Intervals(true, List.of(new Border(number, inclusive)));
  }

  static Intervals above(BigDecimal number, boolean inclusive) {
    return new Intervals(false, List.of(new Border(number, !inclusive)));
  }

  /** From {@code first}, inclusive, to {@code end}, exclusive. */
  static Intervals between(BigDecimal first, BigDecimal end) {
    return new Intervals(false, List.of(new Border(first, false), new Border(end, false)));
  }

  Intervals complement() {
    return new Intervals(!fromBelow, borders);
  }

  Intervals intersect(Intervals other) {
    List<Border> result = new ArrayList<>();
    boolean inA = fromBelow;
    boolean inB = other.fromBelow;
    boolean in = inA && inB;
    int a = 0;
    int b = 0;
    while (a < borders.size() || b < other.borders.size()) {
      int order =
          a == borders.size()
              ? 1
              : b == other.borders.size() ? -1 : borders.get(a).compareTo(other.borders.get(b));
      Border border = order <= 0 ? borders.get(a) : other.borders.get(b);
      if (order <= 0) {
        inA = !inA;
        a++;
      }
      if (order >= 0) {
        inB = !inB;
        b++;
      }
      if ((inA && inB) != in) {
        in = !in;
        result.add(border);
      }
    }
    return new Intervals(fromBelow && other.fromBelow, result);
  }

  Intervals union(Intervals other) {
    return complement().intersect(other.complement()).complement();
  }

  /** The same from a number on; before it, what holds at it. */
  Intervals since(BigDecimal first) {
    Border start = new Border(first, false);
    return new Intervals(
        contains(first), borders.stream().filter(b -> b.compareTo(start) > 0).toList());
  }

  boolean isEmpty() {
    return !fromBelow && borders.isEmpty();
  }

  boolean contains(BigDecimal number) {
    boolean in = fromBelow;
    for (Border border : borders) {
      int order = border.at.compareTo(number);
      if (order < 0 || (order == 0 && !border.after)) {
        in = !in;
      }
    }
    return in;
  }

  /** Some number of it, preferably a whole one near a border. */
  BigDecimal example() {
    if (borders.isEmpty()) {
      return BigDecimal.ZERO;
    }
    List<BigDecimal> tries = new ArrayList<>();
    for (int i = 0; i < borders.size(); i++) {
      BigDecimal at = borders.get(i).at;
      tries.add(at);
      tries.add(at.add(BigDecimal.ONE));
      tries.add(at.subtract(BigDecimal.ONE));
      if (i + 1 < borders.size()) {
        tries.add(at.add(borders.get(i + 1).at).divide(BigDecimal.valueOf(2)));
      }
    }
    return tries.stream().filter(this::contains).findFirst().orElseThrow();
  }
}
