package org.iamaudit.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.finding.Thresholds;
import org.iamaudit.gen.PlainAccount;
import org.iamaudit.snapshot.Gap;

/** Outcomes of runs that never took place, for those who only look at outcomes. */
public final class Outcomes {
  private static final Instant AS_OF = Instant.parse("2026-11-01T06:00:00Z");

  private final List<Finding> findings = new ArrayList<>();
  private final List<PrincipalResult> principals = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private String name = "finance-prod";
  private boolean alreadyThere;

  public Outcomes named(String accountName) {
    name = accountName;
    return this;
  }

  public Outcomes finding(FindingType type, Severity severity) {
    return finding(type, severity, Standing.Disposition.OPEN);
  }

  public Outcomes finding(FindingType type, Severity severity, Standing.Disposition disposition) {
    String id = "F-" + findings.size();
    AccountId account = new AccountId("123456789012");
    findings.add(
        new Finding(
            id,
            id,
            type,
            severity,
            Standing.first(AS_OF).excused(disposition, "W-1"),
            account,
            new PrincipalRef("role", "R", "arn:aws:iam::123456789012:role/R", "AROA1"),
            type.meaning(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "remove it"));
    return this;
  }

  public Outcomes principals(int number, int eachWithFindings) {
    for (int i = 0; i < number; i++) {
      principals.add(
          new PrincipalResult(
              PlainAccount.role("R" + i),
              List.of(),
              "READ",
              Map.of(),
              List::of,
              List.of(),
              eachWithFindings,
              0,
              List.of()));
    }
    return this;
  }

  public Outcomes gap(String subject, String reason) {
    gaps.add(new Gap(Gap.Kind.NOT_COLLECTED, subject, reason, "unknown"));
    return this;
  }

  public Outcomes alreadyThere() {
    alreadyThere = true;
    return this;
  }

  /** Without files. */
  public AuditOutcome in(Path reports) {
    Path folder = reports.resolve("run-1");
    return new AuditOutcome(result(), folder, folder.resolve("audit.xlsx"), "", alreadyThere);
  }

  /** With a workbook that holds the word {@code workbook}. */
  public AuditOutcome writtenTo(Path reports) {
    AuditOutcome outcome = in(reports);
    try {
      Files.createDirectories(outcome.folder());
      Files.writeString(outcome.workbook(), "workbook");
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AuditResult result() {
    return new AuditResult(
        "run-1",
        AS_OF,
        "1.0.0",
        "2026-01-01",
        "",
        "Internal",
        Thresholds.DEFAULT,
        List.of("NIST-800-53-r5"),
        Period.ofYears(7),
        List.of(),
        List.of(
            new AccountResult(
                name, PlainAccount.snapshot(List.of(), List.of()), principals, findings, gaps)),
        List.of(),
        Map.of(),
        new RunHistory(false, List.of(), List.of(), List.of()));
  }
}
