package org.iamaudit.run;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ForkJoinPool;
import org.iamaudit.report.InputFile;
import org.iamaudit.run.AuditRequest.AccountSource;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.SnapshotException;
import org.iamaudit.snapshot.SnapshotReader;

/** Reads the snapshot of one account and notes every file that was read. */
final class SnapshotInputs {
  private SnapshotInputs() {}

  static AccountSnapshot read(AccountSource source, SortedMap<String, InputFile> inputs)
      throws RunException {
    AccountSnapshot snapshot;
    try {
      snapshot = SnapshotReader.read(source.snapshot(), ForkJoinPool.commonPool());
    } catch (SnapshotException e) {
      throw new RunException("snapshot `" + source.snapshot() + "`: " + e.getMessage(), e);
    }
    if (source.id().isPresent() && !source.id().get().equals(snapshot.account())) {
      throw RunException.ofConfiguration(
          List.of(
              "snapshot `"
                  + source.snapshot()
                  + "` holds account `"
                  + snapshot.account()
                  + "`, but the configuration expects `"
                  + source.id().get()
                  + "`; correct the id or the directory"),
          null);
    }
    snapshot
        .fileHashes()
        .forEach(
            (file, hash) -> {
              String name = "snapshot/" + snapshot.account() + "/" + file;
              inputs.put(name, new InputFile(name, source.snapshot().resolve(file), hash));
            });
    return snapshot;
  }
}
