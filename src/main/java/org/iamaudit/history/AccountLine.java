package org.iamaudit.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.RunHistory.Counts;
import org.iamaudit.finding.Severity;

/**
 * One account of a package on one line: what became of it, without its findings.
 *
 * @param result {@code COMPLETE}, {@code PARTIAL}, {@code NOT_AUDITED}, {@code OUT_OF_SCOPE}
 * @param folder of the package, in the directory of reports
 * @param open open findings, every severity present
 */
public record AccountLine(
    String runId,
    Instant asOf,
    String folder,
    AccountId account,
    String name,
    String result,
    int principals,
    Optional<String> previousRun,
    Optional<String> supersedes,
    Rules rules,
    Map<Severity, Integer> open,
    Counts counts) {

  /** How many findings are open. */
  public int openInAll() {
    return open.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether anything was read: only then the open findings are all that there were. */
  public boolean isAudited() {
    return !result.equals("NOT_AUDITED") && !result.equals("OUT_OF_SCOPE");
  }

  static AccountLine of(ResultSet row) throws SQLException {
    return new AccountLine(
        row.getString("run_id"),
        Rows.instant(row, "as_of"),
        row.getString("folder"),
        new AccountId(row.getString("account_id")),
        row.getString("name"),
        row.getString("result"),
        row.getInt("principals"),
        Rows.text(row, "previous_run_id"),
        Rows.text(row, "supersedes_run_id"),
        rules(row.getString("rules")),
        open(row),
        new Counts(
            row.getInt("count_new"),
            row.getInt("count_persisting"),
            row.getInt("count_reopened"),
            row.getInt("count_resolved"),
            row.getInt("count_excepted"),
            row.getInt("count_not_evaluated")));
  }

  private static Map<Severity, Integer> open(ResultSet row) throws SQLException {
    Map<Severity, Integer> open = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      open.put(severity, row.getInt("open_" + severity.name().toLowerCase(java.util.Locale.ROOT)));
    }
    return open;
  }

  private static Rules rules(String text) {
    TreeMap<String, String> values = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.lastIndexOf('=');
      values.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return new Rules(values);
  }
}
