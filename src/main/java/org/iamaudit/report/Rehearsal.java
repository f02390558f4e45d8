package org.iamaudit.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.SheetUtil;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.iamaudit.finding.Severity;

/**
 * A workbook with a table and a chart that nobody sees, and all that a manifest needs. The first
 * one of a process costs more than a second, in which a thousand classes of the libraries are
 * loaded; on a thread of its own that passes while the accounts are read and compared.
 */
public final class Rehearsal {

  private Rehearsal() {}

  /** Begins it and returns; nothing is left of it, and nothing depends on it. */
  public static void begin() {
    Thread thread = new Thread(Rehearsal::play, "workbook rehearsal");
    thread.setDaemon(true);
    thread.start();
  }

  static void play() {
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      new Styles(workbook);
      SeverityLine line = new SeverityLine(Severity.INFO, Collections.nCopies(7, 0L));
      XSSFSheet sheet = workbook.createSheet();
      sheet.createTable(new AreaReference("A1:A2", SpreadsheetVersion.EXCEL2007));
      new Highlights().bad("A", "B").apply(sheet, List.of(Column.text("A", 1)), 1);
      new SummaryCharts(sheet).severities(1, List.of(line), List.of("NEW"));
      // A streamed sheet asks for it, whereupon the library looks for fonts.
      SheetUtil.getDefaultCharWidthAsFloat(workbook);
      workbook.write(OutputStream.nullOutputStream());
      ManifestFile.prepare();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
