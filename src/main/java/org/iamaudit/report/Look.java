package org.iamaudit.report;

import java.util.Locale;
import org.iamaudit.finding.Severity;

/** How a cell looks: the named styles that all sheets share. */
enum Look {
  HEADER("Header"),
  TEXT("Text"),
  WRAP("Text.Wrapped"),
  ID("Text.Id"),
  DATE("Date"),
  NUMBER("Number"),
  PERCENT("Percent"),
  FLAG("Flag"),
  LINK("Link"),
  TITLE("Title"),
  SUBTITLE("Subtitle"),
  HEADLINE("Headline"),
  SECTION("Section"),
  KEY("Key"),
  NOTE("Note"),
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
