package org.iamaudit.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.snapshot.Gap;

/** What the workbook is, whether it is complete, and what is in it. */
final class CoverSheet {
  static final String NAME = "Cover";
  private static final int MAX_GAPS = 20;

  private final Rendering rendering;
  private final AuditResult result;
  private final FormWriter form;

  private CoverSheet(Rendering rendering, SXSSFSheet sheet) {
    this.rendering = rendering;
    this.result = rendering.result();
    this.form = new FormWriter(rendering.book(), sheet, 32, 60, 14);
  }

  /** Fills the sheet; after all others, since it lists them. */
  static void write(Rendering rendering, SXSSFSheet sheet) {
    CoverSheet cover = new CoverSheet(rendering, sheet);
    cover.head();
    cover.facts();
    cover.index();
  }

  static String title(Rendering rendering) {
    return "IAM permission audit, " + rendering.period().title();
  }

  private void head() {
    form.heading(Look.TITLE, (result.complete() ? "" : "PARTIAL: ") + title(rendering), 34);
    if (!result.organization().isEmpty()) {
      form.heading(Look.SUBTITLE, result.organization(), 20);
    }
    boolean complete = result.complete();
    form.blank().line().text(0, Look.KEY, "Result");
    form.text(
        1,
        complete ? Look.GOOD : Look.BAD,
        complete
            ? "COMPLETE: everything in scope was read"
            : "PARTIAL: some of what is in scope could not be read");
    List<String> gaps = gaps();
    for (String gap : gaps.subList(0, Math.min(MAX_GAPS, gaps.size()))) {
      form.entry("Not read", gap);
    }
    if (gaps.size() > MAX_GAPS) {
      form.entry("Not read", (gaps.size() - MAX_GAPS) + " more, all on sheet Scope");
    }
  }

  /** Every account that is not there, and every gap once, with the accounts that have it. */
  private List<String> gaps() {
    Map<Gap, List<String>> accounts = new LinkedHashMap<>();
    for (AccountResult account : result.accounts()) {
      for (Gap gap : account.gaps()) {
        accounts
            .computeIfAbsent(gap, g -> new ArrayList<>())
            .add(account.snapshot().account().digits());
      }
    }
    List<String> lines = new ArrayList<>();
    for (NotAudited account : result.notAudited()) {
      lines.add("account " + account.label() + ": not audited: " + account.reason());
    }
    accounts.forEach((gap, ids) -> lines.add(where(ids) + ScopeSheet.text(gap)));
    return lines;
  }

  private String where(List<String> accounts) {
    if (result.accounts().size() == 1) {
      return "";
    }
    return accounts.size() == result.accounts().size()
        ? "all accounts, "
        : accounts.size() > 3
            ? accounts.size() + " accounts, "
            : String.join(", ", accounts) + ", ";
  }

  private void facts() {
    form.section("This report", 3);
    form.entry("Title", title(rendering));
    form.entry("Organization", result.organization());
    form.line().text(0, Look.KEY, "Period start (UTC)").moment(1, rendering.period().start());
    form.line().text(0, Look.KEY, "Period end (UTC)").moment(1, rendering.period().end());
    form.line().text(0, Look.KEY, "As of (UTC)").moment(1, result.asOf());
    id("Run ID", result.runId());
    form.entry("Run started/finished (UTC)", "manifest.json: startedAt, finishedAt");
    form.entry("Supersedes", rendering.supersedes().orElse("none"));
    form.entry("Accounts in scope/scanned/failed", accounts());
    Totals totals = rendering.totals();
    form.entry(
        "Principals evaluated",
        "%d of %d from every source; the policies of %d were read in full"
            .formatted(totals.evaluated(), totals.principals(), totals.policiesRead()));
    form.entry("Open findings by severity", openFindings(totals));
    id("Product version", result.productVersion());
    id("Rule set version", result.productVersion());
    form.entry("Mapping version", mappings());
    id("Catalogue version", result.catalogVersion());
    String collectors =
        result.accounts().stream()
            .flatMap(a -> a.snapshot().provenance().collectedBy().stream())
            .distinct()
            .limit(3)
            .collect(Collectors.joining("\n"));
    form.entry("Executed as", collectors.isEmpty() ? "not recorded in the snapshot" : collectors);
    form.entry("Host", "manifest.json: host");
    id("Findings SHA-256", rendering.findingsSha256().get());
    id("Raw data SHA-256", Sha256Sums.hash(result.inputs()));
    form.entry("Classification", result.classification());
    id("Retain until", ReportPeriod.after(result.asOf(), result.retention()).toString());
  }

  private String mappings() {
    return result.frameworks().stream()
        .map(name -> name + ", mapping " + ControlMapping.of(name).mappingVersion())
        .collect(Collectors.joining("\n"));
  }

  private void id(String key, String value) {
    form.line().text(0, Look.KEY, key).text(1, Look.ID, value);
  }

  private String accounts() {
    long complete = result.accounts().stream().filter(a -> a.gaps().isEmpty()).count();
    int read = result.accounts().size();
    int left = result.notAudited().size();
    String named =
        read > 5
            ? ""
            : result.accounts().stream()
                .map(a -> "\n" + a.snapshot().account() + " " + a.name())
                .collect(Collectors.joining());
    return "%d in scope, %d read in full, %d with gaps%s%s"
        .formatted(
            read + left,
            complete,
            read - complete,
            left == 0 ? "" : ", " + left + " not audited",
            named);
  }

  private static String openFindings(Totals totals) {
    return totals.open().size()
        + " in all: "
        + totals.bySeverity().entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
  }

  private void index() {
    form.section("Sheets", 3);
    form.header(2, "Sheet", "What it shows", "Rows");
    for (Book.Part part : rendering.book().parts()) {
      form.line().link(0, part.name(), "'" + part.name() + "'!A1");
      form.text(1, Look.TEXT, part.holds());
      if (part.rows().isPresent()) {
        form.number(2, part.rows().getAsInt());
      } else {
        form.text(2, Look.TEXT, "");
      }
    }
  }
}
