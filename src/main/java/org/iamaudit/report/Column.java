package org.iamaudit.report;

/**
 * A column of a data sheet.
 *
 * @param header its name, which is forever
 * @param look of its cells
 * @param width in characters
 */
record Column(String header, Look look, int width) {
  private static final int MAX_WIDTH = 60;

  Column {
    if (width > MAX_WIDTH) {
      throw new IllegalArgumentException("column `" + header + "` is too wide");
    }
  }

  static Column text(String header, int width) {
    return new Column(header, Look.TEXT, width);
  }

  static Column wrap(String header, int width) {
    return new Column(header, Look.WRAP, width);
  }

  static Column id(String header, int width) {
    return new Column(header, Look.ID, width);
  }

  static Column date(String header) {
    return new Column(header, Look.DATE, 19);
  }

  static Column number(String header, int width) {
    return new Column(header, Look.NUMBER, width);
  }

  static Column flag(String header, int width) {
    return new Column(header, Look.FLAG, width);
  }
}
