package org.iamaudit.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Reads the CloudTrail log files of a snapshot. Each event counts once, by its id: CloudTrail may
 * deliver one twice. A file that cannot be read is a gap and gives no events; the others go on.
 *
 * <p>Folders of digests, Insights and other kinds of records, which stand beside the logs in a
 * bucket ({@code CloudTrail-Digest}, …), are passed over.
 */
final class CloudTrailReader {
  private final SnapshotDirectory directory;
  private final Interner interner = new Interner();
  private final Set<String> ids = new HashSet<>();
  private final List<CloudTrailEvent> events = new ArrayList<>();
  private final List<Gap> gaps;

  private CloudTrailReader(SnapshotDirectory directory, List<Gap> gaps) {
    this.directory = directory;
    this.gaps = gaps;
  }

  static List<String> logFiles(SnapshotDirectory directory) {
    return directory.below(SnapshotFile.CLOUD_TRAIL.fileName()).stream()
        .filter(name -> name.endsWith(".json") || name.endsWith(".json.gz"))
        .filter(name -> !name.contains("/CloudTrail-"))
        .toList();
  }

  /** Events by file name, then in file order; adds files that could not be read to the gaps. */
  static List<CloudTrailEvent> read(
      SnapshotDirectory directory, List<String> files, List<Gap> gaps) {
    CloudTrailReader reader = new CloudTrailReader(directory, gaps);
    files.forEach(reader::file);
    return List.copyOf(reader.events);
  }

  private void file(String name) {
    List<CloudTrailEvent> found = new ArrayList<>();
    try {
      directory.read(
          name,
          in ->
              JsonInput.read(
                  name,
                  name.endsWith(".gz") ? unzipped(in) : in,
                  json -> {
                    records(json, found);
                    return found;
                  }));
    } catch (SnapshotException e) {
      gaps.add(
          new Gap(
              Gap.Kind.UNREADABLE,
              name,
              e.getMessage(),
              "use and denied attempts that it records are not counted"));
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
            json.list(() -> found.add(new CloudTrailRecord(json, interner).read()));
          } else {
            json.skip();
          }
        });
    if (!seen[0]) {
      throw json.error("expected a field `Records`");
    }
  }
}
