package org.iamaudit.report;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** A sheet as lines of text: settings first, then address, type, format and value of each cell. */
final class SheetDump {
  private static final int MAX_VALUE = 300;

  private SheetDump() {}

  static String of(XSSFSheet sheet) {
    StringBuilder dump = new StringBuilder();
    int columns =
        StreamSupport.stream(sheet.spliterator(), false)
            .mapToInt(Row::getLastCellNum)
            .max()
            .orElse(0);
    dump.append("widths ")
        .append(
            IntStream.range(0, columns)
                .mapToObj(i -> sheet.getColumnWidth(i) / 256 + (sheet.isColumnHidden(i) ? "h" : ""))
                .collect(Collectors.joining(" ")))
        .append('\n');
    sheet.getTables().forEach(t -> dump.append("table ").append(t.getName()).append('\n'));
    for (Row row : sheet) {
      for (Cell cell : row) {
        String value = value((XSSFCell) cell);
        if (!value.isEmpty()) {
          dump.append(cell.getAddress()).append(' ').append(value).append('\n');
        }
      }
    }
    return dump.toString();
  }

  private static String value(XSSFCell cell) {
    String quote = cell.getCellStyle().getQuotePrefixed() ? "'" : "";
    String link = cell.getHyperlink() == null ? "" : " -> " + cell.getHyperlink().getLocation();
    return switch (cell.getCellType()) {
      case BLANK -> "";
      case NUMERIC ->
          DateUtil.isCellDateFormatted(cell)
              ? "date " + cell.getLocalDateTimeCellValue()
              : "number " + String.format(Locale.ROOT, "%s", cell.getNumericCellValue());
      case STRING -> "text " + quote + visible(cell.getStringCellValue()) + link;
      case FORMULA -> "formula " + cell.getCellFormula() + " = " + cell.getNumericCellValue();
      default -> throw new AssertionError(cell.getAddress() + " is a " + cell.getCellType());
    };
  }

  /** On one line, in ASCII where it matters to see what is there, and not too long. */
  private static String visible(String text) {
    Predicate<Integer> plain = c -> c >= ' ' && Character.getType(c) != Character.FORMAT;
    String shown =
        text.codePoints()
            .mapToObj(
                c ->
                    plain.test(c)
                        ? Character.toString(c)
                        : c == '\n' ? "\\n" : String.format(Locale.ROOT, "\\u%04X", c))
            .collect(Collectors.joining());
    return shown.length() <= MAX_VALUE
        ? shown
        : shown.substring(0, MAX_VALUE / 2)
            + " <"
            + text.length()
            + " characters> "
            + shown.substring(shown.length() - MAX_VALUE / 2);
  }
}
