package org.iamaudit.collect;

import java.nio.file.Path;
import java.util.List;
import org.iamaudit.arn.AccountId;

/**
 * What came of a collection.
 *
 * @param snapshots by account id
 * @param left accounts of which there is none, by account id
 */
public record Collected(List<Snapshot> snapshots, List<Left> left) {
  public Collected {
    snapshots = List.copyOf(snapshots);
    left = List.copyOf(left);
  }

  /** A snapshot that is complete and lies in its place. */
  public record Snapshot(AccountId account, String name, Path directory) {}

  /**
   * An account that could not be read, or that AWS has suspended.
   *
   * @param suspended whether nothing could be expected of it
   */
  public record Left(AccountId account, String name, String reason, boolean suspended) {}
}
