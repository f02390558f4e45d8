package org.iamaudit.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.collect.Collected.Snapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.HeldFile;
import org.iamaudit.snapshot.IoReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads accounts, each in its directory below {@code collect.snapshots}: where a collection is at
 * work, and a snapshot for each that was completed. Safe for several threads.
 */
final class AccountReader {
  private static final Logger LOG = LoggerFactory.getLogger(AccountReader.class);
  private static final String WORK = "work";

  private final CollectSettings settings;
  private final Optional<String> occasion;
  private final Identities identities;
  private final Optional<OrganizationSource> organization;
  private final Waiting waiting;

  AccountReader(
      CollectPlan plan,
      Identities identities,
      Optional<OrganizationSource> organization,
      Waiting waiting) {
    this.settings = plan.settings();
    this.occasion = plan.occasion();
    this.identities = identities;
    this.organization = organization;
    this.waiting = waiting;
  }

  Snapshot read(LiveAccount account, CollectProgress progress) throws CollectException {
    Path home = settings.snapshots().resolve(account.id().digits());
    try {
      HeldFile lock = AccountLock.await(home, account, settings.limits().deadline(), waiting);
      try (lock) {
        return readAlone(account, home, progress);
      }
    } catch (IOException e) {
      throw new CollectException(
          Kind.FAILED, "cannot write below `" + home + "`: " + IoReason.of(e), e);
    }
  }

  /** Whoever had the lock before may have read the account for the same occasion. */
  private Snapshot readAlone(LiveAccount account, Path home, CollectProgress progress)
      throws IOException, CollectException {
    Optional<Snapshot> earlier =
        occasion.isPresent()
            ? EarlierSnapshot.find(account, home, occasion.get())
            : Optional.empty();
    if (earlier.isPresent()) {
      log("account.kept", account, earlier.get().directory(), "was read already, into");
      return earlier.get();
    }
    WorkDirectory work = open(account, home);
    Journal journal = Journal.of(work.path(WorkDirectory.CALLS));
    try (Aws aws = identities.of(account, journal)) {
      CallerIdentity identity = identities.check(account, aws);
      Path target = target(home, work);
      List<Gap> gaps =
          new AccountCollection(settings, aws, work, organization, occasion, progress)
              .collect(identity, target, newest(home));
      log("account.collected", account, target, "was read into");
      return new Snapshot(account.id(), account.name(), target, gaps);
    }
  }

  private static void log(String event, LiveAccount account, Path snapshot, String words) {
    LOG.atInfo()
        .addKeyValue("event", event)
        .addKeyValue("account_id", account.id())
        .addKeyValue("snapshot", snapshot)
        .log("{} {} {}", account.label(), words, snapshot);
  }

  /** Work whose snapshot is in its place was killed while it was cleared away. */
  private WorkDirectory open(LiveAccount account, Path home) throws IOException {
    Path root = home.resolve(WORK);
    WorkDirectory work = WorkDirectory.open(root, describe(account), waiting.now());
    if (!Plausibility.isSnapshot(target(home, work))) {
      return work;
    }
    work.discard();
    return WorkDirectory.open(root, describe(account), waiting.now());
  }

  private static Path target(Path home, WorkDirectory work) {
    return home.resolve(Identities.STAMP.format(work.started()));
  }

  /** What must be the same for a collection to go on where another one was killed. */
  private String describe(LiveAccount account) {
    return String.join(
        " ",
        account.id().digits(),
        account.roleArn().orElse("-"),
        identities.region(),
        settings.regions().toString(),
        settings.resourcePolicies().toString(),
        settings.endpoint().map(Object::toString).orElse("-"));
  }

  private static Optional<Path> newest(Path home) throws IOException {
    try (Stream<Path> children = Files.list(home)) {
      return children.filter(Plausibility::isSnapshot).max(Comparator.naturalOrder());
    }
  }
}
