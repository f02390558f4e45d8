package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.iamaudit.arn.AccountId;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Event;
import org.iamaudit.notify.Notice;
import org.iamaudit.notify.Notice.SummedUp;
import org.iamaudit.run.AuditOutcome;
import org.iamaudit.run.AuditRequest;
import org.iamaudit.run.Auditor;
import org.iamaudit.run.LogCapture;
import org.iamaudit.run.Outcomes;
import org.iamaudit.run.Progress;
import org.iamaudit.run.RunException;
import org.iamaudit.run.RunLock;
import org.iamaudit.run.RunLockedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real scheduler with triggers a second away. */
@Timeout(300)
class AuditDaemonTest {
  private static final String EVERY_SECOND = "* * * * * ?";
  private static final String IN_A_DISTANT_YEAR = "0 0 6 1 1 ? 2098";
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final AccountId FIRST = new AccountId("123456789012");

  @TempDir Path directory;

  private final BlockingQueue<AuditRequest> requests = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<AuditDaemon> started = new ArrayList<>();
  private final LogCapture log = new LogCapture();

  @AfterEach
  void leaveNothingRunning() throws InterruptedException {
    release.countDown();
    for (AuditDaemon daemon : started) {
      daemon.stop(LONG);
    }
    log.close();
  }

  @Test
  void auditsWhatTheScheduleNamesAsOfTheFireTime() throws Exception {
    AuditDaemon daemon = start(config("", EVERY_SECOND), this::succeed);
    AuditRequest request = requests.poll(120, TimeUnit.SECONDS);
    ILoggingEvent next = log.await("schedule.next");
    assertThat(daemon.stop(LONG)).isTrue();
    assertThat(request.accounts()).extracting(a -> a.id().orElseThrow()).containsExactly(FIRST);
    Instant asOf = request.asOf().orElseThrow();
    assertThat(asOf.getNano()).isZero();
    assertThat(Duration.between(asOf, Instant.now())).isBetween(Duration.ZERO, LONG);
    assertThat(LogCapture.value(next, "schedule")).contains("s0");
    assertThat(LogCapture.value(next, "next").orElseThrow()).endsWith("+05:30");
    assertThat(LogCapture.value(next, "next_utc").orElseThrow()).endsWith("Z");
  }

  @Test
  void aMonthlyScheduleSumsUpTheMonthBefore() throws Exception {
    AuditConfig config =
        new TestConfig(directory)
            .load(
                """
                schedules: [{name: month, kind: monthly, cron: "* * * * * ?", zone: UTC}]
                notify: {channels: [{name: all, type: slack, url-file: iamaudit.yml, events: [partial]}]}
                """);
    Instant begun = Instant.now();
    AuditDaemon daemon = start(config, this::succeed);
    ILoggingEvent finished = log.await("run.finished");
    assertThat(daemon.stop(LONG)).isTrue();
    YearMonth before = YearMonth.parse(LogCapture.value(finished, "month").orElseThrow());
    assertThat(before).isIn(monthBefore(begun), monthBefore(Instant.now()));
    assertThat(LogCapture.value(finished, "outcome")).contains("partial"); // nothing was audited
    assertThat(Path.of(LogCapture.value(finished, "file").orElseThrow())).isNotEmptyFile();
    assertThat(requests).isEmpty();

    assertThat(waiting(config))
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(SummedUp.class))
        .map(SummedUp.class::cast)
        .anySatisfy(
            month -> {
              assertThat(month.month()).isEqualTo(before);
              assertThat(month.events(Severity.HIGH)).containsExactly(Event.PARTIAL);
              assertThat(month.notAudited()).contains("first (123456789012)", "012345678901");
              assertThat(Path.of(month.workbook().path())).isNotEmptyFile();
            });
  }

  private static YearMonth monthBefore(Instant moment) {
    return YearMonth.from(moment.atZone(ZoneOffset.UTC)).minusMonths(1);
  }

  private static List<Notice.Outcome> waiting(AuditConfig config) throws Exception {
    try (StateDatabase database = StateDatabase.open(config)) {
      return new NotificationTable(database.dataSource())
          .waitingSince(Instant.now().plusSeconds(60)).stream()
              .map(notification -> notification.notice().outcome())
              .toList();
    }
  }

  @Test
  void aConfiguredMomentStandsAboveTheFireTime() throws Exception {
    Instant asOf = Instant.parse("2026-11-01T06:00:00Z");
    AuditDaemon daemon = start(config("as-of: " + asOf, EVERY_SECOND), this::succeed);
    assertThat(requests.poll(120, TimeUnit.SECONDS).asOf()).contains(asOf);
    assertThat(daemon.stop(LONG)).isTrue();
  }

  @Test
  void tellsTheNextFireTimeAtTheStartAndAfterEachRun() throws Exception {
    AuditDaemon daemon = start(config("", EVERY_SECOND, IN_A_DISTANT_YEAR), this::succeed);
    assertThat(LogCapture.value(log.await("schedule.next"), "schedule")).contains("s0");
    ILoggingEvent distant = log.await("schedule.next");
    assertThat(LogCapture.value(distant, "next")).contains("2098-01-01T06:00:00+05:30");
    assertThat(LogCapture.value(distant, "next_utc")).contains("2098-01-01T00:30:00Z");
    log.await("run.finished");
    assertThat(LogCapture.value(log.await("schedule.next"), "schedule")).contains("s0");
    assertThat(daemon.stop(LONG)).isTrue();
  }

  @Test
  void auditsOfOneTimeFollowOneAnother() throws Exception {
    AuditDaemon daemon = start(config("", EVERY_SECOND, EVERY_SECOND), this::succeedOnceReleased);
    assertThat(requests.poll(120, TimeUnit.SECONDS)).as("running audit").isNotNull();
    log.await("run.started");
    log.await("period.planned");
    assertThat(requests).as("more running audits").isEmpty();
    release.countDown();
    log.await("run.finished");
    log.await("run.finished");
    assertThat(daemon.stop(LONG)).isTrue();
  }

  @Test
  void aRunByHandIsWaitedFor() throws Exception {
    RunLock lock = RunLock.acquire(directory.resolve("state"), Instant.EPOCH);
    try (lock) {
      AuditDaemon daemon = start(config("", EVERY_SECOND), this::succeed);
      assertThat(log.await("run.waiting").getFormattedMessage())
          .startsWith("another run holds the lock `" + directory.resolve("state/iamaudit.lock"));
      assertThat(daemon.stop(LONG)).isTrue();
      assertThat(requests).isEmpty();
    }
  }

  @Test
  void aSecondDaemonIsRefused() throws Exception {
    AuditConfig config = config("", IN_A_DISTANT_YEAR);
    AuditDaemon daemon = start(config, this::succeed);
    assertThatThrownBy(() -> start(config, this::succeed))
        .isInstanceOf(RunLockedException.class)
        .hasMessageStartingWith(
            "another daemon holds the lock `"
                + directory.resolve("state/daemon.lock")
                + "`: process");
    assertThat(daemon.stop(LONG)).isTrue();
    assertThat(start(config, this::succeed).stop(LONG)).isTrue();
  }

  @Test
  void stoppingWaitsForTheRunningAudit() throws Exception {
    AuditDaemon daemon = start(config("", EVERY_SECOND), this::succeedOnceReleased);
    log.await("run.started");
    CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> stop(daemon));
    log.await("daemon.stopping");
    assertThat(stopped).isNotDone();
    release.countDown();
    log.await("run.finished");
    assertThat(stopped.get(120, TimeUnit.SECONDS)).isTrue();
    log.await("daemon.stopped");
  }

  @Test
  void anotherPlaceForItsStateIsRefusedUntilARestart() throws Exception {
    AuditDaemon daemon = start(config("", IN_A_DISTANT_YEAR), this::succeed);
    AuditConfig moved = config("state: elsewhere", IN_A_DISTANT_YEAR);
    assertThat(daemon.reload(() -> moved)).isFalse();
    assertThat(log.await("config.invalid").getFormattedMessage())
        .contains("`state` changes only with a restart");
    assertThat(daemon.config().state()).isEqualTo(directory.resolve("state"));
    AuditConfig same = config("organization: another", IN_A_DISTANT_YEAR);
    assertThat(daemon.reload(() -> same)).isTrue();
    assertThat(daemon.config().organization()).isEqualTo("another");
  }

  @Test
  void aCommandThatIsNeverFinishedKeepsNoOtherWaiting() throws Exception {
    start(config("", IN_A_DISTANT_YEAR), this::succeed);
    Path state = directory.resolve("state");
    try (SocketChannel silent =
        SocketChannel.open(UnixDomainSocketAddress.of(state.resolve("control")))) {
      CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> ask(state, "status"));
      assertThat(answer.get(120, TimeUnit.SECONDS)).contains("s0");
      assertThat(silent.isConnected()).isTrue();
    }
  }

  private static String ask(Path state, String command) {
    try {
      return ControlSocket.ask(state, List.of(command)).orElseThrow();
    } catch (DaemonException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void stoppingEndsAtTheDeadline() throws Exception {
    AuditDaemon daemon = start(config("", EVERY_SECOND), this::succeedOnceReleased);
    log.await("run.started");
    assertThat(daemon.stop(Duration.ofMillis(50))).isFalse();
    log.await("daemon.aborted");
    release.countDown();
    log.await("run.finished");
  }

  @Test
  void afterAFailureTheScheduleGoesOn() throws Exception {
    Auditor failing =
        (request, progress) -> {
          requests.add(request);
          if (requests.size() == 1) {
            throw new RunException(List.of("cannot read `a`", "cannot read `b`"), null);
          }
          throw new IllegalStateException("broken");
        };
    AuditDaemon daemon = start(config("", EVERY_SECOND), failing);
    ILoggingEvent first = log.await("run.finished");
    assertThat(first.getLevel()).isEqualTo(Level.ERROR);
    assertThat(first.getFormattedMessage()).isEqualTo("cannot read `a`");
    assertThat(LogCapture.value(first, "outcome")).contains("failed");
    assertThat(log.await("run.finished").getFormattedMessage()).isEqualTo("cannot read `b`");
    log.await("schedule.next");
    ILoggingEvent second = log.await("run.finished");
    assertThat(second.getThrowableProxy().getMessage()).isEqualTo("broken");
    assertThat(daemon.stop(LONG)).isTrue();
  }

  @Test
  void whatCameDueBetweenTwoDaemonsIsMadeUpFor() throws Exception {
    InstantSource morning = () -> Instant.parse("2026-12-01T00:00:00Z");
    InstantSource nextMorning = () -> Instant.parse("2026-12-02T00:00:00Z");
    AuditConfig daily = config("", "0 0 6 * * ?");
    AuditDaemon first = AuditDaemon.start(daily, this::succeed, morning);
    assertThat(first.stop(LONG)).isTrue();
    assertThat(requests).isEmpty();
    AuditDaemon second = AuditDaemon.start(daily, this::succeed, nextMorning);
    started.add(second);
    assertThat(requests.poll(120, TimeUnit.SECONDS).asOf())
        .contains(Instant.parse("2026-12-01T00:30:00Z"));
    assertThat(second.stop(LONG)).isTrue();
    assertThat(requests).isEmpty();
  }

  private AuditOutcome succeed(AuditRequest request, Progress progress) {
    requests.add(request);
    return new Outcomes().alreadyThere().in(directory);
  }

  private AuditOutcome succeedOnceReleased(AuditRequest request, Progress progress)
      throws RunException {
    requests.add(request);
    try {
      assertThat(release.await(120, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new RunException("interrupted", e);
    }
    return new Outcomes().alreadyThere().in(directory);
  }

  private AuditDaemon start(AuditConfig config, Auditor auditor) throws Exception {
    AuditDaemon daemon = AuditDaemon.start(config, auditor, InstantSource.system());
    started.add(daemon);
    return daemon;
  }

  private static boolean stop(AuditDaemon daemon) {
    try {
      return daemon.stop(LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With schedules named s0, s1, … of the first account. */
  private AuditConfig config(String more, String... crons) throws Exception {
    StringBuilder schedules = new StringBuilder(more + "\nschedules:\n");
    for (int i = 0; i < crons.length; i++) {
      schedules.append(
          "  - {name: s%d, cron: \"%s\", zone: Asia/Kolkata, accounts: [\"123456789012\"]}\n"
              .formatted(i, crons[i]));
    }
    return new TestConfig(directory).load(schedules.toString());
  }
}
