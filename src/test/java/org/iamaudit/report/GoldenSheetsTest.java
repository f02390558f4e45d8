package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenSheetsTest {
  @TempDir Path reports;

  @Test
  void sheetsOfTheSampleAreAsKept() throws IOException {
    GoldenSheets.assertAsKept(
        SamplePackage.write(SampleResults.rich(), reports).workbook(), "golden");
  }
}
