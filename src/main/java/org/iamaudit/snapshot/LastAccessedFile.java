package org.iamaudit.snapshot;

import java.util.Map;
import java.util.Set;

/**
 * What {@code service-last-accessed.jsonl} holds.
 *
 * @param reports by ARN, in file order
 * @param unreadable ARNs of the lines that could not be used, with the reason; {@code line N} where
 *     a line has no ARN
 */
record LastAccessedFile(Map<String, LastAccessed> reports, Map<String, String> unreadable) {
  static final String NAME = SnapshotFile.SERVICE_LAST_ACCESSED.fileName();

  boolean mentions(String arn) {
    return reports.containsKey(arn) || unreadable.containsKey(arn);
  }

  Set<String> arns() {
    return reports.keySet();
  }
}
