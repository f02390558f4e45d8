package org.iamaudit.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.poi.ss.usermodel.Footer;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.iamaudit.finding.AuditResult;

/**
 * A workbook being written: the stream behind it, the shared styles, the page set-up of every
 * sheet, and what happened that cover and Method must tell.
 */
final class Book implements AutoCloseable {
  /**
   * A sheet that is part of the index.
   *
   * @param holds what it shows
   * @param rows of data; empty: it is no table
   */
  record Part(String name, String holds, OptionalInt rows) {}

  private final SXSSFWorkbook workbook;
  private final Styles styles;
  private final Limits limits;
  private final String footer;
  private final String classification;
  private final List<Part> parts = new ArrayList<>();
  private final TreeSet<String> unlinked = new TreeSet<>();
  private int links;
  private int linksKept;
  private int cutCells;
  private int quotedCells;
  private String current = "";

  Book(AuditResult result, Limits limits) {
    this(
        ReportPeriod.of(result.asOf()) + " · run " + result.runId(),
        result.classification(),
        limits);
  }

  /**
   * @param label what every footer says beside the name of the sheet
   */
  Book(String label, String classification, Limits limits) {
    this.workbook = new StreamedWorkbook();
    this.styles = new Styles(workbook.getXSSFWorkbook());
    this.limits = limits;
    this.footer = "&A · " + literal(label);
    this.classification = literal(classification);
  }

  /** {@code &} begins a code in a footer, whose length Excel limits to 255. */
  private static String literal(String text) {
    String clean = CellText.clean(text).replaceAll("\\R", " ");
    return clean.substring(0, Math.min(clean.length(), 60)).replace("&", "&&");
  }

  /** A new empty sheet after the others: locked, and set up for printing. */
  SXSSFSheet sheet(String name, Page page) {
    SXSSFSheet sheet = workbook.createSheet(name);
    current = name;
    protect(sheet);
    page.setUp(sheet);
    Footer foot = sheet.getFooter();
    foot.setLeft(footer);
    foot.setCenter(classification);
    foot.setRight("page &P of &N");
    return sheet;
  }

  /** Against slips only; readers may filter, select, and change widths and heights. */
  private static void protect(SXSSFSheet sheet) {
    sheet.enableLocking();
    sheet.lockObjects(true);
    sheet.lockScenarios(true);
    sheet.lockAutoFilter(false);
    sheet.lockFormatColumns(false);
    sheet.lockFormatRows(false);
    sheet.lockSelectLockedCells(false);
    sheet.lockSelectUnlockedCells(false);
  }

  /** The sheet as the library holds it in memory, for what cannot be streamed. */
  XSSFSheet inMemory(SXSSFSheet sheet) {
    return workbook.getXSSFWorkbook().getSheet(sheet.getSheetName());
  }

  SXSSFWorkbook poi() {
    return workbook;
  }

  Styles styles() {
    return styles;
  }

  Limits limits() {
    return limits;
  }

  /** The sheet that is being written. */
  String current() {
    return current;
  }

  void writing(String sheet) {
    current = sheet;
  }

  /** In order of the index. */
  List<Part> parts() {
    return parts;
  }

  void add(Part part) {
    parts.add(part);
  }

  /** What the manifest says of it. */
  FileEntry.Cells cells() {
    Map<String, Integer> rows = new TreeMap<>();
    parts.stream()
        .filter(p -> p.rows().orElse(0) > 0)
        .forEach(p -> rows.put(p.name(), p.rows().getAsInt()));
    return new FileEntry.Cells(rows, quotedCells, cutCells);
  }

  /** Moves sheets from a place behind all others. */
  void moveBehind(int from, int count) {
    for (int i = 0; i < count; i++) {
      String name = workbook.getSheetName(from);
      workbook.setSheetOrder(name, workbook.getNumberOfSheets() - 1);
    }
    parts.sort(Comparator.comparing(part -> workbook.getSheetIndex(part.name())));
  }

  /** Sheets where some links are plain text, because there were too many. */
  List<String> unlinked() {
    return List.copyOf(unlinked);
  }

  /** From now on so many links are kept for sheets that are written later. */
  void keepLinks(int count) {
    linksKept = count;
  }

  /** Whether there is one more link for some sheet. */
  boolean takeLink() {
    boolean left = links < limits.allLinks() - linksKept;
    links += left ? 1 : 0;
    return left;
  }

  void linksEndOn(String sheet) {
    unlinked.add(sheet);
  }

  int cutCells() {
    return cutCells;
  }

  void cellWasCut() {
    cutCells++;
  }

  /** Cells whose text looks like a formula and is marked as text. */
  int quotedCells() {
    return quotedCells;
  }

  void cellWasQuoted() {
    quotedCells++;
  }

  /**
   * Closes the temporary files. Rows that were not written yet go first: the library would try that
   * after closing and log an error for each sheet. It would also write the workbook once more, into
   * memory, were the changes to it not given up.
   */
  @Override
  public void close() throws IOException {
    try {
      for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
        workbook.getSheetAt(i).flushRows();
      }
    } finally {
      workbook.getXSSFWorkbook().getPackage().revert();
      workbook.close();
    }
  }
}
