package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Standing;
import org.iamaudit.finding.Waiver;
import org.iamaudit.finding.Waivers;
import org.iamaudit.history.HistorySettings;
import org.iamaudit.report.InputFile;
import org.iamaudit.report.Manifest;
import org.iamaudit.report.PackageVerifier;
import org.iamaudit.report.Release;
import org.iamaudit.report.Verification;
import org.iamaudit.snapshot.DirectoryTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three months of the sample account as packages, and what {@code verify} says of changed ones. */
class EvidenceCheckIT {
  private static final List<Instant> MONTHS =
      List.of(
          Instant.parse("2026-11-01T06:00:00Z"),
          Instant.parse("2026-12-01T06:00:00Z"),
          Instant.parse("2027-01-01T06:00:00Z"));

  private static final Waiver EXPIRED =
      new Waiver(
          "W-1",
          new Waiver.Kind(FindingType.NO_BASELINE, "*", List.of(), Set.of()),
          Standing.Disposition.EXCEPTED,
          "owner@example.com",
          "for now",
          "",
          "ciso@example.com",
          LocalDate.of(2026, 1, 1),
          LocalDate.of(2026, 11, 30),
          "T-1",
          Optional.empty());

  @TempDir static Path made;
  @TempDir static Path state;

  @TempDir Path reports;

  private final EvidenceCheck check = new EvidenceCheck(Progress.none(), Optional.empty());
  private CopiedPackages copies;
  private List<Path> packages;

  @BeforeAll
  static void auditThreeMonths() throws RunException {
    for (Instant month : MONTHS) {
      audit(made, month, month.plusSeconds(60));
    }
  }

  private static InputFile input(String name, Path path) {
    try {
      return InputFile.read(name, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AuditOutcome audit(Path into, Instant asOf, Instant now) throws RunException {
    AuditRequest request =
        new AuditRequest(
            List.of(
                new AuditRequest.AccountSource(
                    Optional.empty(), "finance", Path.of("config/sample/account-123456789012"))),
            Optional.empty(),
            Optional.of(BaselineSource.of(Path.of("config/baselines"))),
            into,
            Optional.of(asOf),
            AuditRequest.Terms.DEFAULT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new AuditRequest.Accepted(
                new Waivers("waivers.yml", List.of(EXPIRED)),
                Optional.of(input("waivers/waivers.yml", Path.of("config/waivers.yml")))),
            Optional.of(new AuditRequest.Memory(HistorySettings.in(state), true)),
            Release.ALWAYS);
    Machine machine =
        new Machine(
            "host",
            "someone",
            InstantSource.fixed(now),
            new Manifest.Product(
                "iamaudit", ProductVersion.current(), Optional.empty(), Optional.empty(), "17"));
    return AuditRun.run(request, machine, Progress.none());
  }

  @BeforeEach
  void copyThem() throws IOException {
    copies = CopiedPackages.of(made, reports);
    packages = copies.folders("");
  }

  @Test
  void untouchedPackagesHoldAndGiveTheirFindingsAgain() throws RunException {
    List<Verification> all = check.check(reports);
    assertThat(all).hasSize(3).allMatch(Verification::holds);
    assertThat(all).allSatisfy(one -> assertThat(one.notes()).isEmpty());
  }

  @Test
  void everyFileIsGuarded() throws IOException {
    CopiedPackages.spoilEachFile(
        packages.get(1),
        file ->
            assertThat(PackageVerifier.verify(packages.get(1), Optional.empty()).problems())
                .as("after a changed byte in %s", file)
                .isNotEmpty());
    assertThat(PackageVerifier.verify(packages.get(1), Optional.empty()).problems()).isEmpty();
  }

  @Test
  void eachOf200ChangedBytesIsFound() throws IOException {
    long seed = Long.getLong("iamaudit.seed", 20261101);
    Random random = new Random(seed);
    List<Path> files = CopiedPackages.files(packages.get(2));
    for (int i = 0; i < 200; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] before = Files.readAllBytes(file);
      byte[] after = before.clone();
      int at = random.nextInt(after.length);
      after[at] = (byte) (after[at] + 1 + random.nextInt(255));
      Files.write(file, after);
      assertThat(PackageVerifier.verify(packages.get(2), Optional.empty()).problems())
          .as("seed %d, byte %d of %s", seed, at, file)
          .isNotEmpty();
      Files.write(file, before);
    }
  }

  @Test
  void aMissingAndAnAddedFileAreFound() throws IOException {
    Files.writeString(packages.get(0).resolve("notes.txt"), "looks fine");
    Files.delete(packages.get(1).resolve("findings.json"));

    assertThat(PackageVerifier.verify(packages.get(0), Optional.empty()).problems())
        .contains("notes.txt does not belong to the package");
    assertThat(PackageVerifier.verify(packages.get(1), Optional.empty()).problems())
        .contains("findings.json is missing");
  }

  @Test
  void aMissingMonthShowsInTheNextOne() throws Exception {
    DirectoryTree.delete(packages.get(1));

    assertThat(copies.problems(check))
        .containsExactly("the package before it is missing: run " + run(1));
  }

  @Test
  void aMissingFirstMonthShowsInTheNextOne() throws Exception {
    DirectoryTree.delete(packages.get(0));

    assertThat(copies.problems(check))
        .containsExactly("the package before it is missing: run " + run(0));
  }

  @Test
  void exchangedMonthsAreFound() throws Exception {
    copies.exchange(packages.get(0), packages.get(1));

    assertThat(copies.problems(check))
        .anyMatch(p -> p.startsWith("the folder is called `" + packages.get(0).getFileName()));
  }

  /** One that is made again later has other times, so that its successor no longer fits. */
  @Test
  void aMonthThatWasMadeAgainIsFound() throws Exception {
    DirectoryTree.delete(packages.get(0));
    Path other = reports.resolve("other");
    AuditOutcome again = audit(other, MONTHS.get(0), MONTHS.get(2).plus(Duration.ofDays(9)));
    Files.move(again.folder(), packages.get(0));
    Files.delete(other);

    assertThat(copies.problems(check))
        .containsExactlyInAnyOrder(
            "the package before it is not the one it was: run " + run(0),
            "is older than the package before it, run " + run(0));
  }

  @Test
  void aPackageThatIsHandedOnAloneSaysWhatWasNotCompared() throws Exception {
    DirectoryTree.delete(packages.get(0));

    assertThat(check.check(packages.get(1)))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.problems()).isEmpty();
              assertThat(one.notes())
                  .containsExactly("its predecessor " + run(0) + " is not beside it: not compared");
            });
  }

  private String run(int month) {
    return CopiedPackages.run(packages.get(month));
  }
}
