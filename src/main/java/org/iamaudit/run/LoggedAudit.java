package org.iamaudit.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.snapshot.IoReason;
import org.iamaudit.snapshot.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An auditor whose runs can be followed in the log, as the events {@code run.started}, {@code
 * report.written} and {@code run.finished}. A failure is logged by whoever asked for the run.
 */
public final class LoggedAudit implements Auditor {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedAudit.class);

  private final Auditor auditor;
  private final InstantSource clock;

  public LoggedAudit(Auditor auditor, InstantSource clock) {
    this.auditor = auditor;
    this.clock = clock;
  }

  @Override
  public AuditOutcome run(AuditRequest request, Progress progress) throws RunException {
    var started = clock.instant();
    LOG.atInfo()
        .addKeyValue("event", "run.started")
        .addKeyValue("accounts", accounts(request))
        .log("audit started");
    AuditOutcome outcome = auditor.run(request, progress);
    if (!outcome.alreadyThere()) {
      LOG.atInfo()
          .addKeyValue("event", "report.written")
          .addKeyValue("run_id", outcome.result().runId())
          .addKeyValue("file", outcome.workbook())
          .addKeyValue("sha256", sha256(outcome.workbook()))
          .log("report written");
    }
    logFinished(outcome, Duration.between(started, clock.instant()));
    return outcome;
  }

  private static void logFinished(AuditOutcome outcome, Duration took) {
    AuditResult result = outcome.result();
    LOG.atInfo()
        .addKeyValue("event", "run.finished")
        .addKeyValue("run_id", result.runId())
        .addKeyValue("outcome", result.complete() ? "complete" : "partial")
        .addKeyValue(
            "findings", result.accounts().stream().mapToInt(a -> a.findings().size()).sum())
        .addKeyValue("gaps", result.accounts().stream().mapToInt(a -> a.gaps().size()).sum())
        .addKeyValue("already_there", outcome.alreadyThere())
        .addKeyValue("seconds", took.toMillis() / 1000.0)
        .log("audit finished");
  }

  private static String accounts(AuditRequest request) {
    return request.accounts().stream()
        .map(AuditRequest.AccountSource::label)
        .collect(Collectors.joining(", "));
  }

  private static String sha256(Path file) throws RunException {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new RunException("cannot read `" + file + "` back: " + IoReason.of(e), e);
    }
  }
}
