package org.iamaudit.report;

import java.io.IOException;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.streaming.SheetDataWriter;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A workbook of which only the last rows of each sheet are in memory. */
final class StreamedWorkbook extends SXSSFWorkbook {
  private static final int WINDOW = 100;

  StreamedWorkbook() {
    super(new XSSFWorkbook(), WINDOW);
  }

  @Override
  protected SheetDataWriter createSheetDataWriter() throws IOException {
    return new RowsFile();
  }
}
