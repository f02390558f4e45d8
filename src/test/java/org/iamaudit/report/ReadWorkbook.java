package org.iamaudit.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.iamaudit.report.EvidencePackage.Written;

/** A workbook that was written, read back. */
final class ReadWorkbook implements AutoCloseable {
  private final XSSFWorkbook workbook;

  ReadWorkbook(Written written) throws IOException {
    this(written.workbook());
  }

  ReadWorkbook(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      workbook = new XSSFWorkbook(in);
    }
  }

  XSSFWorkbook poi() {
    return workbook;
  }

  XSSFSheet sheet(String name) {
    return workbook.getSheet(name);
  }

  Cell target(XSSFCell link) {
    String[] place = link.getHyperlink().getLocation().split("'!A");
    return workbook
        .getSheet(place[0].substring(1))
        .getRow(Integer.parseInt(place[1]) - 1)
        .getCell(0);
  }

  XSSFCell cell(String sheet, String header, int row) {
    return workbook
        .getSheet(sheet)
        .getRow(row)
        .getCell(headers(workbook.getSheet(sheet)).indexOf(header));
  }

  XSSFCell find(String sheet, String text) {
    return (XSSFCell)
        cells(List.of(workbook.getSheet(sheet)))
            .filter(c -> c.getCellType() == CellType.STRING)
            .filter(c -> c.getStringCellValue().equals(text))
            .findFirst()
            .orElseThrow();
  }

  List<String> column(String sheet, String header) {
    int column = headers(workbook.getSheet(sheet)).indexOf(header);
    return IntStream.rangeClosed(1, workbook.getSheet(sheet).getLastRowNum())
        .mapToObj(row -> workbook.getSheet(sheet).getRow(row).getCell(column))
        .map(Cell::getStringCellValue)
        .toList();
  }

  static List<String> headers(Sheet sheet) {
    return StreamSupport.stream(sheet.getRow(0).spliterator(), false)
        .map(Cell::getStringCellValue)
        .toList();
  }

  static List<String> texts(Sheet sheet) {
    return cells(List.of(sheet))
        .filter(c -> c.getCellType() == CellType.STRING)
        .map(Cell::getStringCellValue)
        .toList();
  }

  static Stream<Cell> cells(Iterable<? extends Sheet> sheets) {
    return StreamSupport.stream(sheets.spliterator(), false)
        .flatMap(sheet -> StreamSupport.stream(sheet.spliterator(), false))
        .filter(Objects::nonNull)
        .flatMap(row -> StreamSupport.stream(row.spliterator(), false));
  }

  @Override
  public void close() throws IOException {
    workbook.close();
  }
}
