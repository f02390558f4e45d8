package org.iamaudit.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.iamaudit.config.Schedule;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.Quoted;
import org.quartz.SchedulerException;

/** What people ask of a running daemon, and its answers: lines whose cells stand between tabs. */
final class Control {
  private final Keeper keeper;
  private final Callable<DaemonStatus> status;
  private final Callable<List<Schedule>> schedules;

  Control(Keeper keeper, Callable<DaemonStatus> status, Callable<List<Schedule>> schedules) {
    this.keeper = keeper;
    this.status = status;
    this.schedules = schedules;
  }

  /** A request that cannot be met. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
      super(message);
    }
  }

  /**
   * Does what is asked.
   *
   * @param request words, as {@code status}, {@code pause NAME}, {@code resume NAME}, {@code
   *     trigger NAME} or {@code trigger NAME TIME}
   */
  String answer(List<String> request) throws Exception {
    String word = request.get(0);
    if (word.equals("status")) {
      return text(status.call());
    }
    Schedule schedule = schedule(request.get(1));
    return switch (word) {
      case "pause" -> {
        keeper.pause(schedule.name());
        yield "paused; fire times are on record as missed until `daemon resume`";
      }
      case "resume" -> {
        keeper.resume(schedule.name());
        yield "fires again";
      }
      case "trigger" -> trigger(schedule, request.size() > 2 ? request.get(2) : "");
      default -> throw new Refusal("the daemon does not know " + Quoted.of(word));
    };
  }

  private Schedule schedule(String name) throws Exception {
    List<Schedule> known = schedules.call();
    return known.stream()
        .filter(schedule -> schedule.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "no schedule "
                        + Quoted.of(name)
                        + NearestName.hint(name, known.stream().map(Schedule::name).toList())));
  }

  private String trigger(Schedule schedule, String time) throws SchedulerException, Refusal {
    Optional<Instant> missed = Optional.empty();
    try {
      missed = time.isEmpty() ? missed : Optional.of(OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeException e) {
      throw new Refusal(Quoted.of(time) + " is not a time such as `2026-12-01T06:00:00+01:00`");
    }
    Optional<Instant> planned = keeper.trigger(schedule, missed);
    if (planned.isEmpty()) {
      throw new Refusal(
          missed.isPresent()
              ? "nothing was missed and nothing failed at `" + time + "`; see `daemon status`"
              : "an audit of this very second is planned already");
    }
    return "audit planned\t" + FireTimes.local(planned.get(), schedule.zone());
  }

  /** As a table. */
  static String text(DaemonStatus status) {
    StringBuilder text = new StringBuilder();
    text.append("schedule\tstate\tnext\tnext (UTC)\tlast\tlast (UTC)\tresult\n");
    for (ScheduleStatus one : status.schedules()) {
      Optional<Instant> last =
          one.last().stream().findFirst().map(entry -> entry.period().scheduledFor());
      text.append(one.schedule().name());
      text.append('\t').append(one.paused() ? "paused" : one.stale().isPresent() ? "STALE" : "ok");
      times(text, one.next(), one.schedule());
      times(text, last, one.schedule());
      text.append('\t').append(one.last().isEmpty() ? "-" : one.lastWords()).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static void times(StringBuilder text, Optional<Instant> time, Schedule schedule) {
    text.append('\t').append(time.map(t -> FireTimes.local(t, schedule.zone())).orElse("-"));
    text.append('\t')
        .append(time.map(t -> t.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("-"));
  }
}
