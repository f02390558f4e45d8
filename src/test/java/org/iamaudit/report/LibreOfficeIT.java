package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LibreOffice, where it is installed, opens the sample and saves it with every fact it had. */
class LibreOfficeIT {
  private static final int MINUTES = 5;

  /** LibreOffice writes fifteen digits of a fraction. */
  private static final MathContext DIGITS = new MathContext(14);

  @TempDir Path directory;

  @Test
  void everyCellSurvivesSavingAgain() throws Exception {
    assumeTrue(isInstalled(), "there is no `soffice` on the path");
    Path sample = sample();

    Path copy = saveAgain(sample);

    try (XSSFWorkbook before = open(sample);
        XSSFWorkbook after = open(copy)) {
      assertThat(after).extracting(Sheet::getSheetName).isEqualTo(names(before));
      for (Sheet sheet : before) {
        List<String> saved = facts(after.getSheet(sheet.getSheetName()));
        List<String> lost = new ArrayList<>(facts(sheet));
        assertThat(saved).as(sheet.getSheetName()).hasSameSizeAs(lost);
        lost.removeAll(new HashSet<>(saved));
        assertThat(lost).as(sheet.getSheetName()).isEmpty();
      }
    }
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "soffice")));
  }

  private static Path sample() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("reports/sample"))) {
      return files.filter(f -> f.toString().endsWith(".xlsx")).findFirst().orElseThrow();
    }
  }

  private Path saveAgain(Path workbook) throws IOException, InterruptedException {
    Process office =
        new ProcessBuilder(
                "soffice",
                "--headless",
                "-env:UserInstallation=" + directory.resolve("profile").toUri(),
                "--convert-to",
                "xlsx",
                "--outdir",
                directory.toString(),
                workbook.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log.txt").toFile())
            .start();
    try {
      assertThat(office.waitFor(MINUTES, TimeUnit.MINUTES)).as("in time").isTrue();
    } finally {
      office.destroyForcibly();
    }
    return directory.resolve(workbook.getFileName());
  }

  private static XSSFWorkbook open(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new XSSFWorkbook(in);
    }
  }

  private static List<String> names(XSSFWorkbook workbook) {
    List<String> names = new ArrayList<>();
    workbook.forEach(sheet -> names.add(sheet.getSheetName()));
    return names;
  }

  /** Address, type and value of each cell that says something, and where it leads. */
  private static List<String> facts(Sheet sheet) {
    List<String> facts = new ArrayList<>();
    Map<CellAddress, String> links = new HashMap<>(); // a cell would look through all each time
    for (Hyperlink link : sheet.getHyperlinkList()) {
      for (int row = link.getFirstRow(); row <= link.getLastRow(); row++) {
        links.put(new CellAddress(row, link.getFirstColumn()), place(link));
      }
    }
    for (Row row : sheet) {
      for (Cell cell : row) {
        boolean empty =
            cell.getCellType() == CellType.BLANK
                || cell.getCellType() == CellType.STRING && cell.getStringCellValue().isEmpty();
        if (!empty) {
          facts.add(
              cell.getAddress() + " " + value(cell) + links.getOrDefault(cell.getAddress(), ""));
        }
      }
    }
    return facts;
  }

  private static String value(Cell cell) {
    return switch (cell.getCellType()) {
      case STRING -> "text " + cell.getStringCellValue();
      case NUMERIC ->
          DateUtil.isCellDateFormatted(cell)
              ? "date " + cell.getLocalDateTimeCellValue()
              : "number " + new BigDecimal(cell.getNumericCellValue(), DIGITS);
      case FORMULA -> "formula = " + cell.getNumericCellValue();
      default -> throw new AssertionError(cell.getAddress() + " is a " + cell.getCellType());
    };
  }

  /** LibreOffice leaves out quotes that a sheet's name does not need. */
  private static String place(Hyperlink link) {
    return " -> " + link.getAddress().replace("'", "").replace("#", "");
  }
}
