package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Compares every sheet of a workbook with the text kept for it. {@code -Diamaudit.golden=write}
 * rewrites the texts and then fails, so that it cannot stay switched on.
 */
final class GoldenSheets {
  private static final Path TEXTS = Path.of("src/test/resources/report");
  private static final boolean WRITE = "write".equals(System.getProperty("iamaudit.golden"));

  private GoldenSheets() {}

  static void assertAsKept(Path file, String directory) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        XSSFWorkbook workbook = new XSSFWorkbook(in)) {
      for (Sheet sheet : workbook) {
        Path text = TEXTS.resolve(directory).resolve(sheet.getSheetName() + ".txt");
        String dump = SheetDump.of((XSSFSheet) sheet);
        if (WRITE) {
          Files.createDirectories(text.getParent());
          Files.writeString(text, dump);
        } else {
          assertThat(dump.lines())
              .as(sheet.getSheetName())
              .containsExactlyElementsOf(Files.readString(text).lines().toList());
        }
      }
    }
    if (WRITE) {
      fail("the texts were rewritten: look at the difference, and run again without the switch");
    }
  }
}
