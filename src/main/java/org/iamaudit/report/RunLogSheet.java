package org.iamaudit.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.Provenance;

/** A row for each operation that was called, each step of the run, and each thing that failed. */
final class RunLogSheet {
  private static final List<Column> COLUMNS =
      List.of(
          Column.date("Time (UTC)"),
          Column.id("Account ID", 15),
          Column.text("Region", 14),
          Column.text("Phase", 12),
          Column.text("Operation", 40),
          Column.number("Calls", 8),
          Column.number("Pages", 8),
          Column.number("Items", 9),
          Column.number("Throttled", 10),
          Column.number("Errors", 8),
          Column.wrap("First/last AWS request ID", 40),
          Column.wrap("Message", 60));

  private final SheetWriter out;

  private RunLogSheet(SheetWriter out) {
    this.out = out;
  }

  static void write(Rendering rendering) {
    Highlights highlights = new Highlights().bad("Phase", "error").bad("Phase", "gap");
    SheetWriter writer =
        new SheetWriter(
            rendering.book(), "Run log", "each call, step and failure", COLUMNS, highlights);
    RunLogSheet sheet = new RunLogSheet(writer);
    rendering.result().accounts().forEach(sheet::account);
    for (NotAudited account : rendering.result().notAudited()) {
      String id = account.account().digits();
      boolean failed = !account.suspended();
      sheet.begin(Optional.empty(), id, failed ? "error" : "left out", "collect").nothing(4);
      writer.number(failed ? 1 : 0).nothing().text(account.reason());
    }
    writer.end();
  }

  private void account(AccountResult account) {
    AccountSnapshot snapshot = account.snapshot();
    String id = snapshot.account().digits();
    Provenance provenance = snapshot.provenance();
    for (Provenance.Call call : provenance.calls()) {
      begin(
          provenance.finished(),
          id,
          call.region().orElse(""),
          "collect",
          call.service() + ":" + call.operation());
      out.number(call.count()).nothing(4);
      out.text(requests(call)).nothing();
    }
    step(id, "read", "snapshot", snapshot.fileHashes().size(), "files, each with its SHA-256");
    step(id, "compare", "principals", account.principals().size(), "users and roles");
    step(id, "compare", "findings", account.findings().size(), "findings");
    for (Gap gap : account.gaps()) {
      boolean failed = ScopeSheet.isError(gap);
      begin(Optional.empty(), id, failed ? "error" : "gap", gap.kind().name()).nothing(4);
      out.number(failed ? 1 : 0).nothing().text(ScopeSheet.text(gap));
    }
  }

  private void step(String account, String phase, String operation, long items, String message) {
    begin(Optional.empty(), account, phase, operation).nothing(2);
    out.number(items).nothing(3).text(message);
  }

  private SheetWriter begin(
      Optional<Instant> time, String account, String phase, String operation) {
    return begin(time, account, "", phase, operation);
  }

  private SheetWriter begin(
      Optional<Instant> time, String account, String region, String phase, String operation) {
    return out.row("manifest.json sources")
        .date(time)
        .text(account)
        .text(region)
        .text(phase)
        .text(operation);
  }

  private static String requests(Provenance.Call call) {
    String first = call.firstRequestId().orElse("");
    String last = call.lastRequestId().orElse("");
    return first.equals(last) ? first : first + "\n" + last;
  }
}
