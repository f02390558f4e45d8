package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Findings, Comparison and Principals are read together. */
@TestInstance(Lifecycle.PER_CLASS)
class WorkbookLinksTest {
  @TempDir static Path reports;
  private ReadWorkbook book;

  @BeforeAll
  void write() throws IOException {
    book = new ReadWorkbook(SamplePackage.write(SampleResults.rich(), reports));
  }

  @AfterAll
  void close() throws IOException {
    book.close();
  }

  /** What a cell says, and what the cell of that header says in the row that it leads to. */
  private void assertLeads(String sheet, String column, String toSheet, String toColumn) {
    int at = ReadWorkbook.headers(book.sheet(sheet)).indexOf(column);
    int there = ReadWorkbook.headers(book.sheet(toSheet)).indexOf(toColumn);
    int links = 0;
    for (int i = 1; i <= book.sheet(sheet).getLastRowNum(); i++) {
      XSSFCell cell = book.sheet(sheet).getRow(i).getCell(at);
      if (cell.getHyperlink() != null) {
        Row row = book.target(cell).getRow();
        assertThat(row.getSheet().getSheetName()).isEqualTo(toSheet);
        assertThat(row.getCell(there).getStringCellValue())
            .as("%s!%s", sheet, cell.getAddress())
            .isEqualTo(cell.getStringCellValue());
        links++;
      }
    }
    assertThat(links).as(sheet + " to " + toSheet).isPositive();
  }

  @Test
  void findingsAndComparisonLeadToEachOther() {
    assertLeads("Findings", "Finding ID", "Comparison", "Finding ID");
    assertLeads("Comparison", "Finding ID", "Findings", "Finding ID");
  }

  /** Excel allows 65,530 links on a sheet, which many have more rows than. */
  @Test
  void rowsBelowEachOtherThatLeadToOnePlaceShareALink() {
    XSSFSheet comparison = book.sheet("Comparison");
    int principal = ReadWorkbook.headers(comparison).indexOf("Principal");
    List<String> places = new ArrayList<>();
    for (int i = 1; i <= comparison.getLastRowNum(); i++) {
      places.add(comparison.getRow(i).getCell(principal).getHyperlink().getLocation());
    }

    int different = (int) places.stream().distinct().count();
    assertThat(places).hasSizeGreaterThan(different);
    assertThat(comparison.getHyperlinkList())
        .filteredOn(link -> link.getFirstColumn() == principal)
        .hasSize(different);
  }

  @Test
  void principalsAndComparisonLeadToEachOther() {
    assertLeads("Principals", "Name", "Comparison", "Principal");
    assertLeads("Comparison", "Principal", "Principals", "Name");
  }

  @Test
  void findingsAndPrincipalsLeadToEachOther() {
    assertLeads("Findings", "Principal/resource name", "Principals", "Name");
    XSSFCell name = book.cell("Findings", "Principal/resource name", 1);
    int open = ReadWorkbook.headers(book.sheet("Principals")).indexOf("Open findings");
    Row finding = book.target((XSSFCell) book.target(name).getRow().getCell(open)).getRow();
    assertThat(finding.getSheet().getSheetName()).isEqualTo("Findings");
    assertThat(finding.getCell(name.getColumnIndex()).getStringCellValue())
        .isEqualTo(name.getStringCellValue());
  }

  @Test
  void theCoverLeadsToEverySheet() {
    assertThat(book.find("Cover", "Comparison").getHyperlink().getLocation())
        .isEqualTo("'Comparison'!A1");
  }

  @Test
  void comparisonLeavesLinksForTheSheetsThatAreWrittenLater() throws IOException {
    Limits few = new Limits(500, 100, 20);
    try (ReadWorkbook scarce =
        new ReadWorkbook(SamplePackage.write(SampleResults.rich(), reports.resolve("few"), few))) {
      assertThat(scarce.sheet("Comparison").getHyperlinkList()).hasSize(10);
      assertThat(scarce.sheet("Findings").getHyperlinkList()).isNotEmpty();
    }
  }
}
