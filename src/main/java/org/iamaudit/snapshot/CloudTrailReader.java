package org.iamaudit.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.iamaudit.arn.AccountId;

/**
 * Reads the CloudTrail log files of a snapshot. Each event counts once, by its id: CloudTrail may
 * deliver one twice. A file that cannot be read is a gap and gives no events; the others go on.
 *
 * <p>Folders of digests, Insights and other kinds of records, which stand beside the logs in a
 * bucket ({@code CloudTrail-Digest}, …), are passed over.
 */
final class CloudTrailReader {
  /**
   * Beside the logs in a bucket (CloudTrail User Guide, "Get and view log files"; read 2026-11).
   */
  private static final Pattern OTHER_RECORDS =
      Pattern.compile("/CloudTrail-(Digest|Insight|NetworkActivity|Aggregated)/");

  private final SnapshotDirectory directory;
  private final Interner interner = new Interner();
  private final Set<String> ids = new HashSet<>();
  private final SortedSet<String> accounts = new TreeSet<>();
  private final List<CloudTrailEvent> events = new ArrayList<>();
  private final List<Gap> gaps;

  private CloudTrailReader(SnapshotDirectory directory, List<Gap> gaps) {
    this.directory = directory;
    this.gaps = gaps;
  }

  /** By whether they are log files; hidden files are neither. */
  static Map<Boolean, List<String>> files(SnapshotDirectory directory) {
    return directory.below(SnapshotFile.CLOUD_TRAIL.fileName()).stream()
        .filter(name -> !OTHER_RECORDS.matcher(name).find() && !name.contains("/."))
        .collect(Collectors.partitioningBy(CloudTrailReader::isLog));
  }

  private static boolean isLog(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".json") || lower.endsWith(".json.gz");
  }

  /** Events by file name, then in file order; adds files that could not be read to the gaps. */
  static List<CloudTrailEvent> read(
      SnapshotDirectory directory,
      Map<Boolean, List<String>> files,
      AccountId account,
      List<Gap> gaps) {
    CloudTrailReader reader = new CloudTrailReader(directory, gaps);
    files.get(true).forEach(reader::file);
    files.get(false).forEach(name -> reader.unread(name, "not a `.json` or `.json.gz` file"));
    if (!reader.accounts.isEmpty() && !reader.accounts.contains(account.digits())) {
      reader.gap(
          SnapshotFile.CLOUD_TRAIL.fileName(),
          "logs of "
              + String.join(", ", reader.accounts)
              + ", and none of account "
              + account
              + ", whose details were read");
    }
    return List.copyOf(reader.events);
  }

  /** Hashed all the same: what a gap speaks of belongs to the inputs that give it again. */
  private void unread(String name, String reason) {
    directory.read(name, in -> in.transferTo(OutputStream.nullOutputStream()));
    gap(name, reason);
  }

  private void gap(String subject, String reason) {
    gaps.add(
        new Gap(
            Gap.Kind.UNREADABLE,
            subject,
            reason,
            "use and denied attempts that it records are not counted"));
  }

  private void file(String name) {
    List<CloudTrailEvent> found = new ArrayList<>();
    try {
      directory.read(
          name,
          in ->
              JsonInput.read(
                  name,
                  name.toLowerCase(Locale.ROOT).endsWith(".gz") ? unzipped(in) : in,
                  json -> {
                    records(json, found);
                    return found;
                  }));
    } catch (SnapshotException e) {
      unread(name, e.getMessage());
      return;
    }
    for (CloudTrailEvent event : found) {
      if (event.id().isEmpty() || ids.add(event.id())) {
        events.add(event);
      }
    }
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    return new BufferedInputStream(new GZIPInputStream(in));
  }

  private void records(JsonInput json, List<CloudTrailEvent> found) throws IOException {
    boolean[] seen = {false};
    json.object(
        field -> {
          if (field.equals("Records")) {
            seen[0] = true;
            json.list(
                () -> {
                  CloudTrailRecord read = new CloudTrailRecord(json, interner);
                  found.add(read.read());
                  read.account().ifPresent(accounts::add);
                });
          } else {
            json.skip();
          }
        });
    if (!seen[0]) {
      throw json.error("expected a field `Records`");
    }
  }
}
