package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggedAuditTest {
  private static final Instant START = Instant.parse("2026-11-01T06:00:00Z");

  @TempDir Path directory;

  @Test
  void tellsWhatWasStartedWrittenAndFinished() throws Exception {
    AuditOutcome outcome =
        new Outcomes()
            .finding(FindingType.ROLE_UNUSED, Severity.LOW)
            .gap("credential-report.csv", "not collected")
            .writtenTo(directory);
    try (LogCapture log = new LogCapture()) {
      assertThat(audit(outcome)).isSameAs(outcome);
      ILoggingEvent started = log.await("run.started");
      assertThat(LogCapture.value(started, "accounts")).contains("snapshot");
      ILoggingEvent written = log.await("report.written");
      assertThat(LogCapture.value(written, "sha256"))
          .contains("244f4e42fb0ee32cd4231096cf91c1b36662e3becc5b5b1deab885bd1a624c18");
      ILoggingEvent finished = log.await("run.finished");
      assertThat(LogCapture.value(finished, "run_id")).contains("run-1");
      assertThat(LogCapture.value(finished, "outcome")).contains("partial");
      assertThat(LogCapture.value(finished, "findings")).contains("1");
      assertThat(LogCapture.value(finished, "gaps")).contains("1");
      assertThat(LogCapture.value(finished, "seconds")).contains("2.5");
    }
  }

  @Test
  void aReportThatWasThereAlreadyIsNotWritten() throws Exception {
    try (LogCapture log = new LogCapture()) {
      audit(new Outcomes().alreadyThere().in(directory));
      assertThat(log.rest())
          .extracting(event -> LogCapture.value(event, "event").orElse(""))
          .containsExactly("run.started", "run.finished");
    }
  }

  @Test
  void aFailureIsLeftToTheCaller() {
    Auditor failing =
        (request, progress) -> {
          throw new RunException("cannot read `x`", null);
        };
    try (LogCapture log = new LogCapture()) {
      assertThatThrownBy(() -> new LoggedAudit(failing, () -> START).run(request(), none()))
          .hasMessage("cannot read `x`");
      assertThat(log.rest()).hasSize(1);
    }
  }

  private AuditOutcome audit(AuditOutcome outcome) throws RunException {
    Iterator<Instant> times = List.of(START, START.plusMillis(2500)).iterator();
    return new LoggedAudit((request, progress) -> outcome, times::next).run(request(), none());
  }

  private AuditRequest request() {
    return AuditRequest.ofSnapshot(
        Path.of("snapshot"), Optional.empty(), directory, Optional.empty());
  }

  private static Progress none() {
    return Progress.none();
  }
}
