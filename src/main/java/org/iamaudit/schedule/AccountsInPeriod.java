package org.iamaudit.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Notice.AllAccounts;
import org.iamaudit.schedule.LedgerEntry.State;

/**
 * The accounts of one fire time that have an audit each. They get one notice, from whoever records
 * the last of them.
 */
final class AccountsInPeriod {
  private static final String WHERE = " WHERE schedule = ? AND scheduled_for = ?";

  private AccountsInPeriod() {}

  private record Account(String id, State state, int attempts, String reason) {
    /** Whether it has a result, or has been given up. */
    boolean isOver() {
      return state.isDone()
          || state == State.MISSED
          || (state == State.FAILED && attempts >= PeriodLedger.MOST_ATTEMPTS);
    }
  }

  /**
   * Keeps others from looking whether all are in, until the transaction ends: of two that are
   * recorded at once, one must see the other. Rows of accounts cannot do that: each is held by who
   * records it, who would then wait for the others'.
   */
  static void lock(Connection connection) throws SQLException {
    String any = "SELECT version FROM audit_tables WHERE version = 1 FOR UPDATE";
    Sql.select(connection, any, row -> row.getInt(1));
  }

  /** What there is to tell if none is to come any more. */
  static Optional<AllAccounts> allIn(Connection connection, Period period, String reports)
      throws SQLException {
    List<Account> accounts = accounts(connection, period);
    if (!accounts.stream().allMatch(Account::isOver)) {
      return Optional.empty();
    }
    Map<String, Long> figures = figures(connection, period);
    return Optional.of(
        new AllAccounts(
            count(accounts, State.COMPLETE),
            count(accounts, State.PARTIAL),
            accounts.stream()
                .filter(account -> !account.state().isDone())
                .map(account -> account.id() + ": " + account.reason())
                .toList(),
            bySeverity(figures, false),
            bySeverity(figures, true),
            reports));
  }

  private static int count(List<Account> accounts, State state) {
    return (int) accounts.stream().filter(account -> account.state() == state).count();
  }

  private static Map<Severity, Integer> bySeverity(Map<String, Long> figures, boolean onlyNew) {
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      String prefix = "findings." + severity.name().toLowerCase(Locale.ROOT) + ".";
      long count =
          figures.entrySet().stream()
              .filter(figure -> figure.getKey().startsWith(prefix))
              .filter(figure -> counts(figure.getKey().substring(prefix.length()), onlyNew))
              .mapToLong(Map.Entry::getValue)
              .sum();
      counts.put(severity, Math.toIntExact(count));
    }
    return counts;
  }

  private static boolean counts(String status, boolean onlyNew) {
    return onlyNew ? status.equals("new") || status.equals("reopened") : !status.equals("excepted");
  }

  private static List<Account> accounts(Connection connection, Period period) throws SQLException {
    return Sql.select(
        connection,
        "SELECT account, state, attempts, reason FROM audit_period" + WHERE + " ORDER BY account",
        row ->
            new Account(
                row.getString("account"),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getString("reason")),
        period.schedule(),
        period.scheduledFor());
  }

  private static Map<String, Long> figures(Connection connection, Period period)
      throws SQLException {
    Map<String, Long> figures = new TreeMap<>();
    Sql.select(
        connection,
        "SELECT figure, SUM(amount) AS amount FROM audit_figure" + WHERE + " GROUP BY figure",
        row -> figures.put(row.getString("figure"), row.getLong("amount")),
        period.schedule(),
        period.scheduledFor());
    return figures;
  }
}
