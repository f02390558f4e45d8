package org.iamaudit.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
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
    return file.toString().endsWith(".xlsx") ? sheets(file) : findings(file);
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

  private static Map<String, Integer> findings(Path file) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      int rows = 0;
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals("findings");
        json.nextToken();
        while (wanted && json.nextToken() == JsonToken.START_OBJECT) {
          json.skipChildren();
          rows++;
        }
        json.skipChildren();
      }
      return Map.of("findings", rows);
    }
  }
}
