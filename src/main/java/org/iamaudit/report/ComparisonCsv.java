package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.ComparisonRow;

/** {@code comparison.csv}: the rows of sheet Comparison, uncut; streamed like it. */
final class ComparisonCsv {
  static final String FILE = "comparison.csv";

  private static final List<String> HEADER =
      List.of(
          "account_id",
          "principal",
          "kind",
          "arn",
          "verdict",
          "conditional",
          "service",
          "access_level",
          "action_count",
          "actions",
          "resources",
          "except_resources",
          "conditions",
          "granted_by",
          "via",
          "also_affects",
          "baseline",
          "required_by",
          "use_state",
          "last_used",
          "use_source",
          "blocked_by",
          "witness_request",
          "suggested_edit",
          "finding_id");

  private ComparisonCsv() {}

  static CsvFile begin(Path file) throws IOException {
    return new CsvFile("comparison", file, HEADER);
  }

  static CsvRows rows(AccountResult account, List<ComparisonRow> rows) {
    CsvRows out = new CsvRows(HEADER.size());
    rows.forEach(row -> row(out, account, row));
    return out;
  }

  private static void row(CsvRows out, AccountResult account, ComparisonRow row) {
    out.value(account.snapshot().account().digits()).value(row.principal().name());
    out.value(row.principal().kind()).value(row.principal().arn()).value(row.verdict().text());
    out.value(row.conditional()).value(row.service()).value(row.accessLevel().text());
    out.value(row.actionCount()).value(row.actions()).value(row.resources());
    out.value(row.exceptResources()).value(row.conditions()).value(row.grantedBy());
    out.value(row.via()).value(row.alsoAffects()).value(row.baseline()).value(row.requiredBy());
    out.value(row.use().state().name()).value(row.use().lastUsed()).value(row.use().source());
    out.value(row.blockedBy()).value(row.witness()).value(row.suggestedEdit());
    out.value(row.findingId()).endRow();
  }
}
