package org.iamaudit.evaluate;

/** An object as itself, so that shared documents and sets need no comparison. */
record Same(Object object) {
  @Override
  public boolean equals(Object o) {
    return o instanceof Same other && object == other.object;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(object);
  }
}
