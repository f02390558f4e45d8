package org.iamaudit.snapshot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.policy.Quoted;
import org.iamaudit.snapshot.CredentialReport.AccessKey;
import org.iamaudit.snapshot.CredentialReport.Certificate;
import org.iamaudit.snapshot.CredentialReport.LastUse;

/**
 * The cells of one row of a credential report, by column. Whatever is neither a value of the
 * column's type nor one of the report's words for "none" is an error.
 */
record CredentialReportRow(String file, Csv.Row row, Map<String, Integer> columns) {
  private static final String MORE = "additional_credentials_info";

  SnapshotException error(String column, String problem) {
    return SnapshotException.at(
        file,
        row.line(),
        "column " + Quoted.of(column) + ": " + problem + ", found " + Quoted.of(text(column)));
  }

  String text(String column) {
    return row.cells().get(columns.get(column));
  }

  /** Why a cell has no value, if it has none. */
  private Optional<LastUse.Status> none(String column) {
    return switch (text(column).toLowerCase(Locale.ROOT)) {
      case "n/a" -> Optional.of(LastUse.Status.NOT_APPLICABLE);
      case "no_information" -> Optional.of(LastUse.Status.NO_INFORMATION);
      case "not_supported" -> Optional.of(LastUse.Status.NOT_SUPPORTED);
      default -> Optional.empty();
    };
  }

  Optional<Instant> time(String column) {
    if (none(column).isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Times.parse(text(column)));
    } catch (DateTimeException e) {
      throw error(column, "expected " + Times.EXPECTED);
    }
  }

  boolean isRoot() {
    return text("user").equals("<root_account>");
  }

  /** Documented in capitals, delivered in lower case; of the root user it may be unknown. */
  Optional<Boolean> flag(String column) {
    if (isRoot() && none(column).equals(Optional.of(LastUse.Status.NOT_SUPPORTED))) {
      return Optional.empty();
    }
    return switch (text(column).toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> throw error(column, "expected `true` or `false`");
    };
  }

  LastUse lastUse(String column) {
    return none(column)
        .map(status -> new LastUse(Optional.empty(), status))
        .orElseGet(() -> new LastUse(time(column), LastUse.Status.USED));
  }

  private Optional<String> optionalText(String column) {
    return none(column).isPresent() ? Optional.empty() : Optional.of(text(column));
  }

  AccessKey accessKey(int slot) {
    String prefix = "access_key_" + slot + "_";
    return new AccessKey(
        slot,
        flag(prefix + "active").orElse(false),
        time(prefix + "last_rotated"),
        lastUse(prefix + "last_used_date"),
        optionalText(prefix + "last_used_region"),
        optionalText(prefix + "last_used_service"));
  }

  /**
   * A report that has the column gives there the number of keys and certificates beyond two, and
   * the actions that list them (IAM User Guide, "Get credential reports"; read 2026-11).
   */
  boolean hasMore() {
    return columns.containsKey(MORE) && !text(MORE).isBlank() && none(MORE).isEmpty();
  }

  Certificate certificate(int slot) {
    String prefix = "cert_" + slot + "_";
    return new Certificate(
        slot, flag(prefix + "active").orElse(false), time(prefix + "last_rotated"));
  }
}
