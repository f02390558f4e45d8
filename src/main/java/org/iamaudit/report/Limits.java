package org.iamaudit.report;

/**
 * Where a sheet ends.
 *
 * @param rows data rows on a sheet; the next go to {@code <name> (2)}
 * @param links hyperlinks on a sheet; the next are plain text. Excel allows 65,530
 * @param allLinks hyperlinks in the workbook; each takes 2 KB of memory until the file is written
 */
record Limits(int rows, int links, int allLinks) {
  static final Limits DEFAULT = new Limits(500_000, 20_000, 60_000);
}
