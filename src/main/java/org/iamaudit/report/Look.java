package org.iamaudit.report;

import java.util.Locale;
import org.iamaudit.finding.Severity;

/** How a cell looks: the named styles that all sheets share. */
enum Look {
  HEADER("Header"),
  HEADER_NUMBER("Header.Number"),
  TEXT("Text"),
  WRAP("Text.Wrapped"),
  ID("Text.Id"),
  DATE("Date"),
  MOMENT("Date.Left"),
  NUMBER("Number"),
  COUNT("Number.Count"),
  PERCENT("Number.Percent"),
  FLAG("Text.Flag"),
  LINK("Text.Link"),
  TITLE("Head.Title"),
  SUBTITLE("Head.Subtitle"),
  HEADLINE("Head.Headline"),
  SECTION("Head.Section"),
  KEY("Text.Key"),
  NOTE("Text.Note"),
  GOOD("Result.Good"),
  BAD("Result.Bad"),
  CRITICAL("Sev.Critical"),
  HIGH("Sev.High"),
  MEDIUM("Sev.Medium"),
  LOW("Sev.Low"),
  INFO("Sev.Info");

  private final String styleName;

  Look(String styleName) {
    this.styleName = styleName;
  }

  String styleName() {
    return styleName;
  }

  static Look of(Severity severity) {
    return valueOf(severity.name().toUpperCase(Locale.ROOT));
  }
}
