package org.iamaudit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.RunHistory.Counts;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing.Disposition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");
  private static final Instant OCTOBER = Instant.parse("2026-10-01T06:00:00Z");
  private static final Instant NOVEMBER = Instant.parse("2026-11-01T06:00:00Z");
  private static final Instant DECEMBER = Instant.parse("2026-12-01T06:00:00Z");

  @TempDir Path directory;

  private HistorySettings settings;

  @BeforeEach
  void inTheDirectory() {
    settings = HistorySettings.in(directory.resolve("state"));
  }

  @Test
  void aRunFindsTheStateOfItsOwnTime() throws HistoryException {
    try (History history = History.open(settings)) {
      history.remember(run("r1", OCTOBER, Optional.empty(), Optional.empty(), "a", "b"));
      history.remember(run("r3", DECEMBER, Optional.of("r1"), Optional.empty(), "a"));

      assertThat(history.before(ACCOUNT, OCTOBER)).isEqualTo(AccountState.NONE);
      assertThat(history.before(ACCOUNT, NOVEMBER).findings().keySet()).containsExactly("a", "b");
      assertThat(history.before(ACCOUNT, DECEMBER.plusSeconds(1)).findings().get("b").condition())
          .isEqualTo(FindingState.Condition.RESOLVED);
    }
  }

  @Test
  void aRunThatTookThePlaceOfAnotherStandsForItsMoment() throws HistoryException {
    try (History history = History.open(settings)) {
      history.remember(run("r1", OCTOBER, Optional.empty(), Optional.empty(), "a", "b"));
      history.remember(run("r2", OCTOBER, Optional.empty(), Optional.of("r1"), "a"));

      assertThat(history.at(ACCOUNT, OCTOBER)).contains("r2");
      assertThat(history.before(ACCOUNT, NOVEMBER).findings().keySet()).containsExactly("a");
    }
  }

  /** Whether it is fixed when it can be looked for again is a question of those rules. */
  @Test
  void whatWasNotEvaluatedIsRememberedWithTheRulesThatFoundIt() throws HistoryException {
    PackageRecord found = run("r1", OCTOBER, Optional.empty(), Optional.empty(), "a", "b");
    PackageRecord blind = notEvaluated("r2", NOVEMBER, "r1", "2.0");
    PackageRecord blindAgain = notEvaluated("r3", DECEMBER, "r2", "3.0");
    try (History history = History.open(settings)) {
      for (PackageRecord made : List.of(found, blind, blindAgain)) {
        history.remember(made);
      }
      AccountState left = history.left("r3", ACCOUNT);

      assertThat(left.rules().values()).containsEntry("product", "3.0");
      assertThat(left.rulesOf(left.findings().get("a")).values()).containsEntry("product", "1.0");
    }
  }

  private static PackageRecord notEvaluated(
      String runId, Instant asOf, String previous, String product) {
    PackageRecord like = run(runId, asOf, Optional.of(previous), Optional.empty());
    PackageAccount account = like.accounts().get(0);
    return new PackageRecord(
        runId,
        asOf,
        "PARTIAL",
        like.folder(),
        like.findingsSha256(),
        Optional.empty(),
        List.of(
            new PackageAccount(
                ACCOUNT,
                account.name(),
                "PARTIAL",
                3,
                account.previousRun(),
                Optional.empty(),
                new Rules(new TreeMap<>(Map.of("product", product))),
                account.open(),
                Counts.NONE,
                List.of(),
                Map.of("a", "a gap"),
                Map.of())));
  }

  @Test
  void aRunIsCountedOnce() throws HistoryException {
    try (History history = History.open(settings)) {
      PackageRecord made = run("r1", OCTOBER, Optional.empty(), Optional.empty(), "a");
      history.remember(made);
      history.remember(made);

      assertThat(history.linesBetween(OCTOBER, NOVEMBER)).hasSize(1);
    }
  }

  @Test
  void itLastsWhenTheProcessEnds() throws HistoryException {
    try (History history = History.open(settings)) {
      history.remember(run("r1", OCTOBER, Optional.empty(), Optional.empty(), "a"));
    }
    try (History history = History.open(settings)) {
      FindingState state = history.before(ACCOUNT, NOVEMBER).findings().get("a");
      assertThat(state).isEqualTo(state("a"));
    }
  }

  @Test
  void aFileThatAnotherProcessHoldsIsNotWaitedFor() throws Exception {
    History.open(settings).close();
    Path file = settings.file().orElseThrow();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> History.open(settings))
          .isInstanceOf(HistoryException.class)
          .hasMessage(
              "the history `%s` is in use by another process, such as another run; wait for it or"
                  + " stop it, or share a PostgreSQL (`database`)",
              file);
    }
  }

  @Test
  void aDamagedFileSaysHowToBeMadeAnewAndIsPutAside() throws Exception {
    try (History history = History.open(settings)) {
      history.remember(run("r1", OCTOBER, Optional.empty(), Optional.empty(), "a"));
    }
    Path file = settings.file().orElseThrow();
    byte[] bytes = Files.readAllBytes(file);
    new Random(1).nextBytes(bytes);
    Files.write(file, bytes);

    assertThatThrownBy(() -> History.open(settings))
        .isInstanceOf(HistoryException.class)
        .hasMessage(
            "the history `%s` is damaged; `history rebuild` puts it aside and makes it again from"
                + " the packages in `reports`",
            file);

    assertThat(History.rebuild(settings, directory.resolve("reports")).packages()).isZero();
    assertThat(Path.of(file + ".damaged")).hasBinaryContent(bytes);
    History.open(settings).close();
  }

  @Test
  void aHistoryOfANewerVersionIsLeftAlone() throws Exception {
    History.open(settings).close();
    try (Connection connection = DriverManager.getConnection(settings.url(), "", "");
        Statement statement = connection.createStatement()) {
      statement.execute("insert into history_schema (version) values (99)");
    }

    assertThatThrownBy(() -> History.open(settings))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("was written by a newer version of iamaudit (schema 99");
  }

  @Test
  void aPackageThatCannotBeReadIsNamedAndNothingChanges() throws Exception {
    Path broken = directory.resolve("reports/iam-audit_123456789012_2026-10_x-1");
    Files.createDirectories(broken);
    Files.writeString(broken.resolve("findings.json"), "{\"history\": true, \"runId\": ");
    try (History history = History.open(settings)) {
      history.remember(run("r1", OCTOBER, Optional.empty(), Optional.empty(), "a"));

      assertThatThrownBy(() -> history.fill(directory.resolve("reports")))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("cannot read `" + broken + "`")
          .hasMessageContaining("restore the package from a copy, or move it out of `reports`");

      assertThat(history.at(ACCOUNT, OCTOBER)).contains("r1");
    }
  }

  /** A package without a predecessor. */
  static PackageRecord packageOf(String runId, Instant asOf, String... seen) {
    return run(runId, asOf, Optional.empty(), Optional.empty(), seen);
  }

  private static PackageRecord run(
      String runId,
      Instant asOf,
      Optional<String> previous,
      Optional<String> supersedes,
      String... seen) {
    Map<String, String> resolved = previous.isPresent() ? Map.of("b", "FIXED") : Map.of();
    return new PackageRecord(
        runId,
        asOf,
        "COMPLETE",
        "folder-" + runId,
        "0".repeat(64),
        Optional.of(new PackageRecord.Period("monthly", asOf)),
        List.of(
            new PackageAccount(
                ACCOUNT,
                "finance",
                "COMPLETE",
                3,
                previous,
                supersedes,
                new Rules(new TreeMap<>(Map.of("product", "1.0", "baseline a=b", "c"))),
                PackageAccount.open(List.of()),
                Counts.NONE,
                List.of(seen).stream().map(HistoryTest::state).toList(),
                Map.of(),
                resolved)));
  }

  private static FindingState state(String fingerprint) {
    return new FindingState(
        fingerprint,
        "BAS-001",
        new PrincipalRef("user", "=cmd|\u0007'--", "arn:aws:iam::1:user/x", "AIDAX"),
        Optional.empty(),
        FindingState.Condition.SEEN,
        Severity.HIGH,
        Disposition.EXCEPTED,
        Optional.of("W-1"),
        OCTOBER.plusNanos(123_456_000),
        OCTOBER,
        1,
        "");
  }
}
