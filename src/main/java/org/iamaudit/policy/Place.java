package org.iamaudit.policy;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where a JSON value stands: the way from the root, and the line and column it begins at. */
public final class Place {
  private final Place parent; // null at the root
  private final String name; // null for an item of a list
  private final int index;
  private final int line;
  private final int column;

  private Place(Place parent, String name, int index, int line, int column) {
    this.parent = parent;
    this.name = name;
    this.index = index;
    this.line = line;
    this.column = column;
  }

  static Place root(int line, int column) {
    return new Place(null, null, 0, line, column);
  }

  Place member(String memberName, int atLine, int atColumn) {
    return new Place(this, memberName, 0, atLine, atColumn);
  }

  Place item(int itemIndex, int atLine, int atColumn) {
    return new Place(this, null, itemIndex, atLine, atColumn);
  }

  /** The same way from the root, at another spot of the text. */
  Place at(int otherLine, int otherColumn) {
    return new Place(parent, name, index, otherLine, otherColumn);
  }

  /** 1-based. */
  public int line() {
    return line;
  }

  /** 1-based. */
  public int column() {
    return column;
  }

  /** The place with its path written out. */
  public Location location() {
    Deque<Place> way = new ArrayDeque<>();
    for (Place step = this; step.parent != null; step = step.parent) {
      way.push(step);
    }
    StringBuilder path = new StringBuilder();
    for (Place step : way) {
      if (step.name == null) {
        path.append('[').append(step.index).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(Quoted.visible(step.name));
      }
    }
    return new Location(path.toString(), line, column);
  }
}
