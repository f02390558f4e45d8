package org.iamaudit.schedule;

import static org.iamaudit.schedule.Sql.instant;
import static org.iamaudit.schedule.Sql.update;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.iamaudit.notify.NoticeJson;
import org.iamaudit.notify.Notification;
import org.iamaudit.notify.Outbox;

/**
 * The outbox in the daemon's database. Whoever counts up the attempts of a row has it to itself
 * until it is due again, so that nodes and threads need no other lock.
 */
final class NotificationTable implements Outbox {
  private static final int LONGEST_REASON = 1000;
  private static final String WAITING = " AND ended_at IS NULL";
  private static final String KEY = " WHERE id = ? AND channel = ?" + WAITING;

  private final Sql sql;

  NotificationTable(DataSource database) {
    this.sql = new Sql(database);
  }

  /** Within a transaction, so that they are there if what they tell of is. */
  static void add(Connection connection, List<Notification> notifications) throws SQLException {
    for (Notification notification : notifications) {
      update(
          connection,
          "INSERT INTO notification (id, channel, notice, created_at, due_at) VALUES (?, ?, ?, ?, ?)",
          notification.id(),
          notification.channel(),
          NoticeJson.write(notification.notice()),
          notification.created(),
          notification.created());
    }
  }

  @Override
  public Optional<Taken> take(String channel, Instant now, Instant until) {
    while (true) {
      Optional<Row> due =
          sql
              .query(
                  "read notifications",
                  "SELECT * FROM notification WHERE channel = ? AND due_at <= ?"
                      + WAITING
                      + " ORDER BY due_at, created_at, id LIMIT 1",
                  Row::of,
                  channel,
                  now)
              .stream()
              .findFirst();
      if (due.isEmpty()) {
        return Optional.empty();
      }
      Row row = due.get();
      boolean ours =
          change(
              "take a notification",
              "UPDATE notification SET due_at = ?, attempts = attempts + 1"
                  + KEY
                  + " AND attempts = ?",
              until,
              row.id(),
              channel,
              row.attempts());
      if (ours) {
        return Optional.of(new Taken(row.notification(), row.attempts() + 1));
      }
    }
  }

  @Override
  public void delivered(Taken taken, Instant now) {
    change(
        "mark a notification",
        "UPDATE notification SET ended_at = ?, delivered = TRUE, reason = ''" + KEY,
        now,
        taken.notification().id(),
        taken.notification().channel());
  }

  @Override
  public void failed(Taken taken, String reason, Instant next) {
    change(
        "put a notification off",
        "UPDATE notification SET due_at = ?, reason = ?" + KEY + " AND attempts = ?",
        next,
        reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
        taken.notification().id(),
        taken.notification().channel(),
        taken.attempt());
  }

  @Override
  public void postpone(String channel, Instant next) {
    change(
        "put notifications off",
        "UPDATE notification SET due_at = ? WHERE channel = ? AND due_at < ?" + WAITING,
        next,
        channel,
        next);
  }

  @Override
  public List<Notification> waitingSince(Instant created) {
    return sql
        .query(
            "read notifications",
            "SELECT * FROM notification WHERE created_at < ?" + WAITING,
            Row::of,
            created)
        .stream()
        .map(Row::notification)
        .toList();
  }

  @Override
  public void abandon(Notification notification, Instant now) {
    change(
        "give a notification up",
        "UPDATE notification SET ended_at = ?" + KEY,
        now,
        notification.id(),
        notification.channel());
  }

  @Override
  public void forget(Instant ended) {
    change("forget notifications", "DELETE FROM notification WHERE ended_at < ?", ended);
  }

  private boolean change(String what, String statement, Object... values) {
    return sql.transaction(what, connection -> update(connection, statement, values) > 0);
  }

  private record Row(String id, String channel, String notice, Instant created, int attempts) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString("id"),
          row.getString("channel"),
          row.getString("notice"),
          instant(row, "created_at").orElseThrow(),
          row.getInt("attempts"));
    }

    Notification notification() {
      return new Notification(id, channel, created, NoticeJson.read(notice));
    }
  }
}
