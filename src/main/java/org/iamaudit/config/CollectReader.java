package org.iamaudit.config;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.CallListener;
import org.iamaudit.collect.CollectSettings;
import org.iamaudit.collect.CollectSettings.Limits;
import org.iamaudit.collect.CollectSettings.PolicyService;
import org.iamaudit.collect.ExternalId;
import org.iamaudit.collect.OrganizationSelection;
import org.iamaudit.collect.OrganizationSelection.Filter;

/** Reads how accounts are read from AWS. */
final class CollectReader {
  /** Single values, which the environment may replace. */
  static final List<String> VALUES =
      List.of(
          "region",
          "profile",
          "endpoint",
          "snapshots",
          "cloudtrail",
          "parallel-accounts",
          "requests-per-second",
          "deadline",
          "answer-timeout",
          "max-shrink");

  static final List<String> KEYS =
      List.of(
          "region",
          "regions",
          "profile",
          "endpoint",
          "snapshots",
          "cloudtrail",
          "resource-policies",
          "parallel-accounts",
          "requests-per-second",
          "deadline",
          "answer-timeout",
          "max-shrink",
          "organization");

  private static final List<String> ORGANIZATION =
      List.of("reader-role-arn", "member-role", "external-id", "include", "exclude");
  private static final List<String> FILTER = List.of("accounts", "organizational-units", "tags");
  private static final List<String> EXTERNAL_ID = List.of("file", "env");

  private static final int MOST_PARALLEL = 64;
  private static final int MOST_REQUESTS = 200;
  private static final int PERCENT = 100;

  /** How many accounts are read at a time, unless configured. */
  static final int PARALLEL_ACCOUNTS = 4;

  /** By how much an account may shrink, in percent, unless configured. */
  static final int MAX_SHRINK = 50;

  private final Problems problems;
  private boolean memberRole;

  CollectReader(Problems problems) {
    this.problems = problems;
  }

  CollectSettings settings(Section section, Path base) {
    Limits byDefault = Limits.DEFAULT;
    return new CollectSettings(
        section.value("region", Values::region),
        section
            .values("regions", "leave it out to read one region", Values::region)
            .map(list -> list.stream().distinct().toList())
            .orElse(List.of()),
        section.value("profile", Values::text),
        section.value("endpoint", Values::endpoint),
        section.value("snapshots", Values::path).orElse(base.resolve("snapshots")),
        section.number("parallel-accounts", 1, MOST_PARALLEL).orElse(PARALLEL_ACCOUNTS),
        section
            .<PolicyService>values(
                "resource-policies",
                "name at least one, or leave it out to read all",
                Values.keyword(PolicyService.class))
            .map(
                list -> list.isEmpty() ? EnumSet.noneOf(PolicyService.class) : EnumSet.copyOf(list))
            .orElse(EnumSet.allOf(PolicyService.class)),
        section.value("cloudtrail", Values::directory),
        section.number("max-shrink", 1, PERCENT).orElse(MAX_SHRINK),
        new Limits(
            section
                .number("requests-per-second", 1, MOST_REQUESTS)
                .map(Integer::doubleValue)
                .orElse(byDefault.requestsPerSecond()),
            section.value("deadline", Values::patience).orElse(byDefault.deadline()),
            section.value("answer-timeout", Values::patience).orElse(byDefault.answerTimeout())),
        CallListener.NONE);
  }

  Optional<OrganizationSelection> organization(Section collect) {
    if (!collect.has("organization")) {
      return Optional.empty();
    }
    Section section = collect.section("organization", ORGANIZATION);
    memberRole = section.has("member-role");
    return Optional.of(
        new OrganizationSelection(
            section.value("reader-role-arn", Values::roleArn),
            section.value("member-role", Values::roleName),
            externalId(section, problems),
            filter(section, "include"),
            filter(section, "exclude")));
  }

  /** Whether accounts are to come from an organization, be the role wrong or right. */
  boolean namesMemberRole() {
    return memberRole;
  }

  private static Filter filter(Section organization, String key) {
    Section section = organization.section(key, FILTER);
    List<AccountId> accounts =
        section.values("accounts", "leave it out", Values::accountId).orElse(List.of());
    List<String> units =
        section
            .values("organizational-units", "leave it out", Values::organizationalUnit)
            .orElse(List.of());
    Map<String, String> tags = section.texts("tags");
    return new Filter(accounts, units, tags);
  }

  /** Where an external id is kept; the id itself does not belong into a file that is passed on. */
  static Optional<ExternalId> externalId(Section parent, Problems problems) {
    if (!parent.has("external-id")) {
      return Optional.empty();
    }
    int before = problems.count();
    Section section = parent.section("external-id", EXTERNAL_ID);
    Optional<Path> file = section.value("file", Values::path);
    Optional<String> variable = section.value("env", Values::text);
    if (problems.count() == before && file.isPresent() == variable.isPresent()) {
      problems.add(section.place(), "`external-id` takes either `file` or `env`");
      return Optional.empty();
    }
    return file.<ExternalId>map(ExternalId.InFile::new)
        .or(() -> variable.map(ExternalId.InEnvironment::new));
  }
}
