package org.iamaudit.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iamaudit.policy.Quoted;

/**
 * Reads {@code service-last-accessed.jsonl}, a line a principal. A line that cannot be read is left
 * out with its reason and the others go on: one failed job of AWS must not hide all others.
 *
 * <p>Two lines of one ARN contradict each other, so that neither is used.
 */
final class LastAccessedReader {
  private static final Pattern ARN = Pattern.compile("\"Arn\"\\s*:\\s*\"([^\"\\\\]+)\"");

  private final LastAccessedLine line = new LastAccessedLine();
  private final Map<String, LastAccessed> reports = new LinkedHashMap<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();
  private final Map<String, Integer> lineOf = new HashMap<>();

  private LastAccessedReader() {}

  static LastAccessedFile read(InputStream in) throws IOException {
    LastAccessedReader reader = new LastAccessedReader();
    LineReader lines = new LineReader(Utf16.asUtf8(in));
    while (lines.next()) {
      if (!lines.isBlank()) {
        reader.line(lines);
      }
    }
    return new LastAccessedFile(reader.reports, reader.unreadable);
  }

  private void line(LineReader lines) throws IOException {
    try {
      LastAccessed report =
          JsonInput.readLine(
              LastAccessedFile.NAME,
              lines.number(),
              lines.buffer(),
              lines.offset(),
              lines.length(),
              line::read);
      keep(report, lines.number());
    } catch (SnapshotException e) {
      unreadable.put(arn(lines), e.getMessage());
    }
  }

  private void keep(LastAccessed report, int number) {
    Integer earlier = lineOf.putIfAbsent(report.arn(), number);
    if (earlier == null) {
      reports.put(report.arn(), report);
    } else {
      reports.remove(report.arn());
      unreadable.put(
          report.arn(),
          Quoted.of(LastAccessedFile.NAME)
              + " has two reports of it, on lines "
              + earlier
              + " and "
              + number
              + ", so that neither is used");
    }
  }

  private static String arn(LineReader lines) {
    Matcher arn =
        ARN.matcher(
            new String(
                lines.buffer(), lines.offset(), lines.length(), StandardCharsets.ISO_8859_1));
    return arn.find() ? arn.group(1) : "line " + lines.number();
  }
}
