package org.iamaudit.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.iamaudit.config.AuditConfig.Account;
import org.iamaudit.config.AuditConfig.LogSettings;
import org.iamaudit.finding.Thresholds;
import org.iamaudit.run.AuditRequest;

/** Reads a tree as a configuration: which keys there are, their defaults, and what must hold. */
final class ConfigReader {
  private static final List<String> THRESHOLDS =
      List.of("unused-credential", "unused-role", "unused-permission");
  private static final List<String> LOGGING = List.of("level", "format");
  private static final List<String> ACCOUNT = List.of("id", "name", "snapshot");
  private static final List<String> TOP =
      List.of(
          "organization",
          "accounts",
          "baselines",
          "reports",
          "state",
          "classification",
          "as-of",
          "thresholds",
          "fail-on",
          "calendars",
          "schedules",
          "database",
          "http",
          "logging");

  /** What the environment may replace: every single value outside a list. */
  static final List<String> REPLACEABLE = replaceable();

  private final Problems problems;
  private final CronCheck cronCheck;

  ConfigReader(Problems problems, CronCheck cronCheck) {
    this.problems = problems;
    this.cronCheck = cronCheck;
  }

  private static List<String> replaceable() {
    List<String> keys = new ArrayList<>(TOP);
    keys.removeAll(
        List.of("accounts", "calendars", "schedules", "thresholds", "database", "http", "logging"));
    THRESHOLDS.forEach(key -> keys.add("thresholds." + key));
    ServiceReader.DATABASE.forEach(key -> keys.add("database." + key));
    ServiceReader.HTTP.forEach(key -> keys.add("http." + key));
    LOGGING.forEach(key -> keys.add("logging." + key));
    return List.copyOf(keys);
  }

  /**
   * The configuration that the tree holds.
   *
   * @throws ConfigException if anything at all was wrong, up to here too
   */
  AuditConfig read(Node.Mapping tree, Path file, String sha256) throws ConfigException {
    Section top = new Section(tree, problems, TOP);
    Path base = tree.place().base();
    String organization = top.value("organization", Values::text).orElse("");
    Set<AccountId> listed = new LinkedHashSet<>();
    List<Account> accounts = accounts(top, listed);
    Optional<Path> baselines = top.value("baselines", this::directory);
    Path reports = top.value("reports", Values::path).orElse(base.resolve("reports"));
    Path state = top.value("state", Values::path).orElse(base.resolve("state"));
    String classification =
        top.value("classification", Values::text).orElse(AuditRequest.DEFAULT_CLASSIFICATION);
    Optional<Instant> asOf = top.value("as-of", Values::instant);
    Thresholds thresholds = thresholds(top.section("thresholds", THRESHOLDS));
    FailOn failOn = top.value("fail-on", Values::failOn).orElse(FailOn.NONE);
    List<Schedule> schedules =
        new ScheduleReader(
                problems,
                cronCheck,
                listed,
                new CalendarReader(problems).read(top.sections("calendars", CalendarReader.KEYS)))
            .read(top.sections("schedules", ScheduleReader.KEYS));
    Optional<DatabaseSettings> database =
        ServiceReader.database(top.section("database", ServiceReader.DATABASE), problems);
    HttpSettings http = ServiceReader.http(top.section("http", ServiceReader.HTTP));
    LogSettings logging = logging(top.section("logging", LOGGING));
    problems.throwIfAny();
    return new AuditConfig(
        file,
        sha256,
        organization,
        accounts,
        baselines,
        reports,
        state,
        classification,
        asOf,
        thresholds,
        failOn,
        schedules,
        database,
        http,
        logging);
  }

  /** The accounts that can be audited; {@code listed} receives the id of every one listed. */
  private List<Account> accounts(Section top, Set<AccountId> listed) {
    if (top.isEmpty("accounts")) {
      problems.add(
          top.place("accounts"), "no account to audit: list at least one under `accounts`");
    }
    List<Account> accounts = new ArrayList<>();
    for (Section section : top.sections("accounts", ACCOUNT)) {
      Optional<AccountId> id =
          section.required("id", "the 12 digits of the account, in quotes", Values::accountId);
      String name = section.value("name", Values::text).orElse("");
      Optional<Path> snapshot =
          section.required("snapshot", "the directory with its exports", this::directory);
      if (id.isPresent() && !listed.add(id.get())) {
        problems.add(section.place("id"), "account `" + id.get() + "` is listed twice; keep one");
      }
      if (id.isPresent() && snapshot.isPresent()) {
        accounts.add(new Account(id.get(), name, snapshot.get()));
      }
    }
    return accounts;
  }

  private Path directory(Node.Scalar scalar) throws BadValue {
    Path path = Values.path(scalar);
    if (!Files.isDirectory(path)) {
      throw new BadValue(
          (Files.exists(path) ? "`" + path + "` is not a directory" : "no directory `" + path + "`")
              + "; a relative path starts at "
              + (scalar.place().line() > 0
                  ? "the directory of the file"
                  : "the working directory"));
    }
    return path;
  }

  private static Thresholds thresholds(Section section) {
    Thresholds byDefault = Thresholds.DEFAULT;
    Optional<Period> credential = section.value("unused-credential", Values::period);
    Optional<Period> role = section.value("unused-role", Values::period);
    Optional<Period> permission = section.value("unused-permission", Values::period);
    return new Thresholds(
        credential.orElse(byDefault.unusedCredential()),
        role.orElse(byDefault.unusedRole()),
        permission.orElse(byDefault.unusedPermission()));
  }

  private static LogSettings logging(Section section) {
    return new LogSettings(
        section.value("level", Values.keyword(LogLevel.class)).orElse(LogLevel.INFO),
        section.value("format", Values.keyword(LogFormat.class)).orElse(LogFormat.TEXT));
  }
}
