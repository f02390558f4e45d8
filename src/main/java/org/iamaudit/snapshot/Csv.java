package org.iamaudit.snapshot;

import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values as RFC 4180 has them. Lines end with CRLF or LF, the last one with or
 * without.
 */
final class Csv {
  private final String file;
  private final String text;
  private final List<Row> rows = new ArrayList<>();
  private int position;
  private int line = 1;

  /**
   * A record.
   *
   * @param line where it begins, from 1
   */
  record Row(int line, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }
  }

  private Csv(String file, String text) {
    this.file = file;
    this.text = text;
  }

  static List<Row> parse(String file, String text) {
    Csv csv = new Csv(file, text);
    while (csv.position < text.length()) {
      csv.row();
    }
    return csv.rows;
  }

  private void row() {
    int first = line;
    List<String> cells = new ArrayList<>();
    do {
      cells.add(at('"') ? quoted() : plain());
    } while (skip(','));
    skip('\r');
    if (!skip('\n') && position < text.length()) {
      throw SnapshotException.at(
          file, line, "expected a comma or the end of the line after a cell");
    }
    line++;
    rows.add(new Row(first, cells));
  }

  private String plain() {
    int start = position;
    while (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
      if (at('"')) {
        throw SnapshotException.at(file, line, "a quotation mark inside a cell without any");
      }
      position++;
    }
    return text.substring(start, position);
  }

  private String quoted() {
    StringBuilder cell = new StringBuilder();
    int first = line;
    position++;
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '"' && !skip('"')) {
        return cell.toString();
      }
      if (c == '\n') {
        line++;
      }
      cell.append(c);
    }
    throw SnapshotException.at(file, first, "a quotation mark is not closed; the file was cut off");
  }

  private boolean at(char c) {
    return position < text.length() && text.charAt(position) == c;
  }

  private boolean skip(char c) {
    boolean there = at(c);
    if (there) {
      position++;
    }
    return there;
  }
}
