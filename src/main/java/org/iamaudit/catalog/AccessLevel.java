package org.iamaudit.catalog;

/** The access levels of the Service Authorization Reference, from least to most. */
public enum AccessLevel {
  LIST("List"),
  READ("Read"),
  TAGGING("Tagging"),
  WRITE("Write"),
  PERMISSIONS_MANAGEMENT("Permissions management");

  private final String text;

  AccessLevel(String text) {
    this.text = text;
  }

  /** AWS's words. */
  public String text() {
    return text;
  }
}
