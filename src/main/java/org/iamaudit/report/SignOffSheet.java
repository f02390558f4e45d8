package org.iamaudit.report;

import org.apache.poi.xssf.streaming.SXSSFSheet;

/** Where people sign. The program says who made the report; every other cell is left to them. */
final class SignOffSheet {
  static final String NAME = "Sign-off";
  private static final String TO_FILL = "________________________________________";

  private SignOffSheet() {}

  static void write(Rendering rendering, SXSSFSheet sheet) {
    FormWriter form = new FormWriter(rendering.book(), sheet, 26, 90);
    form.heading(Look.TITLE, NAME, 34);
    form.section("Statement", 2);
    form.entry(
        "Statement",
        "We have read the report of run "
            + rendering.result().runId()
            + " for "
            + rendering.period().title()
            + ", including what could not be read and what was excepted, and decided on the findings"
            + " that it lists.");
    form.section("Prepared by", 2);
    form.entry("System", "iamaudit " + rendering.result().productVersion());
    form.entry("Run", rendering.result().runId());
    form.entry("Findings SHA-256", rendering.findingsSha256().get());
    people(form, "Reviewed by");
    people(form, "Approved by");
    form.section("Exceptions noted", 2);
    for (int i = 0; i < 5; i++) {
      form.entry("", TO_FILL);
    }
    form.blank().line();
    form.text(0, Look.KEY, "Reminder");
    form.text(
        1,
        Look.WRAP,
        "Who reviews is not who prepared the configuration or the baselines, and who approves is not"
            + " who reviewed. Nobody signs for access of their own.");
  }

  private static void people(FormWriter form, String role) {
    form.section(role, 2);
    for (String field : new String[] {"Name", "Title", "Date", "Signature"}) {
      form.entry(field, TO_FILL);
    }
  }
}
