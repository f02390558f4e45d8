package org.iamaudit.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFReader.SheetIterator;

/** Counts the rows of a file of a package, without the header, as its manifest counts them. */
final class RowCount {
  private RowCount() {}

  /** By sheet, or by the name of the list. */
  static Map<String, Integer> of(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".xlsx")) {
      return sheets(file);
    }
    return name.endsWith(".csv") ? Map.of(name.replace(".csv", ""), lines(file)) : items(file);
  }

  /** A line feed that is not within quotes ends a row. */
  private static int lines(Path csv) throws IOException {
    int rows = -1;
    boolean quoted = false;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(csv))) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '"') {
          quoted = !quoted;
        } else if (c == '\n' && !quoted) {
          rows++;
        }
      }
    }
    return rows;
  }

  private static Map<String, Integer> sheets(Path workbook) throws IOException {
    Map<String, Integer> rows = new TreeMap<>();
    try (OPCPackage zip = OPCPackage.open(workbook.toFile(), PackageAccess.READ)) {
      Iterator<InputStream> sheets = new XSSFReader(zip).getSheetsData();
      while (sheets.hasNext()) {
        try (InputStream sheet = sheets.next()) {
          rows.put(((SheetIterator) sheets).getSheetName(), elements(sheet, "row") - 1);
        }
      }
      return rows;
    } catch (OpenXML4JException | XMLStreamException e) {
      throw new IOException(workbook.getFileName() + ": " + e.getMessage(), e);
    }
  }

  private static int elements(InputStream in, String name) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader xml = factory.createXMLStreamReader(in, "UTF-8");
    int count = 0;
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(name)) {
        count++;
      }
    }
    return count;
  }

  /** The findings of a run, or the events of a list. */
  private static Map<String, Integer> items(Path file) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      if (json.nextToken() == JsonToken.START_ARRAY) {
        return Map.of("events", objects(json));
      }
      int rows = 0;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals("findings");
        json.nextToken();
        if (wanted) {
          rows = objects(json);
        } else {
          json.skipChildren();
        }
      }
      return Map.of("findings", rows);
    }
  }

  private static int objects(JsonParser json) throws IOException {
    int objects = 0;
    while (json.nextToken() == JsonToken.START_OBJECT) {
      json.skipChildren();
      objects++;
    }
    return objects;
  }
}
