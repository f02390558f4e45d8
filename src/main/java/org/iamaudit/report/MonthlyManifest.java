package org.iamaudit.report;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What {@code manifest.json} of a monthly roll-up says: the runs that it sums up, and the hash of
 * every file. Fields that a run's manifest has too have the same meaning.
 *
 * @param runId of the roll-up, a hash of all it says
 * @param month in UTC
 * @param asOf up to when the month was looked at
 * @param runs every run that it is made from, those before the month included, by id
 * @param previousRun the newest roll-up beside it when this one was written
 * @param supersedes the newest roll-up of the same month
 */
public record MonthlyManifest(
    String schemaVersion,
    String runId,
    YearMonth month,
    Instant asOf,
    Optional<String> scheduleExpression,
    Optional<Instant> scheduledFor,
    Instant startedAt,
    Instant finishedAt,
    String timeZone,
    String result,
    List<String> partialReasons,
    Manifest.Product product,
    Manifest.Host host,
    String triggeredBy,
    List<Run> runs,
    Optional<Manifest.Previous> previousRun,
    Optional<String> supersedes,
    List<FileEntry> files,
    String classification,
    Optional<Manifest.Signed> signature)
    implements Sealed {
  static final String SCHEMA_VERSION = "1.0";

  public MonthlyManifest {
    partialReasons = List.copyOf(partialReasons);
    runs = List.copyOf(runs);
    files = List.copyOf(files);
  }

  /**
   * A run that was summed up.
   *
   * @param manifestSha256 of its package; empty if that was not beside the roll-up
   */
  public record Run(String runId, Optional<String> manifestSha256) {}

  @Override
  public String folderName() {
    return MonthlyPackage.name(month, runId);
  }

  @Override
  public String chain() {
    return "roll-ups";
  }
}
