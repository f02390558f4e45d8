package org.iamaudit.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigLoader;

/** Two small accounts on disk with a configuration and a baseline, for audits that are quick. */
final class SmallAccounts {
  static final String FIRST = "111122223333";
  static final String SECOND = "444455556666";

  final Path directory;

  SmallAccounts(Path directory) throws IOException {
    this.directory = directory;
    copy(FIRST);
    copy(SECOND);
    configure("", FIRST, SECOND);
    baseline("s3:GetObject");
  }

  Path reports() {
    return directory.resolve("reports");
  }

  private void copy(String id) throws IOException {
    Path complete = Path.of("src/test/resources/snapshot/complete");
    try (Stream<Path> files = Files.walk(complete)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = directory.resolve(id).resolve(complete.relativize(file).toString());
        Files.createDirectories(to.getParent());
        if (file.toString().endsWith(".gz")) {
          Files.copy(file, to);
        } else {
          Files.writeString(to, Files.readString(file).replace(FIRST, id));
        }
      }
    }
    Files.delete(directory.resolve(id).resolve("snapshot.json"));
  }

  /** More keys, then the accounts. */
  void configure(String more, String... ids) throws IOException {
    Files.writeString(
        directory.resolve("iamaudit.yml"),
        more
            + "baselines: baselines\naccounts:\n"
            + Stream.of(ids)
                .map(id -> "  - {id: \"%s\", snapshot: \"%s\"}\n".formatted(id, id))
                .collect(Collectors.joining()));
  }

  void baseline(String action) throws IOException {
    Files.createDirectories(directory.resolve("baselines"));
    Files.writeString(
        directory.resolve("baselines/staff.yml"),
        """
        baseline: staff
        owner: staff@example.com
        applies-to: [{user: alice}]
        requires: [{Action: "%s", Resource: "*"}]
        """
            .formatted(action));
  }

  AuditConfig config() throws Exception {
    return new ConfigLoader(Map.of(), (cron, zone) -> Optional.empty())
        .load(directory.resolve("iamaudit.yml"));
  }

  AuditOutcome audit(Instant asOf, String... only) throws Exception {
    List<AccountId> accounts = Stream.of(only).map(AccountId::new).toList();
    return AuditRun.run(config().request(accounts, Optional.of(asOf)), Progress.none());
  }
}
