package org.iamaudit.run;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.iamaudit.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline for accounts that nobody knows of is told of, in a run of several accounts. */
class StrayBaselinesTest {
  private static final Instant AS_OF = Instant.parse("2026-09-01T00:00:00Z");
  private static final String STRAY = "baseline is for 444455556667 alone: no account of this run";

  @TempDir Path directory;

  private static List<String> titles(AuditOutcome outcome) {
    return outcome.result().accounts().stream()
        .flatMap(account -> account.findings().stream())
        .filter(finding -> finding.principal().name().equals("guards"))
        .map(Finding::title)
        .toList();
  }

  private SmallAccounts withBaselineFor(String account) throws Exception {
    SmallAccounts accounts = new SmallAccounts(directory);
    Files.writeString(
        directory.resolve("baselines/guards.yml"),
        """
        baseline: guards
        owner: guards@example.com
        applies-to: [{user: "*"}]
        accounts: ["%s"]
        forbids: [{Action: "s3:*", Resource: "*"}]
        """
            .formatted(account));
    return accounts;
  }

  @Test
  void aBaselineForAnAccountThatNobodyNamesIsAStrayInEachAccount() throws Exception {
    AuditOutcome outcome = withBaselineFor("444455556667").audit(AS_OF);

    assertThat(titles(outcome)).containsExactly(STRAY, STRAY);
  }

  @Test
  void thePackageAloneGivesTheSameAgain() throws Exception {
    SmallAccounts accounts = withBaselineFor("444455556667");
    accounts.audit(AS_OF);

    assertThat(new EvidenceCheck(Progress.none(), Optional.empty()).check(accounts.reports()))
        .hasSize(1)
        .allSatisfy(found -> assertThat(found.problems()).isEmpty())
        .allSatisfy(found -> assertThat(found.notes()).isEmpty());
  }

  @Test
  void aBaselineForAnAccountThatWasLeftOutIsNone() throws Exception {
    AuditOutcome outcome = withBaselineFor(SmallAccounts.SECOND).audit(AS_OF, SmallAccounts.FIRST);

    assertThat(titles(outcome)).isEmpty();
  }

  @Test
  void sheetMethodNamesIt() throws Exception {
    AuditOutcome outcome = withBaselineFor(SmallAccounts.SECOND).audit(AS_OF, SmallAccounts.FIRST);
    List<String> texts = new ArrayList<>();

    try (Workbook book = WorkbookFactory.create(outcome.workbook().toFile(), null, true)) {
      book.getSheet("Method").forEach(row -> row.forEach(cell -> texts.add(cell.toString())));
    }
    assertThat(texts)
        .containsSubsequence(
            "Not compared", "guards", SmallAccounts.SECOND + " alone: no account of this run");
  }

  /** Else the package would lack them, and a changed baseline would look like the same inputs. */
  @Test
  void baselinesBehindLinksAreInThePackageToo() throws Exception {
    SmallAccounts accounts = withBaselineFor("444455556667");
    Path baselines = directory.resolve("baselines");
    Path shared = Files.createDirectory(directory.resolve("shared"));
    Files.writeString(
        shared.resolve("read.json"),
        "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:Get*\", \"Resource\": \"*\"}}");
    Files.createSymbolicLink(baselines.resolve("policies"), shared);
    Files.writeString(
        baselines.resolve("guards.yml"), "requires: [{document: policies/read.json}]\n", APPEND);
    Files.move(baselines, directory.resolve("elsewhere"));
    Files.createSymbolicLink(baselines, directory.resolve("elsewhere"));
    accounts.audit(AS_OF);

    assertThat(new EvidenceCheck(Progress.none(), Optional.empty()).check(accounts.reports()))
        .singleElement()
        .satisfies(found -> assertThat(found.problems()).isEmpty());
  }
}
