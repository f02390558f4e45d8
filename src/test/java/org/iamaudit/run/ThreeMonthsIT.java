package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigLoader;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.finding.Severity;
import org.iamaudit.history.AccountState;
import org.iamaudit.history.History;
import org.iamaudit.history.HistoryException;
import org.iamaudit.history.HistorySettings;
import org.iamaudit.history.PackageRecord;
import org.iamaudit.history.Postgres;
import org.iamaudit.report.MonthlyReport;
import org.iamaudit.report.Release;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three months of the sample account, in which principals come and go and findings are fixed, come
 * back and are waived. What must come of it stands in {@code history/three-months.txt}; {@code
 * -Diamaudit.golden=write} rewrites it and then fails.
 */
class ThreeMonthsIT {
  private static final Path EXPECTED = Path.of("src/test/resources/history/three-months.txt");
  private static final boolean WRITE = "write".equals(System.getProperty("iamaudit.golden"));
  private static final Instant NOVEMBER = Instant.parse("2026-11-01T06:00:00Z");
  private static final Instant DECEMBER = Instant.parse("2026-12-01T06:00:00Z");
  private static final Instant JANUARY = Instant.parse("2027-01-01T06:00:00Z");
  private static final AccountId ACCOUNT = new AccountId("123456789012");

  @TempDir static Path directory;

  private static AgingSample sample;
  private static final List<AuditOutcome> outcomes = new ArrayList<>();

  @BeforeAll
  static void auditThreeMonths() throws Exception {
    sample = new AgingSample(directory, NOVEMBER);
    outcomes.add(audit(NOVEMBER));

    sample.setTo(DECEMBER);
    sample.removeRole("emergency-readonly");
    sample.addRoleLike("billing-export-retry", "quarter-close");
    sample.detach("carol.ng", "FinanceUserAdmin");
    outcomes.add(audit(DECEMBER));

    sample.setTo(JANUARY);
    sample.attach("carol.ng", "FinanceUserAdmin");
    sample.breakInlinePolicy("cur-delivery-reader");
    sample.tolerate("platform-deployer.yml", "cloudformation:*");
    sample.waive("W-2027-001", "USE-003", "svc-ledger-legacy");
    outcomes.add(audit(JANUARY));
  }

  private static AuditConfig config(Map<String, String> environment) throws Exception {
    return new ConfigLoader(environment, (cron, zone) -> Optional.empty())
        .load(directory.resolve("iamaudit.yml"));
  }

  private static AuditOutcome audit(Instant asOf) throws Exception {
    return audit(asOf, Map.of());
  }

  private static AuditOutcome audit(Instant asOf, Map<String, String> environment)
      throws Exception {
    AuditRequest request = config(environment).request(List.of(), Optional.of(asOf));
    return AuditRun.run(request, Progress.none());
  }

  @Test
  void everyFindingHasTheCourseThatItMustHave() throws IOException {
    StringBuilder text = new StringBuilder();
    outcomes.forEach(outcome -> append(outcome.result(), text));
    if (WRITE) {
      Files.writeString(EXPECTED, text);
      fail("the text was rewritten: look at the difference, and run again without the switch");
    }
    assertThat(text.toString().lines())
        .containsExactlyElementsOf(Files.readString(EXPECTED).lines().toList());
  }

  private static void append(AuditResult result, StringBuilder text) {
    RunHistory.Point now = result.history().trend().get(result.history().trend().size() - 1);
    text.append(result.asOf()).append(' ').append(now.counts()).append('\n');
    for (Finding finding : result.accounts().get(0).findings()) {
      if (finding.standing().runsSeen() == 2 && result.asOf().equals(JANUARY)) {
        text.append("seen twice: ")
            .append(finding.id() + " " + finding.type().code() + " " + finding.standing())
            .append('\n');
      }
    }
    for (Change change : result.history().changes()) {
      if (!result.asOf().equals(NOVEMBER)) {
        text.append(change.kind())
            .append(
                " " + change.findingId() + " " + change.code() + " " + change.principal().name())
            .append(" " + word(change.before()) + ">" + word(change.after()))
            .append(" " + change.reason())
            .append('\n');
      }
    }
  }

  private static String word(Optional<Severity> severity) {
    return severity.map(Severity::name).orElse("");
  }

  @Test
  void theTrendHasThreeMonthsAndAgreesWithTheFindings() {
    AuditResult last = outcomes.get(2).result();

    assertThat(last.history().trend())
        .extracting(p -> p.month().toString())
        .containsExactly("2026-11", "2026-12", "2027-01");
    for (int i = 0; i < 3; i++) {
      assertThat(last.history().trend().get(i).open())
          .isEqualTo(outcomes.get(i).result().findingsBySeverity());
    }
  }

  @Test
  void theSameHistoryIsMadeAgainFromThePackages() throws Exception {
    Path elsewhere = directory.resolve("elsewhere");
    HistorySettings anew = HistorySettings.in(elsewhere);

    History.Rebuilt rebuilt = History.rebuild(anew, directory.resolve("reports"));

    assertThat(rebuilt.warnings()).isEmpty();
    assertThat(rebuilt.packages()).isEqualTo(3);
    assertThat(states(anew)).isEqualTo(states(config(Map.of()).history()));
    auditAgain(Map.of("IAMAUDIT_STATE", elsewhere.toString()));
  }

  @Test
  void theSameHistoryIsMadeInPostgresql() throws Exception {
    try (EmbeddedPostgres postgres = Postgres.start()) {
      Map<String, String> environment =
          Map.of(
              "IAMAUDIT_DATABASE_URL",
              "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
              "IAMAUDIT_DATABASE_USER",
              "postgres");

      auditAgain(environment); // takes in what lies in the directory of reports

      assertThat(states(config(environment).history()))
          .isEqualTo(states(config(Map.of()).history()));
    }
  }

  /** The last month once more: it must find its package, and say the same. */
  private static void auditAgain(Map<String, String> environment) throws Exception {
    AuditOutcome again = audit(JANUARY, environment);

    assertThat(again.folder()).isEqualTo(outcomes.get(2).folder());
    assertThat(again.alreadyThere()).isTrue();
    assertThat(again.result().history()).isEqualTo(outcomes.get(2).result().history());
  }

  @Test
  void aMonthIsSummedUpFromWhatItsRunsLeft() throws Exception {
    AuditConfig config = config(Map.of());
    AccountId never = new AccountId("999999999999");
    MonthlyRollUp.Request request =
        new MonthlyRollUp.Request(
            YearMonth.parse("2026-12"),
            config.history(),
            config.reports(),
            "Example Corp",
            "Internal",
            Map.of(ACCOUNT, "finance-prod", never, "new"),
            config.readWaivers().waivers(),
            List.of(new PackageRecord.Period("monthly-finance", DECEMBER)),
            Optional.empty(),
            Optional.empty());

    MonthlyRollUp.Outcome made = MonthlyRollUp.write(request, JANUARY, Release.ALWAYS);
    MonthlyReport report = made.report();

    assertThat(report.complete()).isFalse();
    assertThat(report.accounts())
        .extracting(a -> a.id() + " " + a.result() + " " + a.runs() + " " + a.open().isPresent())
        .containsExactly("123456789012 COMPLETE 1 true", "999999999999 NOT_AUDITED 0 false");
    assertThat(report.accounts().get(0).open())
        .contains(outcomes.get(1).result().findingsBySeverity());
    assertThat(report.accounts().get(0).openBefore())
        .contains(
            outcomes.get(0).result().findingsBySeverity().values().stream()
                .mapToInt(Integer::intValue)
                .sum());
    assertThat(report.changes()).isEqualTo(outcomes.get(1).result().history().changes());
    assertThat(report.overdue())
        .extracting(MonthlyReport.Overdue::what)
        .contains("W-2026-009", "W-2026-014", "finance-analysts");
    assertThat(report.planned())
        .extracting(MonthlyReport.Planned::state)
        .containsExactly(MonthlyReport.Planned.State.NOT_AUDITED);
    assertThat(report.trend())
        .extracting(p -> p.month().toString())
        .containsExactly("2026-11", "2026-12");
    assertThat(made.written().workbook()).isNotEmptyFile();
    assertThat(made.written().alreadyThere()).isFalse();
    assertThat(MonthlyRollUp.write(request, JANUARY, Release.ALWAYS).written().alreadyThere())
        .isTrue();

    Instant between = DECEMBER.plusMillis(90_500);
    assertThat(MonthlyRollUp.write(request, between, Release.ALWAYS).report().asOf())
        .as("a moment that a cell can show")
        .isEqualTo(DECEMBER.plusSeconds(90));
  }

  private static SortedMap<String, AccountState> states(HistorySettings settings)
      throws HistoryException {
    SortedMap<String, AccountState> states = new TreeMap<>();
    try (History history = History.open(settings)) {
      for (AuditOutcome outcome : outcomes) {
        String runId = outcome.result().runId();
        AccountState state = history.left(runId, ACCOUNT);
        assertThat(state.run()).map(AccountHistory.Previous::runId).contains(runId);
        states.put(runId, state);
      }
    }
    return states;
  }
}
