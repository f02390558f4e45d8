package org.iamaudit.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.Severity;

/**
 * Evidence packages and the states they left. Rows are added, never changed: what a package left
 * stays what it was, and a run of an older moment finds the state of its own time.
 */
final class PackageStore {
  private static final int BATCH = 1_000;
  private static final String LATEST =
      """
      select p.run_id, p.as_of from evidence_package p
        join package_account a on a.package_no = p.package_no
       where a.account_id = ? and p.as_of %s ?
         and not exists (select 1 from package_account s
              where s.account_id = a.account_id and s.supersedes_run_id = p.run_id)
       order by p.as_of desc, p.package_no desc limit 1
      """;

  private final Connection connection;

  PackageStore(Connection connection) {
    this.connection = connection;
  }

  /** Of the packages of an earlier moment that nothing superseded, the last. */
  Optional<Previous> before(AccountId account, Instant asOf) throws SQLException {
    return latest("<", account, asOf);
  }

  /** The package of that very moment that nothing superseded. */
  Optional<String> at(AccountId account, Instant asOf) throws SQLException {
    return latest("=", account, asOf).map(Previous::runId);
  }

  private Optional<Previous> latest(String comparison, AccountId account, Instant asOf)
      throws SQLException {
    return Rows.select(
            connection,
            LATEST.formatted(comparison),
            row -> new Previous(row.getString("run_id"), Rows.instant(row, "as_of")),
            account.digits(),
            asOf)
        .stream()
        .findFirst();
  }

  boolean has(String runId) throws SQLException {
    return number(runId).isPresent();
  }

  Set<String> runIds() throws SQLException {
    String sql = "select run_id from evidence_package";
    return new HashSet<>(Rows.select(connection, sql, row -> row.getString(1)));
  }

  private Optional<Long> number(String runId) throws SQLException {
    String sql = "select package_no from evidence_package where run_id = ?";
    return Rows.select(connection, sql, row -> row.getLong(1), runId).stream().findFirst();
  }

  /** A line for each account of the packages that the condition selects, in order of as-of time. */
  List<AccountLine> lines(String condition, Object... values) throws SQLException {
    String sql =
        "select a.*, p.run_id, p.as_of, p.folder from evidence_package p join package_account a on a.package_no = p.package_no"
            + " where "
            + condition
            + " order by p.as_of, p.package_no, a.account_id";
    return Rows.select(connection, sql, AccountLine::of, values);
  }

  /** Every account of the packages before a moment that hold one of these, sorted. */
  List<AccountId> companions(Collection<AccountId> accounts, Instant asOf) throws SQLException {
    String sql =
        "select distinct a.account_id from package_account a where a.package_no in"
            + " (select o.package_no from package_account o join evidence_package p"
            + " on p.package_no = o.package_no where p.as_of < ? and o.account_id in ("
            + String.join(", ", Collections.nCopies(accounts.size(), "?"))
            + ")) order by a.account_id";
    List<Object> values = new ArrayList<>();
    values.add(asOf);
    accounts.forEach(account -> values.add(account.digits()));
    return Rows.select(
        connection, sql, row -> new AccountId(row.getString("account_id")), values.toArray());
  }

  /** What a package left of an account; nothing if it is not known. */
  AccountState state(String runId, AccountId account) throws SQLException {
    return new StateReader(connection, this).read(runId, account);
  }

  /** Adds a package and the states that it leaves; one that is there already stays as it is. */
  void add(PackageRecord made) throws SQLException {
    // Another node may have found the package on the shared directory just after it was put there.
    NodeLock.take(connection, NodeLock.PACKAGES);
    Optional<Long> there = number(made.runId());
    if (there.isEmpty()) {
      addNew(made);
    }
    if (made.period().isPresent()) {
      add(number(made.runId()).orElseThrow(), made.period().get());
    }
  }

  private void add(long number, PackageRecord.Period period) throws SQLException {
    Rows.update(
        connection,
        "insert into audited_period (schedule, scheduled_for, package_no)"
            + " select ?, cast(? as timestamp(6) with time zone), p.package_no"
            + " from evidence_package p where p.package_no = ? and not exists (select 1 from"
            + " audited_period a where a.schedule = ? and a.scheduled_for = ?"
            + " and a.package_no = p.package_no)",
        period.schedule(),
        period.scheduledFor(),
        number,
        period.schedule(),
        period.scheduledFor());
  }

  /** The planned runs of a time that have a package. */
  Set<PackageRecord.Period> periods(Instant from, Instant until) throws SQLException {
    return new HashSet<>(
        Rows.select(
            connection,
            "select schedule, scheduled_for from audited_period"
                + " where scheduled_for >= ? and scheduled_for < ?",
            row ->
                new PackageRecord.Period(
                    row.getString("schedule"), Rows.instant(row, "scheduled_for")),
            from,
            until));
  }

  private void addNew(PackageRecord made) throws SQLException {
    Rows.update(
        connection,
        "insert into evidence_package (run_id, as_of, result, folder, findings_sha256)"
            + " values (?, ?, ?, ?, ?)",
        made.runId(),
        made.asOf(),
        made.result(),
        made.folder(),
        made.findingsSha256());
    long number = number(made.runId()).orElseThrow();
    for (PackageAccount account : made.accounts()) {
      add(number, account);
      AccountState before =
          account.previousRun().isPresent()
              ? state(account.previousRun().get(), account.account())
              : AccountState.NONE;
      add(
          number,
          account.account(),
          before.after(
              new Previous(made.runId(), made.asOf()),
              account.rules(),
              account.seen(),
              account.notEvaluated(),
              account.resolved()));
    }
  }

  private void add(long number, PackageAccount account) throws SQLException {
    Rows.update(
        connection,
        "insert into package_account values (" + "?, ".repeat(18) + "?)",
        number,
        account.account().digits(),
        account.name(),
        account.result(),
        account.principals(),
        account.previousRun(),
        account.supersedes(),
        text(account.rules()),
        account.open().get(Severity.CRITICAL),
        account.open().get(Severity.HIGH),
        account.open().get(Severity.MEDIUM),
        account.open().get(Severity.LOW),
        account.open().get(Severity.INFO),
        account.counts().fresh(),
        account.counts().persisting(),
        account.counts().reopened(),
        account.counts().resolved(),
        account.counts().excepted(),
        account.counts().notEvaluated());
  }

  private static String text(Rules rules) {
    return rules.values().entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("\n"));
  }

  private void add(long number, AccountId account, AccountState state) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into finding_state values (" + "?, ".repeat(16) + "?)")) {
      int waiting = 0;
      for (FindingState finding : state.findings().values()) {
        Rows.set(
                insert,
                number,
                account.digits(),
                finding.fingerprint(),
                finding.code(),
                finding.principal().kind(),
                finding.principal().name(),
                finding.principal().arn(),
                finding.principal().uniqueId(),
                finding.baseline(),
                finding.condition(),
                finding.severity(),
                finding.disposition(),
                finding.waiver(),
                finding.firstSeen(),
                finding.lastSeen(),
                finding.runsSeen(),
                Optional.of(finding.reason()).filter(why -> !why.isEmpty()))
            .addBatch();
        if (++waiting % BATCH == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /** Forgets everything; the packages on disk are not touched. */
  void clear() throws SQLException {
    for (String table :
        List.of("finding_state", "package_account", "audited_period", "evidence_package")) {
      Rows.update(connection, "delete from " + table);
    }
  }
}
