package org.iamaudit.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.report.InputFile;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IoReason;

/** Which accounts a baseline may be for without a mistake. */
final class KnownAccounts {
  private static final Pattern ID = Pattern.compile("(?<!\\d)\\d{12}(?!\\d)");

  private KnownAccounts() {}

  /**
   * Those of the run, those that its configuration names, be it to leave them out, and those of the
   * organization, so that an audit of a few accounts says the same as one of all. The configuration
   * is searched as text, so that the inputs which a package keeps give the same again.
   *
   * @param others of the organization
   * @return empty without a configuration: nobody said which accounts there are
   * @throws RunException if the configuration cannot be read
   */
  static Optional<Set<AccountId>> of(
      Optional<InputFile> configuration,
      List<AccountSnapshot> snapshots,
      List<NotAudited> notAudited,
      List<AccountId> others)
      throws RunException {
    if (configuration.isEmpty()) {
      return Optional.empty();
    }
    Set<AccountId> known = new HashSet<>(others);
    snapshots.forEach(snapshot -> known.add(snapshot.account()));
    notAudited.forEach(left -> known.add(left.account()));
    Path file = configuration.get().path();
    try {
      ID.matcher(Files.readString(file))
          .results()
          .forEach(id -> known.add(new AccountId(id.group())));
    } catch (IOException e) {
      throw new RunException("cannot read `" + file + "`: " + IoReason.of(e), e);
    }
    return Optional.of(known);
  }
}
