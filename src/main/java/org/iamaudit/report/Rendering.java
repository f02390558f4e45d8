package org.iamaudit.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Finding;

/**
 * What every sheet is made from: the result, its totals, and where rows stand that others link to.
 *
 * @param findingRows by finding id
 * @param principalRows by ARN
 * @param comparisonRows where the rows of a principal begin, by ARN; filled by the comparison sheet
 * @param comparedFindings where the rows of a finding begin on the comparison sheet, by id; filled
 *     by it
 * @param comparisonCsv receives the rows of the comparison sheet too
 * @param services filled by the comparison sheet, read by the summary
 * @param supersedes the run of the same accounts and as-of time whose place this one takes
 * @param findingsSha256 of the bytes of {@code findings.json}, which may still be written
 */
record Rendering(
    Book book,
    AuditResult result,
    Totals totals,
    Places findingRows,
    Places principalRows,
    Map<String, String> comparisonRows,
    Map<String, String> comparedFindings,
    CsvFile comparisonCsv,
    ServiceVerdicts services,
    Supplier<String> findingsSha256,
    Optional<String> supersedes) {

  static Rendering of(
      Book book,
      AuditResult result,
      CsvFile comparisonCsv,
      Supplier<String> findingsSha256,
      Optional<String> supersedes) {
    Rendering rendering =
        new Rendering(
            book,
            result,
            Totals.of(result),
            new Places("Findings", book.limits()),
            new Places("Principals", book.limits()),
            new HashMap<>(),
            new HashMap<>(),
            comparisonCsv,
            new ServiceVerdicts(),
            findingsSha256,
            supersedes);
    rendering.findings().forEach(f -> rendering.findingRows.add(f.finding().id()));
    for (AccountResult account : result.accounts()) {
      PrincipalsSheet.arns(account).forEach(rendering.principalRows::add);
    }
    return rendering;
  }

  /** A finding and the account it is in. */
  record Located(AccountResult account, Finding finding) {}

  /**
   * Worst first: a locked sheet cannot be sorted by its reader. Within a severity as the accounts
   * have them.
   */
  List<Located> findings() {
    List<Located> all = new ArrayList<>();
    for (AccountResult account : result.accounts()) {
      account.findings().forEach(f -> all.add(new Located(account, f)));
    }
    all.sort(Comparator.comparing(l -> l.finding().severity()));
    return all;
  }

  ReportPeriod period() {
    return ReportPeriod.of(result.asOf());
  }

  /** Where the full text of a fact of this account is kept. */
  static String snapshot(AccountResult account) {
    return "snapshot of " + account.snapshot().account();
  }
}
