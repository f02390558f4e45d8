package org.iamaudit.report;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SheetDataWriter;

/**
 * The rows of one sheet on their way to the workbook, in a compressed temporary file. Large reports
 * spend most of their time here, and the library's own writer takes each character on its own.
 */
final class RowsFile extends SheetDataWriter {
  private static final int BUFFER = 1 << 16;

  private final StringBuilder xml = new StringBuilder();

  /**
   * @throws IOException if the temporary file cannot be made
   */
  RowsFile() throws IOException {}

  @Override
  protected OutputStream decorateOutputStream(FileOutputStream file) throws IOException {
    return new GZIPOutputStream(file, BUFFER) {
      {
        def.setLevel(Deflater.BEST_SPEED);
      }
    };
  }

  @Override
  protected InputStream decorateInputStream(FileInputStream file) throws IOException {
    return new GZIPInputStream(file, BUFFER);
  }

  @Override
  public void writeCell(int column, Cell cell) throws IOException {
    if (cell == null) {
      return;
    }
    xml.setLength(0);
    xml.append("<c r=\"").append(CellReference.convertNumToColString(column));
    xml.append(cell.getRowIndex() + 1).append("\" s=\"").append(cell.getCellStyle().getIndex());
    CellType type = cell.getCellType();
    switch (type) {
      case STRING -> text(cell.getStringCellValue());
      case NUMERIC -> xml.append("\"><v>").append(cell.getNumericCellValue()).append("</v></c>");
      case FORMULA -> formula(cell.getCellFormula(), cell.getNumericCellValue());
      case BLANK -> xml.append("\"/>");
      default -> throw new IllegalStateException("no cell is a " + type);
    }
    _out.append(xml);
  }

  /** With the number that it gives, so that what does not calculate shows it too. */
  private void formula(String formula, double value) {
    xml.append("\"><f>");
    escaped(formula);
    xml.append("</f><v>").append(value).append("</v></c>");
  }

  private void text(String text) {
    xml.append("\" t=\"inlineStr\"><is><t");
    if (!text.equals(text.strip())) {
      xml.append(" xml:space=\"preserve\"");
    }
    xml.append('>');
    escaped(text);
    xml.append("</t></is></c>");
  }

  private void escaped(String text) {
    int done = 0;
    for (int i = 0; i < text.length(); i++) {
      String escape = escape(text.charAt(i));
      if (!escape.isEmpty()) {
        xml.append(text, done, i).append(escape);
        done = i + 1;
      }
    }
    xml.append(text, done, text.length());
  }

  /** What stands for a character of {@link CellText#clean clean} text; empty: it does itself. */
  private static String escape(char c) {
    return switch (c) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '\n' -> "&#10;";
      case '\r' -> "&#13;";
      case '\t' -> "&#9;";
      default -> "";
    };
  }
}
