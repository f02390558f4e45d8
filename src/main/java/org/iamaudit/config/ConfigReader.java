package org.iamaudit.config;

import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.collect.BucketSettings;
import org.iamaudit.collect.CollectPlan;
import org.iamaudit.config.AuditConfig.LogSettings;
import org.iamaudit.finding.Thresholds;
import org.iamaudit.notify.NotifySettings;
import org.iamaudit.run.AuditRequest.Terms;
import org.iamaudit.run.KeySource;

/** Reads a tree as a configuration: which keys there are, their defaults, and what must hold. */
final class ConfigReader {
  private static final List<String> THRESHOLDS =
      List.of(
          "unused-credential",
          "unused-role",
          "unused-permission",
          "access-key-age",
          "root-use",
          "password-length",
          "password-reuse");
  private static final List<String> LOGGING = List.of("level", "format");
  private static final List<String> TOP =
      List.of(
          "organization",
          "accounts",
          "collect",
          "baselines",
          "waivers",
          "reports",
          "state",
          "classification",
          "as-of",
          "thresholds",
          "frameworks",
          "retention",
          "signing",
          "fail-on",
          "calendars",
          "schedules",
          "database",
          "http",
          "delivery",
          "notify",
          "logging");

  /** What the environment may replace: every single value outside a list. */
  static final List<String> REPLACEABLE = replaceable();

  private final Problems problems;
  private final CronCheck cronCheck;
  private final Map<String, String> environment;

  /**
   * A reader.
   *
   * @param environment where secrets may be
   */
  ConfigReader(Problems problems, CronCheck cronCheck, Map<String, String> environment) {
    this.environment = environment;
    this.problems = problems;
    this.cronCheck = cronCheck;
  }

  private static List<String> replaceable() {
    List<String> keys = new ArrayList<>(TOP);
    keys.removeAll(
        List.of(
            "accounts",
            "collect",
            "calendars",
            "schedules",
            "frameworks",
            "signing",
            "thresholds",
            "database",
            "http",
            "delivery",
            "notify",
            "logging"));
    CollectReader.VALUES.forEach(key -> keys.add("collect." + key));
    SigningReader.KEYS.forEach(key -> keys.add("signing." + key));
    THRESHOLDS.forEach(key -> keys.add("thresholds." + key));
    ServiceReader.DATABASE.forEach(key -> keys.add("database." + key));
    ServiceReader.HTTP.forEach(key -> keys.add("http." + key));
    DeliveryReader.KEYS.forEach(key -> keys.add("delivery." + key));
    keys.add("notify.overdue-after");
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
    AccountsReader accounts = new AccountsReader(problems, top.has("collect"));
    accounts.read(top.sections("accounts", AccountsReader.KEYS));
    Optional<CollectPlan> live = live(top, base, accounts);
    boolean anyAccount = live.map(CollectPlan::readsOrganization).orElse(false);
    Optional<Path> baselines = top.value("baselines", Values::directory);
    Optional<Path> waivers = top.value("waivers", Values::file);
    Path reports = top.value("reports", Values::path).orElse(base.resolve("reports"));
    Path state = top.value("state", Values::path).orElse(base.resolve("state"));
    String classification =
        top.value("classification", Values::text).orElse(Terms.DEFAULT.classification());
    Optional<Instant> asOf = top.value("as-of", Values::instant);
    Thresholds thresholds = thresholds(top.section("thresholds", THRESHOLDS));
    List<String> frameworks =
        top.values("frameworks", "name one or remove the line", Values::framework)
            .orElse(Terms.DEFAULT.frameworks());
    Period retention = top.value("retention", Values::period).orElse(Terms.DEFAULT.retention());
    Optional<KeySource> signing =
        SigningReader.read(top.section("signing", SigningReader.KEYS), problems);
    FailOn failOn = top.value("fail-on", Values::failOn).orElse(FailOn.NONE);
    List<Schedule> schedules =
        new ScheduleReader(
                problems,
                cronCheck,
                accounts.listed(),
                anyAccount,
                new CalendarReader(problems).read(top.sections("calendars", CalendarReader.KEYS)))
            .read(top.sections("schedules", ScheduleReader.KEYS));
    Optional<DatabaseSettings> database =
        ServiceReader.database(top.section("database", ServiceReader.DATABASE), problems);
    HttpSettings http = ServiceReader.http(top.section("http", ServiceReader.HTTP));
    Optional<BucketSettings> delivery =
        DeliveryReader.read(top.section("delivery", DeliveryReader.KEYS), retention, problems);
    NotifySettings notify =
        new NotifyReader(problems, environment).read(top.section("notify", NotifyReader.KEYS));
    LogSettings logging = logging(top.section("logging", LOGGING));
    problems.throwIfAny();
    return new AuditConfig(
        file,
        sha256,
        organization,
        accounts.accounts(),
        baselines,
        waivers,
        reports,
        state,
        classification,
        asOf,
        thresholds,
        frameworks,
        retention,
        signing,
        failOn,
        schedules,
        database,
        http,
        notify,
        logging,
        live,
        delivery);
  }

  /** What is read from AWS; there must be an account to audit, there or with a snapshot. */
  private Optional<CollectPlan> live(Section top, Path base, AccountsReader accounts) {
    Section collect = top.section("collect", CollectReader.KEYS);
    CollectReader reader = new CollectReader(problems);
    CollectPlan plan =
        new CollectPlan(
            reader.settings(collect, base),
            accounts.live(),
            reader.organization(collect),
            List.of(),
            Optional.empty());
    if (top.isEmpty("accounts") && !reader.namesMemberRole()) {
      problems.add(
          top.place("accounts"),
          "no account to audit: list at least one under `accounts`, or take them from an"
              + " organization by `collect.organization.member-role`");
    }
    return plan.isEmpty() ? Optional.empty() : Optional.of(plan);
  }

  private static Thresholds thresholds(Section section) {
    Thresholds byDefault = Terms.DEFAULT.thresholds();
    return new Thresholds(
        section.value("unused-credential", Values::period).orElse(byDefault.unusedCredential()),
        section.value("unused-role", Values::period).orElse(byDefault.unusedRole()),
        section.value("unused-permission", Values::period).orElse(byDefault.unusedPermission()),
        section.value("access-key-age", Values::period).orElse(byDefault.accessKeyAge()),
        section.value("root-use", Values::period).orElse(byDefault.rootUse()),
        section.number("password-length", 1, 128).orElse(byDefault.passwordLength()),
        section.number("password-reuse", 0, 24).orElse(byDefault.passwordReuse()));
  }

  private static LogSettings logging(Section section) {
    return new LogSettings(
        section.value("level", Values.keyword(LogLevel.class)).orElse(LogLevel.INFO),
        section.value("format", Values.keyword(LogFormat.class)).orElse(LogFormat.TEXT));
  }
}
