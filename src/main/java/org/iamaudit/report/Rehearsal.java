package org.iamaudit.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.iamaudit.finding.Severity;

/**
 * A workbook with a chart that nobody sees. The first one of a process costs more than a second, in
 * which a thousand classes of the library are loaded; on a thread of its own that passes while the
 * accounts are read and compared.
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
      new SummaryCharts(workbook.createSheet()).severities(1, List.of(line), List.of("NEW"));
      workbook.write(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
