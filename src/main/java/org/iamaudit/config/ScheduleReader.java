package org.iamaudit.config;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.iamaudit.policy.NearestName;

/** Reads the schedules of a configuration. */
final class ScheduleReader {
  static final List<String> KEYS = List.of("name", "cron", "zone", "misfire", "accounts");

  private final Problems problems;
  private final CronCheck cronCheck;
  private final List<String> listed;

  /**
   * A reader.
   *
   * @param listed the accounts that a schedule may name
   */
  ScheduleReader(Problems problems, CronCheck cronCheck, Set<AccountId> listed) {
    this.problems = problems;
    this.cronCheck = cronCheck;
    this.listed = listed.stream().map(AccountId::digits).toList();
  }

  /** Those schedules that have a name, a time and a zone. */
  List<Schedule> read(List<Section> sections) {
    List<Schedule> schedules = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Section section : sections) {
      Optional<String> name = section.required("name", "what logs call it", Values::text);
      if (name.isPresent() && !seen.add(name.get())) {
        problems.add(
            section.place("name"), "schedule `" + name.get() + "` is listed twice; rename one");
      }
      Optional<ZoneId> zone =
          section.required("zone", "whose clock counts, such as `Europe/Berlin`", Values::zone);
      Optional<String> cron =
          section.required(
              "cron",
              "when it fires, such as `0 0 6 1 * ?`",
              scalar -> cron(scalar, zone.orElse(ZoneOffset.UTC)));
      Schedule.Misfire misfire =
          section
              .value("misfire", Values.keyword(Schedule.Misfire.class))
              .orElse(Schedule.Misfire.RUN_ONCE);
      List<AccountId> accounts =
          section
              .values("accounts", "leave it out to audit every account", this::account)
              .orElse(List.of());
      if (name.isPresent() && zone.isPresent() && cron.isPresent()) {
        schedules.add(new Schedule(name.get(), cron.get(), zone.get(), misfire, accounts));
      }
    }
    return schedules;
  }

  private String cron(Node.Scalar scalar, ZoneId zone) throws BadValue {
    String cron = Values.text(scalar);
    Optional<String> problem = cronCheck.problem(cron, zone);
    if (problem.isPresent()) {
      throw new BadValue(problem.get());
    }
    return cron;
  }

  private AccountId account(Node.Scalar scalar) throws BadValue {
    AccountId id = Values.accountId(scalar);
    if (!listed.contains(id.digits())) {
      throw new BadValue(
          "account `"
              + id
              + "` is not listed under `accounts`"
              + NearestName.hint(id.digits(), listed));
    }
    return id;
  }
}
