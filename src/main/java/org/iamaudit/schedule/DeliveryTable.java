package org.iamaudit.schedule;

import static org.iamaudit.schedule.Sql.instant;
import static org.iamaudit.schedule.Sql.update;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Packages that are on their way to a bucket. Whoever counts up the attempts of one has it to
 * itself until it is due again.
 */
public final class DeliveryTable {
  private static final int LONGEST_REASON = 1000;

  private final Sql sql;

  DeliveryTable(DataSource database) {
    this.sql = new Sql(database);
  }

  /**
   * A package on its way.
   *
   * @param attempts those before
   */
  record Waiting(Path folder, int attempts) {}

  /**
   * How deliveries stand.
   *
   * @param since when the one was made that waits longest; empty: none waits
   * @param reason why it waits still; empty string if it was not tried
   */
  public record Standing(long delivered, long waiting, Optional<Instant> since, String reason) {}

  /** Within the transaction that records the result, so that none is forgotten. */
  static void add(Connection connection, Path folder, Instant now) throws SQLException {
    String path = folder.toAbsolutePath().normalize().toString();
    String there = "SELECT folder FROM delivery WHERE folder = ?";
    if (Sql.select(connection, there, row -> path, path).isEmpty()) {
      update(
          connection,
          "INSERT INTO delivery (folder, created_at, due_at) VALUES (?, ?, ?)",
          path,
          now,
          now);
    }
  }

  /** Takes the one that is due longest, until a moment. */
  Optional<Waiting> take(Instant now, Instant until) {
    while (true) {
      Optional<Waiting> due =
          sql
              .query(
                  "read deliveries",
                  "SELECT folder, attempts FROM delivery WHERE delivered_at IS NULL AND due_at <= ?"
                      + " ORDER BY due_at, created_at, folder LIMIT 1",
                  row -> new Waiting(Path.of(row.getString(1)), row.getInt(2)),
                  now)
              .stream()
              .findFirst();
      if (due.isEmpty() || claim(due.get(), until)) {
        return due;
      }
    }
  }

  private boolean claim(Waiting waiting, Instant until) {
    return sql.transaction(
        "take a delivery",
        connection ->
            update(
                    connection,
                    "UPDATE delivery SET due_at = ?, attempts = attempts + 1"
                        + " WHERE folder = ? AND attempts = ? AND delivered_at IS NULL",
                    until,
                    waiting.folder().toString(),
                    waiting.attempts())
                > 0);
  }

  void delivered(Waiting delivery, Instant now) {
    change(
        "UPDATE delivery SET delivered_at = ?, reason = '' WHERE folder = ?",
        now,
        delivery.folder().toString());
  }

  void failed(Waiting delivery, String reason, Instant next) {
    change(
        "UPDATE delivery SET due_at = ?, reason = ? WHERE folder = ? AND attempts = ?",
        next,
        reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
        delivery.folder().toString(),
        delivery.attempts() + 1);
  }

  private void change(String statement, Object... values) {
    sql.transaction("note a delivery", connection -> update(connection, statement, values) >= 0);
  }

  Standing standing() {
    List<Standing> oldest =
        sql.query(
            "read deliveries",
            "SELECT (SELECT COUNT(*) FROM delivery WHERE delivered_at IS NOT NULL) AS delivered,"
                + " (SELECT COUNT(*) FROM delivery WHERE delivered_at IS NULL) AS waiting,"
                + " (SELECT MIN(created_at) FROM delivery WHERE delivered_at IS NULL) AS since,"
                + " (SELECT MIN(reason) FROM delivery WHERE delivered_at IS NULL AND reason <> '')"
                + " AS reason",
            row ->
                new Standing(
                    row.getLong("delivered"),
                    row.getLong("waiting"),
                    instant(row, "since"),
                    Optional.ofNullable(row.getString("reason")).orElse("")));
    return oldest.get(0);
  }
}
