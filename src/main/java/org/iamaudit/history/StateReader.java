package org.iamaudit.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;

/** Reads the states that packages left. */
final class StateReader {
  private static final String STATES =
      """
      select s.* from finding_state s
        join evidence_package p on p.package_no = s.package_no
       where p.run_id = ? and s.account_id = ?
      """;

  private final Connection connection;
  private final PackageStore packages;

  StateReader(Connection connection, PackageStore packages) {
    this.connection = connection;
    this.packages = packages;
  }

  /** What a package left of an account; nothing if it is not known. */
  AccountState read(String runId, AccountId account) throws SQLException {
    List<AccountLine> lines =
        packages.lines("p.run_id = ? and a.account_id = ?", runId, account.digits());
    if (lines.isEmpty()) {
      return AccountState.NONE;
    }
    SortedMap<String, FindingState> findings = new TreeMap<>();
    Rows.select(connection, STATES, StateReader::state, runId, account.digits())
        .forEach(state -> findings.put(state.fingerprint(), state));
    AccountLine line = lines.get(0);
    return new AccountState(
        Optional.of(new Previous(runId, line.asOf())),
        line.rules(),
        findings,
        earlierRules(line, findings.values()));
  }

  /** What judged the findings that the run did not evaluate, by when they were last seen. */
  private Map<Instant, Rules> earlierRules(AccountLine run, Collection<FindingState> findings)
      throws SQLException {
    Set<Instant> wanted =
        findings.stream()
            .filter(f -> f.condition() == FindingState.Condition.NOT_EVALUATED)
            .map(FindingState::lastSeen)
            .collect(Collectors.toSet());
    Map<Instant, Rules> earlier = new HashMap<>();
    Optional<String> previous = run.previousRun();
    while (!wanted.isEmpty() && previous.isPresent()) {
      Optional<AccountLine> line =
          packages
              .lines("p.run_id = ? and a.account_id = ?", previous.get(), run.account().digits())
              .stream()
              .findFirst();
      line.filter(l -> wanted.remove(l.asOf())).ifPresent(l -> earlier.put(l.asOf(), l.rules()));
      previous = line.flatMap(AccountLine::previousRun);
    }
    return earlier;
  }

  private static FindingState state(ResultSet row) throws SQLException {
    return new FindingState(
        row.getString("fingerprint"),
        row.getString("code"),
        new PrincipalRef(
            row.getString("kind"),
            row.getString("name"),
            row.getString("arn"),
            row.getString("unique_id")),
        Rows.text(row, "baseline"),
        FindingState.Condition.valueOf(row.getString("condition")),
        Severity.valueOf(row.getString("severity")),
        Standing.Disposition.valueOf(row.getString("disposition")),
        Rows.text(row, "waiver"),
        Rows.instant(row, "first_seen"),
        Rows.instant(row, "last_seen"),
        row.getInt("runs_seen"),
        Rows.text(row, "reason").orElse(""));
  }
}
