package org.iamaudit.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.Collected;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.report.InputFile;
import org.iamaudit.snapshot.IoReason;

/** The accounts of which there is no snapshot, as an input of the run like any other. */
final class NotAuditedInput {
  /** Its name among the inputs. */
  static final String FILE = "not-audited.json";

  private NotAuditedInput() {}

  /** Those that were to be read. */
  static List<NotAudited> read(Optional<Path> left, SortedMap<String, InputFile> inputs)
      throws RunException {
    if (left.isEmpty()) {
      return List.of();
    }
    Path file = left.get();
    try {
      inputs.put(FILE, InputFile.read(FILE, file));
      return Collected.readLeft(file).stream()
          .map(l -> new NotAudited(l.account(), l.name(), l.reason(), l.suspended()))
          .toList();
    } catch (IOException e) {
      throw new RunException("cannot read `" + file + "`: " + IoReason.of(e), e);
    }
  }

  /** Those of the organization that were not to be read. */
  static List<AccountId> others(Optional<Path> left) throws RunException {
    if (left.isEmpty()) {
      return List.of();
    }
    try {
      return Collected.readOthers(left.get());
    } catch (IOException e) {
      throw new RunException("cannot read `" + left.get() + "`: " + IoReason.of(e), e);
    }
  }
}
