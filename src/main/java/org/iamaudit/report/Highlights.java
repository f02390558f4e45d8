package org.iamaudit.report;

import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.ComparisonOperator;
import org.apache.poi.ss.usermodel.ConditionalFormattingRule;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetConditionalFormatting;
import org.apache.poi.ss.util.CellRangeAddress;

/** Conditional formats of a data sheet: whole columns, one value each, at most ten. */
final class Highlights {
  static final Highlights NONE = new Highlights();

  private record Rule(String header, String value, String fill, String ink) {}

  private final List<Rule> rules = new ArrayList<>();

  /** Where a column has this value, it is bad. */
  Highlights bad(String header, String value) {
    return add(header, value, Palette.RED, Palette.RED_INK);
  }

  /** Where a column has this value, it deserves a look. */
  Highlights doubtful(String header, String value) {
    return add(header, value, Palette.AMBER, Palette.AMBER_INK);
  }

  Highlights good(String header, String value) {
    return add(header, value, Palette.GREEN, Palette.GREEN_INK);
  }

  Highlights quiet(String header, String value) {
    return add(header, value, Palette.PALE, Palette.GREY);
  }

  private Highlights add(String header, String value, String fill, String ink) {
    rules.add(new Rule(header, value, fill, ink));
    return this;
  }

  void apply(Sheet sheet, List<Column> columns, int rows) {
    SheetConditionalFormatting formats = sheet.getSheetConditionalFormatting();
    List<String> headers = columns.stream().map(Column::header).toList();
    for (Rule rule : rules) {
      int column = headers.indexOf(rule.header());
      ConditionalFormattingRule made =
          formats.createConditionalFormattingRule(
              ComparisonOperator.EQUAL, "\"" + rule.value() + "\"");
      PatternFormatting fill = made.createPatternFormatting();
      fill.setFillBackgroundColor(Styles.colour(rule.fill()));
      fill.setFillPattern(FillPatternType.SOLID_FOREGROUND.getCode());
      made.createFontFormatting().setFontColor(Styles.colour(rule.ink()));
      formats.addConditionalFormatting(
          new CellRangeAddress[] {new CellRangeAddress(1, rows, column, column)}, made);
    }
  }
}
