package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.run.Outcomes;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
  private static final Path REPORTS = Path.of("reports");

  @Test
  void holdsAccountsFindingsGapsAndTheWorkbook() {
    Outcomes outcomes =
        new Outcomes()
            .principals(1_198, 0)
            .principals(2, 3)
            .finding(FindingType.FORBIDDEN_PERMISSION, Severity.CRITICAL)
            .finding(FindingType.EXCESS_PERMISSION, Severity.MEDIUM)
            .finding(FindingType.EXCESS_PERMISSION, Severity.MEDIUM)
            .finding(FindingType.EXCESS_PERMISSION, Severity.HIGH, Standing.Disposition.EXCEPTED)
            .gap("credential-report.csv", "not collected");
    assertThat(plain(outcomes))
        .isEqualTo(
            """
            IAM audit as of 2026-11-01T06:00:00Z

            ACCOUNT                    PRINCIPALS  WITH FINDINGS  CRITICAL  HIGH  MEDIUM  LOW  INFO
            finance-prod 123456789012       1,200              2         1     0       2    0     0

            BAS-001  2  granted, not required
            BAS-003  1  granted although the baseline forbids it

            1 gap: not everything could be read, see the sheet Scope
              finance-prod 123456789012: credential-report.csv: not collected

            workbook
            reports/run-1/audit.xlsx
            """);
  }

  @Test
  void saysThatThereIsNothing() {
    assertThat(plain(new Outcomes().alreadyThere()))
        .endsWith(
            """

            no open findings

            nothing new: an earlier run of the same inputs wrote the workbook
            reports/run-1/audit.xlsx
            """);
  }

  @Test
  void listsTheFirstGapsOnly() {
    Outcomes outcomes = new Outcomes();
    for (int i = 0; i < 12; i++) {
      outcomes.gap("role/R" + i, "unreadable policy");
    }
    assertThat(plain(outcomes))
        .contains("12 gaps: ")
        .contains(": role/R7: ")
        .doesNotContain(": role/R8: ")
        .contains("  and 4 more\n");
  }

  @Test
  void textFromAnAccountControlsNothing() {
    Outcomes outcomes = new Outcomes().gap("role/\033[2J\u202Eevil", "bad\nworkbook\n/tmp/x");
    assertThat(plain(outcomes))
        .contains("role/\uFFFD[2J\uFFFDevil: bad\uFFFDworkbook\uFFFD/tmp/x\n");
  }

  @Test
  void anAccountWithoutANameIsItsId() {
    assertThat(plain(new Outcomes().named("123456789012"))).contains("\n123456789012  ");
  }

  @Test
  void coloursDoNotMoveColumns() {
    Outcomes outcomes = new Outcomes().finding(FindingType.TRUST_EXCESS, Severity.HIGH);
    String coloured = new SummaryText(true).of(outcomes.in(REPORTS));
    assertThat(coloured).contains("\033[31m1\033[0m");
    assertThat(coloured.replaceAll("\033\\[\\d+m", "")).isEqualTo(plain(outcomes));
  }

  @Test
  void aWorkbookElsewhereIsNamedInFull() {
    assertThat(new SummaryText(false).of(new Outcomes().in(Path.of("/var/reports"))))
        .endsWith("\n/var/reports/run-1/audit.xlsx\n");
  }

  private static String plain(Outcomes outcomes) {
    return new SummaryText(false).of(outcomes.in(REPORTS));
  }
}
