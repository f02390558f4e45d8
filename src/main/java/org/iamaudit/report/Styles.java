package org.iamaudit.report;

import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.xmlbeans.XmlCursor;
import org.iamaudit.finding.Severity;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTXf;

/**
 * Makes the cell style of each {@link Look} once, and its quote-prefixed twin when text needs it.
 *
 * <p>A quote prefix is the apostrophe that a person types before {@code =1+1}: the cell stays text
 * when it is edited or copied, and the value stays as it was.
 */
final class Styles {
  private static final String NAMESPACE =
      "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

  private final XSSFWorkbook workbook;
  private final Map<Look, XSSFCellStyle> plain = new EnumMap<>(Look.class);
  private final Map<Look, XSSFCellStyle> quoted = new EnumMap<>(Look.class);

  Styles(XSSFWorkbook workbook) {
    this.workbook = workbook;
    for (Look look : Look.values()) {
      plain.put(look, make(look));
    }
    name();
  }

  /**
   * Gives each style its name in the list of cell styles. The library has no method for that, and
   * its small schema no types, so that the list is written as it is.
   */
  private void name() {
    StylesTable table = workbook.getStylesSource();
    try (XmlCursor cursor = table.getCTStylesheet().newCursor()) {
      cursor.toEndToken();
      cursor.beginElement("cellStyles", NAMESPACE);
      add(cursor, "Normal", 0);
      cursor.insertAttributeWithValue("builtinId", "0");
      cursor.toNextToken();
      for (Look look : Look.values()) {
        CTXf format = plain.get(look).getCoreXf();
        int id = table.putCellStyleXf((CTXf) format.copy()) - 1;
        table.getCellStyleXfAt(id).unsetXfId();
        format.setXfId(id);
        add(cursor, look.styleName(), id);
        cursor.toNextToken();
      }
    }
  }

  private static void add(XmlCursor cursor, String name, int id) {
    cursor.beginElement("cellStyle", NAMESPACE);
    cursor.insertAttributeWithValue("name", name);
    cursor.insertAttributeWithValue("xfId", Integer.toString(id));
  }

  CellStyle get(Look look) {
    return plain.get(look);
  }

  CellStyle quoted(Look look) {
    return quoted.computeIfAbsent(
        look,
        l -> {
          XSSFCellStyle style = make(l);
          style.getCoreXf().setXfId(plain.get(l).getCoreXf().getXfId());
          style.setQuotePrefixed(true);
          return style;
        });
  }

  static XSSFColor colour(String hex) {
    return new XSSFColor(HexFormat.of().parseHex(hex));
  }

  private XSSFCellStyle make(Look look) {
    return switch (look) {
      case HEADER -> header(HorizontalAlignment.LEFT);
      case HEADER_NUMBER -> header(HorizontalAlignment.RIGHT);
      case TEXT -> indented(data(font(10, false, Palette.INK)));
      case FLAG -> centred(data(font(10, false, Palette.INK)));
      case WRAP -> wrapped(indented(data(font(10, false, Palette.INK))));
      case ID -> format(indented(data(font(10, false, Palette.INK))), "@");
      case DATE -> format(data(font(10, false, Palette.INK)), "yyyy-mm-dd hh:mm:ss");
      case MOMENT -> moment();
      case NUMBER -> format(data(font(10, false, Palette.INK)), "#,##0");
      case COUNT -> format(data(font(10, false, Palette.INK)), "#,##0;-#,##0;\"–\"");
      case PERCENT -> format(data(font(10, false, Palette.INK)), "0.0%");
      case LINK -> link();
      case TITLE -> base(font(20, true, Palette.NAVY));
      case SUBTITLE -> base(font(12, false, Palette.GREY));
      case HEADLINE -> base(font(14, true, Palette.INK));
      case SECTION -> section();
      case KEY -> wrapped(indented(data(font(10, true, Palette.INK))));
      case NOTE -> base(font(10, false, Palette.GREY));
      case GOOD -> filled(indented(data(font(10, true, Palette.GREEN_INK))), Palette.GREEN);
      case BAD -> filled(indented(data(font(10, true, Palette.RED_INK))), Palette.RED);
      case CRITICAL -> severity(Severity.CRITICAL);
      case HIGH -> severity(Severity.HIGH);
      case MEDIUM -> severity(Severity.MEDIUM);
      case LOW -> severity(Severity.LOW);
      case INFO -> severity(Severity.INFO);
    };
  }

  /** Left, a little away from the cell before, which may end in a number. */
  private static XSSFCellStyle indented(XSSFCellStyle style) {
    style.setAlignment(HorizontalAlignment.LEFT);
    style.setIndention((short) 1);
    return style;
  }

  private static XSSFCellStyle centred(XSSFCellStyle style) {
    style.setAlignment(HorizontalAlignment.CENTER);
    return style;
  }

  private XSSFCellStyle header(HorizontalAlignment alignment) {
    XSSFCellStyle style = wrapped(filled(base(font(10, true, Palette.WHITE)), Palette.NAVY));
    style.setVerticalAlignment(VerticalAlignment.CENTER);
    style.setAlignment(alignment);
    if (alignment == HorizontalAlignment.LEFT) {
      style.setIndention((short) 1);
    }
    return style;
  }

  private XSSFCellStyle moment() {
    XSSFCellStyle style = format(data(font(10, false, Palette.INK)), "yyyy-mm-dd hh:mm:ss");
    return indented(style);
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
    return format(indented(data(font)), "@");
  }

  private XSSFCellStyle severity(Severity severity) {
    return filled(centred(data(font(10, true, Palette.ink(severity)))), Palette.fill(severity));
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
