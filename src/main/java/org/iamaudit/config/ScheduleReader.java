package org.iamaudit.config;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.iamaudit.arn.AccountId;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.Quoted;

/** Reads the schedules of a configuration. */
final class ScheduleReader {
  static final List<String> KEYS =
      List.of("name", "kind", "cron", "zone", "misfire", "except", "split", "accounts");

  /** Leaves room in the names that Quartz keeps for the period and the account. */
  private static final int LONGEST_NAME = 100;

  private static final Pattern DAYS = Pattern.compile("--\\d|\\d{4}-");

  private final Problems problems;
  private final CronCheck cronCheck;
  private final List<String> listed;
  private final Map<String, List<BlackoutDays>> calendars;
  private final boolean anyAccount;

  /**
   * A reader.
   *
   * @param listed the accounts that a schedule may name
   * @param anyAccount whether it may name others, which an organization may have
   * @param calendars the calendars that it may name
   */
  ScheduleReader(
      Problems problems,
      CronCheck cronCheck,
      Set<AccountId> listed,
      boolean anyAccount,
      Map<String, List<BlackoutDays>> calendars) {
    this.problems = problems;
    this.cronCheck = cronCheck;
    this.anyAccount = anyAccount;
    this.calendars = calendars;
    this.listed = listed.stream().map(AccountId::digits).toList();
  }

  /** Those schedules that have a name, a time and a zone. */
  List<Schedule> read(List<Section> sections) {
    List<Schedule> schedules = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Section section : sections) {
      Optional<String> name = section.required("name", "what logs call it", ScheduleReader::name);
      if (name.isPresent() && !seen.add(name.get())) {
        problems.add(
            section.place("name"), "schedule `" + name.get() + "` is listed twice; rename one");
      }
      Schedule.Kind kind =
          section.value("kind", Values.keyword(Schedule.Kind.class)).orElse(Schedule.Kind.AUDIT);
      if (kind == Schedule.Kind.MONTHLY) {
        for (String key : List.of("split", "accounts")) {
          if (section.has(key)) {
            problems.add(
                section.place(key), "a monthly roll-up is of all accounts; remove `" + key + "`");
          }
        }
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
      List<BlackoutDays> except =
          section
              .values("except", "leave it out to fire on every day", this::calendar)
              .orElse(List.of())
              .stream()
              .flatMap(List::stream)
              .toList();
      Schedule.Split split =
          section.value("split", Values.keyword(Schedule.Split.class)).orElse(Schedule.Split.NONE);
      List<AccountId> accounts =
          section
              .values("accounts", "leave it out to audit every account", this::account)
              .orElse(List.of());
      if (split == Schedule.Split.ACCOUNT && anyAccount && accounts.isEmpty()) {
        problems.add(
            section.place("split"),
            "`split: account` beside `collect.organization.member-role` needs `accounts`: which"
                + " accounts an organization has is known only when it is read; list them, or leave"
                + " out `split`");
      }
      if (name.isPresent() && zone.isPresent() && cron.isPresent()) {
        schedules.add(
            new Schedule(
                name.get(), kind, cron.get(), zone.get(), misfire, except, split, accounts));
      }
    }
    return schedules;
  }

  private static String name(Node.Scalar scalar) throws BadValue {
    String name = Values.text(scalar);
    if (name.length() > LONGEST_NAME) {
      throw new BadValue("has more than " + LONGEST_NAME + " characters");
    }
    return name;
  }

  /** The days of a calendar, or days themselves. */
  private List<BlackoutDays> calendar(Node.Scalar scalar) throws BadValue {
    String name = Values.text(scalar);
    if (calendars.containsKey(name)) {
      return calendars.get(name);
    }
    if (DAYS.matcher(name).lookingAt()) {
      return List.of(CalendarReader.days(scalar));
    }
    throw new BadValue(
        "calendar "
            + Quoted.of(name)
            + " is not listed under `calendars`"
            + NearestName.hint(name, calendars.keySet()));
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
    if (!anyAccount && !listed.contains(id.digits())) {
      throw new BadValue(
          "account `"
              + id
              + "` is not listed under `accounts`"
              + NearestName.hint(id.digits(), listed));
    }
    return id;
  }
}
