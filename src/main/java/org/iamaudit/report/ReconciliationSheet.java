package org.iamaudit.report;

import java.util.List;
import java.util.stream.Collectors;

/** A row for each account and kind of object: whether all sources count the same. */
final class ReconciliationSheet {
  private static final List<Column> COLUMNS =
      List.of(
          Column.id("Account ID", 15),
          Column.text("Object", 18),
          Column.number("Count A source summary", 14),
          Column.number("Count B listing", 12),
          Column.number("Count C credential report", 18),
          Column.number("Loaded", 10),
          Column.number("Reported", 10),
          Column.number("Difference", 11),
          Column.wrap("Explanation", 60),
          Column.text("Result", 14),
          Column.number("Reported, counted live", 14));

  private ReconciliationSheet() {}

  static void write(Rendering rendering) {
    Highlights highlights =
        new Highlights()
            .good("Result", "TIED")
            .doubtful("Result", "EXPLAINED")
            .bad("Result", "DIFFERENCE");
    SheetWriter out =
        new SheetWriter(
            rendering.book(),
            "Reconciliation",
            "whether all sources count the same",
            COLUMNS,
            highlights);
    for (Reconciliation row : Reconciliation.of(rendering.result())) {
      out.row("manifest.json reconciliation").text(row.account()).text(row.object());
      out.number(row.summary()).number(row.listing()).number(row.credentialReport());
      out.number(row.listing()).number(row.reported()).number(row.difference());
      out.text(row.explanation()).text(row.result());
      formula(out, rendering, row);
    }
    out.end();
  }

  /** Counts the rows of the other sheets, wherever they went on. */
  private static void formula(SheetWriter out, Rendering rendering, Reconciliation row) {
    if (row.reported().isEmpty()) {
      out.nothing();
      return;
    }
    String kind = row.object().substring(0, row.object().length() - 1);
    boolean accounts = row.object().equals("accounts");
    String formula =
        rendering.book().parts().stream()
            .map(Book.Part::name)
            .filter(name -> name.matches((accounts ? "Scope" : "Principals") + "( \\(\\d+\\))?"))
            .map(
                name ->
                    accounts
                        ? "COUNTIFS('" + name + "'!$J:$J,\">=0\")"
                        : "COUNTIFS('%s'!$B:$B,$A%d,'%s'!$D:$D,\"%s\")"
                            .formatted(name, out.rowNumber(), name, kind))
            .collect(Collectors.joining("+"));
    out.formula(formula, row.reported().get());
  }
}
