package org.iamaudit.evaluate;

/** An object as itself, as a key: shared documents and sets need no comparison. */
public record Same(Object object) {
  @Override
  public boolean equals(Object o) {
    return o instanceof Same other && object == other.object;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(object);
  }
}
