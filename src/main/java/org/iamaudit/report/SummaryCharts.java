package org.iamaudit.report;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrossBetween;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisOrientation;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.AxisTickMark;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.BarGrouping;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.xmlbeans.XmlCursor;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Verdict;

/**
 * The charts beside the tables of Summary. They point at the cells of the tables and carry the
 * values too, since the cells are streamed. Every series or point has its own solid fill: without
 * one LibreOffice draws nothing.
 */
final class SummaryCharts {
  private static final int COLUMN = 11;
  private static final int WIDTH = 14;
  private static final String NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart";

  private final XSSFSheet sheet;
  private final XSSFDrawing drawing;
  private int bottom;

  SummaryCharts(XSSFSheet sheet) {
    this.sheet = sheet;
    this.drawing = sheet.createDrawingPatriarch();
  }

  /** The first line below all charts. */
  int bottom() {
    return bottom;
  }

  /** A column for each severity, made of what its findings were in the run before. */
  void severities(int firstRow, List<SeverityLine> lines, List<String> statuses) {
    CellRangeAddress names = new CellRangeAddress(firstRow, firstRow + lines.size() - 1, 0, 0);
    XSSFChart chart =
        chart(
            "Findings by severity and status",
            "Stacked column chart of new, persisting and reopened findings: "
                + lines.stream()
                    .map(l -> l.severity() + " " + l.counts().subList(1, 4))
                    .collect(Collectors.joining(", ")),
            new CellAddress(firstRow - 1, COLUMN),
            16);
    XDDFBarChartData data = stack(chart, BarDirection.COL);
    XDDFCategoryDataSource severities =
        categories(lines.stream().map(l -> l.severity().name()), names);
    for (int i = 0; i < statuses.size(); i++) {
      int column = i + 1;
      series(
          data,
          severities,
          statuses.get(i),
          lines.stream().map(l -> l.counts().get(column)),
          beside(names, column + 1),
          Palette.STATUSES.get(i));
    }
    finish(chart, data);
  }

  /** A column for each month, made of the severities. */
  void trend(int firstRow, List<RunHistory.Point> points) {
    CellRangeAddress names = new CellRangeAddress(firstRow, firstRow + points.size() - 1, 0, 0);
    XSSFChart chart =
        chart(
            "Open findings, month by month",
            "Stacked column chart of the open findings by severity: "
                + points.stream()
                    .map(p -> p.month() + " " + p.open())
                    .collect(Collectors.joining(", ")),
            new CellAddress(firstRow - 1, COLUMN),
            16);
    XDDFBarChartData data = stack(chart, BarDirection.COL);
    XDDFCategoryDataSource months = categories(points.stream().map(p -> p.month() + ""), names);
    for (Severity severity : Severity.values()) {
      series(
          data,
          months,
          severity.name(),
          points.stream().map(p -> (long) p.open().get(severity)),
          beside(names, severity.ordinal() + 2),
          Palette.fill(severity));
    }
    finish(chart, data);
  }

  /** A bar for each service, made of the verdicts that occur. */
  void services(int firstRow, List<ServiceVerdicts.Line> lines, List<Verdict> verdicts) {
    CellRangeAddress names = new CellRangeAddress(firstRow, firstRow + lines.size() - 1, 0, 0);
    XSSFChart chart =
        chart(
            "Verdicts by service (actions)",
            "Stacked bar chart of the actions by verdict for "
                + lines.stream().map(ServiceVerdicts.Line::service).toList(),
            new CellAddress(firstRow - 1, COLUMN),
            Math.max(18, lines.size() + 8));
    XDDFBarChartData data = stack(chart, BarDirection.BAR);
    data.getCategoryAxis().setOrientation(AxisOrientation.MAX_MIN);
    XDDFCategoryDataSource services =
        categories(lines.stream().map(ServiceVerdicts.Line::service), names);
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      if (lines.stream().anyMatch(line -> line.of(verdict) != 0)) {
        series(
            data,
            services,
            verdict.text(),
            lines.stream().map(line -> line.of(verdict)),
            beside(names, i + 1),
            Palette.fill(verdict));
      }
    }
    finish(chart, data);
  }

  private static XDDFBarChartData stack(XSSFChart chart, BarDirection direction) {
    chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
    XDDFBarChartData data = bars(chart, direction);
    data.setBarGrouping(BarGrouping.STACKED);
    data.setGapWidth(50);
    return data;
  }

  private XDDFCategoryDataSource categories(Stream<String> texts, CellRangeAddress cells) {
    return XDDFDataSourcesFactory.fromArray(
        texts.toArray(String[]::new), cells.formatAsString(sheet.getSheetName(), true));
  }

  private static void series(
      XDDFBarChartData data,
      XDDFCategoryDataSource categories,
      String title,
      Stream<Long> values,
      String cells,
      String colour) {
    XDDFChartData.Series series =
        data.addSeries(
            categories, XDDFDataSourcesFactory.fromArray(values.toArray(Long[]::new), cells));
    series.setTitle(title);
    series.setFillProperties(fill(colour));
  }

  private static void finish(XSSFChart chart, XDDFBarChartData data) {
    chart.plot(data);
    overlap(chart);
  }

  /**
   * Puts the bars of a stack on top of each other. The small schema library knows no type for the
   * element, so that it is written as it is, where the schema wants it: before the axes.
   */
  private static void overlap(XSSFChart chart) {
    try (XmlCursor cursor =
        chart.getCTChart().getPlotArea().getBarChartArray(0).getAxIdArray(0).newCursor()) {
      cursor.beginElement("overlap", NAMESPACE);
      cursor.insertAttributeWithValue("val", "100");
    }
  }

  private XSSFChart chart(String title, String description, CellAddress at, int rows) {
    bottom = at.getRow() + rows;
    XSSFChart chart =
        drawing.createChart(
            drawing.createAnchor(
                0,
                0,
                0,
                0,
                at.getColumn(),
                at.getRow(),
                at.getColumn() + WIDTH,
                at.getRow() + rows));
    chart.setTitleText(CellText.clean(title));
    chart.setTitleOverlay(false);
    chart
        .getCTChart()
        .getTitle()
        .getTx()
        .getRich()
        .getPArray(0)
        .getRArray(0)
        .getRPr()
        .setLang("en-US");
    chart
        .getGraphicFrame()
        .getCTGraphicalObjectFrame()
        .getNvGraphicFramePr()
        .getCNvPr()
        .setDescr(CellText.clean(description));
    return chart;
  }

  private static XDDFBarChartData bars(XSSFChart chart, BarDirection direction) {
    boolean columns = direction == BarDirection.COL;
    XDDFCategoryAxis categories =
        chart.createCategoryAxis(columns ? AxisPosition.BOTTOM : AxisPosition.LEFT);
    XDDFValueAxis values = chart.createValueAxis(columns ? AxisPosition.LEFT : AxisPosition.TOP);
    values.setCrosses(AxisCrosses.AUTO_ZERO);
    values.setMinimum(0);
    values.setNumberFormat("#,##0");
    chart.getCTChart().getPlotArea().getValAxArray(0).getNumFmt().setSourceLinked(false);
    values.setCrossBetween(AxisCrossBetween.BETWEEN);
    values.setMajorTickMark(AxisTickMark.NONE);
    categories.setMajorTickMark(AxisTickMark.NONE);
    values
        .getOrAddMajorGridProperties()
        .setLineProperties(new XDDFLineProperties(fill(Palette.RULE)));
    XDDFBarChartData data = (XDDFBarChartData) chart.createData(ChartTypes.BAR, categories, values);
    data.setBarDirection(direction);
    data.setVaryColors(false);
    return data;
  }

  private String beside(CellRangeAddress names, int columns) {
    return new CellRangeAddress(names.getFirstRow(), names.getLastRow(), columns, columns)
        .formatAsString(sheet.getSheetName(), true);
  }

  private static XDDFSolidFillProperties fill(String hex) {
    return new XDDFSolidFillProperties(XDDFColor.from(HexFormat.of().parseHex(hex)));
  }
}
