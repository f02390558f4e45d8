package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.iamaudit.report.PublicKeys;
import org.iamaudit.report.Release;
import org.iamaudit.report.Verification;
import org.iamaudit.schedule.Months;
import org.iamaudit.snapshot.DirectoryTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two audits and three roll-ups, signed, and what {@code verify} says of changed ones. */
class MonthlyCheckIT {
  @TempDir static Path made;
  @TempDir static Path keys;
  @TempDir Path reports;

  private static Path publicKey;

  private EvidenceCheck check;
  private CopiedPackages copies;
  private List<Path> months;
  private List<Path> runs;

  @BeforeAll
  static void auditAndSumUp() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
    String publicPem = pem("PUBLIC KEY", pair.getPublic().getEncoded());
    publicKey = Files.writeString(keys.resolve("public.pem"), publicPem);
    Path key = keys.resolve("key.pem");
    Files.writeString(key, pem("PRIVATE KEY", pair.getPrivate().getEncoded()) + publicPem);
    SmallAccounts accounts = new SmallAccounts(made);
    accounts.configure(
        "signing: {file: \"" + key + "\"}\n", SmallAccounts.FIRST, SmallAccounts.SECOND);
    for (int month = 9; month < 12; month++) {
      Instant begin = Instant.parse("2026-%02d-01T00:00:00Z".formatted(month));
      if (month < 11) {
        accounts.audit(begin);
      }
      MonthlyRollUp.write(
          Months.request(accounts.config(), YearMonth.of(2026, month)),
          begin.plusSeconds(31 * 86_400L),
          Release.ALWAYS);
    }
  }

  private static String pem(String label, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, text);
  }

  @BeforeEach
  void copyThem() throws IOException {
    check = new EvidenceCheck(Progress.none(), Optional.of(PublicKeys.read(publicKey)));
    copies = CopiedPackages.of(made.resolve("reports"), reports);
    months = copies.folders("iam-audit-monthly_");
    runs = copies.folders("iam-audit_");
    assertThat(months).hasSize(3);
  }

  @Test
  void untouchedOnesHoldTogetherAndAlone() throws Exception {
    assertThat(check.check(reports)).hasSize(5).allMatch(v -> v.holds() && v.notes().isEmpty());
    assertThat(check.check(months.get(2)))
        .containsExactly(
            new Verification(months.get(2).getFileName().toString(), List.of(), List.of()));
  }

  @Test
  void everyFileIsGuarded() throws Exception {
    CopiedPackages.spoilEachFile(
        months.get(1),
        file ->
            assertThat(check.check(months.get(1)).get(0).problems())
                .as("after a changed byte in %s", file)
                .isNotEmpty());
    Files.writeString(months.get(1).resolve("notes.txt"), "looks fine");
    assertThat(check.check(months.get(1)).get(0).problems())
        .contains("notes.txt does not belong to the package");
  }

  @Test
  void aMissingMonthShowsInTheNextOne() throws Exception {
    DirectoryTree.delete(months.get(1));

    assertThat(copies.problems(check))
        .containsExactly("the package before it is missing: run " + id(1));
  }

  @Test
  void exchangedMonthsAreFound() throws Exception {
    copies.exchange(months.get(0), months.get(1));

    assertThat(copies.problems(check))
        .anyMatch(p -> p.startsWith("the folder is called `" + months.get(0).getFileName()));
  }

  @Test
  void aMissingRunShowsInTheMonthsThatSumItUp() throws Exception {
    String run = CopiedPackages.run(runs.get(1));
    DirectoryTree.delete(runs.get(1));

    assertThat(copies.problems(check))
        .contains("the package of a run that it sums up is missing: run " + run)
        .hasSize(2);
  }

  @Test
  void oneThatIsHandedOnAloneSaysWhatWasNotCompared() throws Exception {
    Path alone = Files.createDirectory(reports.resolve("alone"));
    Path month = Files.move(months.get(1), alone.resolve(months.get(1).getFileName()));

    assertThat(check.check(month))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.problems()).isEmpty();
              assertThat(one.notes())
                  .contains("its predecessor " + id(0) + " is not beside it: not compared")
                  .hasSize(3);
            });
  }

  private String id(int month) {
    return CopiedPackages.run(months.get(month));
  }
}
