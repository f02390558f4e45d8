package org.iamaudit.report;

import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.iamaudit.finding.Severity;

/**
 * Makes the cell style of each {@link Look} once, and its quote-prefixed twin when text needs it.
 *
 * <p>A quote prefix is the apostrophe that a person types before {@code =1+1}: the cell stays text
 * when it is edited or copied, and the value stays as it was.
 */
final class Styles {
  private final XSSFWorkbook workbook;
  private final Map<Look, CellStyle> plain = new EnumMap<>(Look.class);
  private final Map<Look, CellStyle> quoted = new EnumMap<>(Look.class);

  Styles(XSSFWorkbook workbook) {
    this.workbook = workbook;
    for (Look look : Look.values()) {
      plain.put(look, make(look));
    }
  }

  CellStyle get(Look look) {
    return plain.get(look);
  }

  CellStyle quoted(Look look) {
    return quoted.computeIfAbsent(
        look,
        l -> {
          CellStyle style = make(l);
          style.setQuotePrefixed(true);
          return style;
        });
  }

  static XSSFColor colour(String hex) {
    return new XSSFColor(HexFormat.of().parseHex(hex));
  }

  private XSSFCellStyle make(Look look) {
    return switch (look) {
      case HEADER -> header();
      case TEXT, FLAG -> flag(look);
      case WRAP -> wrapped(data(font(10, false, Palette.INK)));
      case ID -> format(data(font(10, false, Palette.INK)), "@");
      case DATE -> format(data(font(10, false, Palette.INK)), "yyyy-mm-dd hh:mm:ss");
      case NUMBER -> format(data(font(10, false, Palette.INK)), "#,##0");
      case PERCENT -> format(data(font(10, false, Palette.INK)), "0.0%");
      case LINK -> link();
      case TITLE -> base(font(20, true, Palette.NAVY));
      case SUBTITLE -> base(font(12, false, Palette.GREY));
      case HEADLINE -> base(font(14, true, Palette.INK));
      case SECTION -> section();
      case KEY -> wrapped(data(font(10, true, Palette.INK)));
      case NOTE -> base(font(10, false, Palette.GREY));
      case GOOD -> filled(data(font(10, true, Palette.GREEN_INK)), Palette.GREEN);
      case BAD -> filled(data(font(10, true, Palette.RED_INK)), Palette.RED);
      case CRITICAL -> severity(Severity.CRITICAL);
      case HIGH -> severity(Severity.HIGH);
      case MEDIUM -> severity(Severity.MEDIUM);
      case LOW -> severity(Severity.LOW);
      case INFO -> severity(Severity.INFO);
    };
  }

  private XSSFCellStyle flag(Look look) {
    XSSFCellStyle style = data(font(10, false, Palette.INK));
    if (look == Look.FLAG) {
      style.setAlignment(HorizontalAlignment.CENTER);
    }
    return style;
  }

  private XSSFCellStyle header() {
    XSSFCellStyle style = wrapped(filled(base(font(10, true, Palette.WHITE)), Palette.NAVY));
    style.setVerticalAlignment(VerticalAlignment.CENTER);
    return style;
  }

  private XSSFCellStyle section() {
    XSSFCellStyle style = base(font(12, true, Palette.NAVY));
    style.setBorderBottom(BorderStyle.MEDIUM);
    style.setBottomBorderColor(colour(Palette.NAVY));
    return style;
  }

  private XSSFCellStyle link() {
    XSSFFont font = font(10, false, Palette.LINK);
    font.setUnderline(XSSFFont.U_SINGLE);
    return format(data(font), "@");
  }

  private XSSFCellStyle severity(Severity severity) {
    XSSFCellStyle style = data(font(10, true, Palette.ink(severity)));
    style.setAlignment(HorizontalAlignment.CENTER);
    return filled(style, Palette.fill(severity));
  }

  private XSSFCellStyle base(XSSFFont font) {
    XSSFCellStyle style = workbook.createCellStyle();
    style.setFont(font);
    style.setVerticalAlignment(VerticalAlignment.CENTER);
    return style;
  }

  private XSSFCellStyle data(XSSFFont font) {
    XSSFCellStyle style = base(font);
    style.setVerticalAlignment(VerticalAlignment.TOP);
    style.setBorderBottom(BorderStyle.THIN);
    style.setBottomBorderColor(colour(Palette.RULE));
    return style;
  }

  private XSSFCellStyle filled(XSSFCellStyle style, String colour) {
    style.setFillForegroundColor(colour(colour));
    style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    return style;
  }

  private XSSFCellStyle wrapped(XSSFCellStyle style) {
    style.setWrapText(true);
    return style;
  }

  private XSSFCellStyle format(XSSFCellStyle style, String format) {
    style.setDataFormat(workbook.createDataFormat().getFormat(format));
    return style;
  }

  private XSSFFont font(int points, boolean bold, String colour) {
    XSSFFont font = workbook.createFont();
    font.setFontName("Calibri");
    font.setFontHeightInPoints((short) points);
    font.setBold(bold);
    font.setColor(colour(colour));
    return font;
  }
}
