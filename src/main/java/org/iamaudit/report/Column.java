package org.iamaudit.report;

/**
 * A column of a data sheet.
 *
 * @param header its name, which is forever
 * @param look of its cells
 * @param width in characters
 * @param hidden whether it is only for machines and links: there, and neither shown nor printed
 */
record Column(String header, Look look, int width, boolean hidden) {
  private static final int MAX_WIDTH = 60;

  Column {
    if (width > MAX_WIDTH) {
      throw new IllegalArgumentException("column `" + header + "` is too wide");
    }
  }

  static Column text(String header, int width) {
    return new Column(header, Look.TEXT, width, false);
  }

  static Column wrap(String header, int width) {
    return new Column(header, Look.WRAP, width, false);
  }

  static Column id(String header, int width) {
    return new Column(header, Look.ID, width, false);
  }

  static Column date(String header) {
    return new Column(header, Look.DATE, 19, false);
  }

  static Column number(String header, int width) {
    return new Column(header, Look.NUMBER, width, false);
  }

  static Column flag(String header, int width) {
    return new Column(header, Look.FLAG, width, false);
  }

  /** The same, not shown unless a reader unhides it. */
  Column aside() {
    return new Column(header, look, width, true);
  }
}
