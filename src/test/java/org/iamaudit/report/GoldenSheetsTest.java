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
import org.iamaudit.report.EvidencePackage.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares every sheet of the sample with the text kept for it. {@code -Diamaudit.golden=write}
 * rewrites the texts and then fails, so that it cannot stay switched on.
 */
class GoldenSheetsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/report/golden");
  private static final boolean WRITE = "write".equals(System.getProperty("iamaudit.golden"));

  @TempDir Path reports;

  @Test
  void sheetsAreAsKept() throws IOException {
    Written written = SamplePackage.write(SampleResults.rich(), reports);
    try (InputStream in = Files.newInputStream(written.workbook());
        XSSFWorkbook workbook = new XSSFWorkbook(in)) {
      for (Sheet sheet : workbook) {
        Path file = GOLDEN.resolve(sheet.getSheetName() + ".txt");
        String dump = SheetDump.of((XSSFSheet) sheet);
        if (WRITE) {
          Files.createDirectories(GOLDEN);
          Files.writeString(file, dump);
        } else {
          assertThat(dump.lines())
              .as(sheet.getSheetName())
              .containsExactlyElementsOf(Files.readString(file).lines().toList());
        }
      }
    }
    if (WRITE) {
      fail("the texts were rewritten: look at the difference, and run again without the switch");
    }
  }
}
