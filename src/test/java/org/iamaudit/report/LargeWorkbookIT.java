package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.iamaudit.finding.AuditResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A workbook with more comparison rows than a sheet can hold, of several gigabytes when unpacked.
 * Off by default: {@code -Diamaudit.rows=1200000}, and {@code -Dtest.jvm=-Xmx512m} for the heap.
 */
@EnabledIfSystemProperty(named = "iamaudit.rows", matches = "\\d+")
class LargeWorkbookIT {
  private static final int ROWS_OF_A_PRINCIPAL = 1_000;

  @TempDir Path folder;

  @Test
  void everyRowIsInTheFile() throws Exception {
    int principals = Integer.getInteger("iamaudit.rows") / ROWS_OF_A_PRINCIPAL;
    Files.createDirectory(folder.resolve(EvidenceWorkbook.SCRATCH));
    Path workbook = Path.of("large.xlsx");
    AuditResult result = SampleResults.large(principals, ROWS_OF_A_PRINCIPAL);
    try (CsvFile csv = ComparisonCsv.begin(folder.resolve(ComparisonCsv.FILE))) {
      EvidenceWorkbook.write(
          result, csv, () -> "", Optional.empty(), Limits.DEFAULT, workbook, folder);
    }
    Path file = folder.resolve(workbook);
    System.err.println(
        "%,d bytes, heap of %,d MB at most"
            .formatted(Files.size(file), Runtime.getRuntime().maxMemory() >> 20));
    assertThat(rowsOfComparison(file)).isEqualTo(principals * ROWS_OF_A_PRINCIPAL);
  }

  /** Without the headers. */
  private static int rowsOfComparison(Path file)
      throws IOException, OpenXML4JException, XMLStreamException {
    int rows = 0;
    try (OPCPackage parts = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
      XSSFReader.SheetIterator sheets =
          (XSSFReader.SheetIterator) new XSSFReader(parts).getSheetsData();
      for (Iterator<InputStream> all = sheets; all.hasNext(); ) {
        try (InputStream sheet = all.next()) {
          if (sheets.getSheetName().startsWith("Comparison")) {
            rows += rows(sheet) - 1;
          }
        }
      }
    }
    return rows;
  }

  private static int rows(InputStream sheet) throws XMLStreamException {
    XMLStreamReader xml = XMLInputFactory.newDefaultFactory().createXMLStreamReader(sheet);
    int rows = 0;
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("row")) {
        rows++;
      }
    }
    return rows;
  }
}
