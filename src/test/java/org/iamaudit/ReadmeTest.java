package org.iamaudit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.baseline.BaselineLoader;
import org.iamaudit.catalog.AwsManagedPolicies;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.config.ConfigLoader;
import org.iamaudit.config.ConfigProblem;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Verdict;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.snapshot.SnapshotFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README says of names and places is so. Its commands: {@code cli.ReadmeCommandsTest}. */
class ReadmeTest {
  private static final String NO_KEY = "qqqqqqqqqqqqqqqqqqqq";

  /** A key that only one section has, and what stands before the keys of that section. */
  @TempDir Path directory;

  private final String readme;

  ReadmeTest() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void everyConfigurationKeyHasARowAndEveryRowIsAKey() throws IOException {
    assertThat(column("(?m)^\\| `([a-z.\\-\\[\\]]+)` \\|.*\\| (?:`IAMAUDIT_[A-Z_]+`|–) \\|.*$"))
        .isEqualTo(knownKeys());
  }

  @Test
  void everyVariableReplacesItsKey() throws IOException, ConfigException {
    Set<String> wrong = new TreeSet<>();
    Pattern row = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|.*\\| `(IAMAUDIT_[A-Z_]+)` \\|");
    List<MatchResult> rows = row.matcher(readme).results().toList();
    for (MatchResult found : rows) {
      String variable =
          "IAMAUDIT_" + found.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
      if (!variable.equals(found.group(2))) {
        wrong.add(found.group(2));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).hasSizeGreaterThan(10);
  }

  @Test
  void everyFindingTypeIsListedAndNoOther() {
    assertThat(column("\\b((?!SHA)[A-Z]{3}-\\d{3})\\b"))
        .isEqualTo(
            Stream.of(FindingType.values())
                .map(FindingType::code)
                .collect(Collectors.toCollection(TreeSet::new)));
    for (FindingType type : FindingType.values()) {
      assertThat(readme).contains("| " + type.code() + " | " + type.name() + " |");
    }
  }

  @Test
  void everyVerdictIsListed() {
    for (Verdict verdict : Verdict.values()) {
      assertThat(readme).contains("\n| " + verdict.text() + " |");
    }
  }

  @Test
  void everyFileOfASnapshotIsListed() {
    for (SnapshotFile file : SnapshotFile.values()) {
      assertThat(readme).contains("`" + file.fileName());
    }
  }

  @Test
  void everyEventOfTheLogIsNamed() throws IOException {
    Pattern event = Pattern.compile("\"event\", \"([a-z.]+)\"");
    Set<String> events = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        event.matcher(Files.readString(source)).results().forEach(e -> events.add(e.group(1)));
      }
    }
    assertThat(events)
        .hasSizeGreaterThan(20)
        .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> links =
        Pattern.compile("\\]\\(([^)]+)\\)")
            .matcher(readme)
            .results()
            .map(link -> link.group(1))
            .filter(link -> !link.startsWith("https://") && !link.startsWith("#"))
            .toList();
    assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(Path.of(link)).exists());
  }

  @Test
  void theBaselineThatIsShownCanBeRead() throws Exception {
    Files.writeString(directory.resolve("shown.yml"), block("yaml", "baseline:"));
    Files.createDirectories(directory.resolve("policies"));
    Files.copy(
        Path.of("config/baselines/policies/billing-export.json"),
        directory.resolve("policies/billing-export.json"));
    assertThat(BaselineLoader.load(directory, ReadmeTest::published)).hasSize(1);
  }

  @Test
  void theScheduleThatIsShownCanBeRead() throws IOException, ConfigException {
    String account = "accounts: [{id: \"123456789012\", snapshot: \".\"}]\n";
    Path file =
        Files.writeString(directory.resolve("c.yml"), account + block("yaml", "schedules:"));
    assertThat(load(file).schedules()).hasSize(1);
  }

  @Test
  void theWaiversThatAreShownCanBeRead() throws IOException, ConfigException {
    Files.writeString(directory.resolve("waivers.yml"), block("yaml", "waivers:"));
    Path file =
        Files.writeString(
            directory.resolve("c.yml"),
            "accounts: [{id: \"123456789012\", snapshot: \".\"}]\nwaivers: waivers.yml\n");
    assertThat(load(file).readWaivers().waivers().all()).hasSize(2);
  }

  @Test
  void theChannelsThatAreShownCanBeRead() throws IOException, ConfigException {
    String account = "accounts: [{id: \"123456789012\", snapshot: \".\"}]\n";
    for (String secret : List.of("smtp-password", "teams-url", "tickets-url", "tickets-key")) {
      Files.writeString(directory.resolve(secret), "x");
    }
    String shown = block("yaml", "notify:").replace("/etc/iamaudit/secrets", directory.toString());
    Path file = Files.writeString(directory.resolve("c.yml"), account + shown);
    AuditConfig config =
        new ConfigLoader(Map.of("SLACK_WEBHOOK_URL", "x"), (cron, zone) -> Optional.empty())
            .load(file);
    assertThat(config.notifications().channels()).hasSize(5);
  }

  private static Optional<PolicyDocument> published(String arn) {
    return AwsManagedPolicies.get()
        .document(arn)
        .flatMap(json -> PolicyParser.parse(json, PolicyKind.IDENTITY).document());
  }

  private Set<String> column(String pattern) {
    return Pattern.compile(pattern)
        .matcher(readme)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String block(String language, String start) {
    return Pattern.compile("(?s)```" + language + "\n(" + start + ".*?)```")
        .matcher(readme)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  private static AuditConfig load(Path file) throws ConfigException {
    return new ConfigLoader(Map.of(), (cron, zone) -> Optional.empty()).load(file);
  }

  /** Asks the loader: a key that is none makes it list those it knows. */
  private Set<String> knownKeys() throws IOException {
    Path file = directory.resolve("keys.yml");
    String unknown = "{" + NO_KEY + ": x}";
    // A line each, by the prefix of the keys that are known there.
    List<String> prefixes =
        List.of(
            "",
            "accounts[].",
            "thresholds.",
            "calendars[].",
            "schedules[].",
            "signing.",
            "database.",
            "http.",
            "delivery.",
            "notify.",
            "notify.channels[].",
            "logging.",
            "collect.",
            "collect.organization.",
            "collect.organization.include.");
    Files.writeString(
        file,
        String.join(
            "\n",
            NO_KEY + ": x",
            "accounts: [" + unknown + "]",
            "thresholds: " + unknown,
            "calendars: [" + unknown + "]",
            "schedules: [" + unknown + "]",
            "signing: " + unknown,
            "database: " + unknown,
            "http: " + unknown,
            "delivery: " + unknown,
            "notify: {" + NO_KEY + ": x,",
            "channels: [" + unknown + "]}",
            "logging: " + unknown,
            "collect: {" + NO_KEY + ": x,",
            "organization: {" + NO_KEY + ": x,",
            "include: " + unknown + "}}"));
    Set<String> keys = new TreeSet<>();
    int found = 0;
    try {
      load(file);
    } catch (ConfigException e) {
      for (ConfigProblem problem : e.problems()) {
        String message = problem.message();
        if (message.contains(NO_KEY)) {
          int line = Integer.parseInt(problem.place().replaceFirst(".*:", ""));
          String known = message.substring(message.indexOf("known here: ") + 12);
          for (String key : known.split(", ")) {
            keys.add(prefixes.get(line - 1) + key);
          }
          found++;
        }
      }
    }
    assertThat(found).isEqualTo(prefixes.size());
    keys.removeAll(
        Set.of(
            "thresholds",
            "signing",
            "database",
            "http",
            "delivery",
            "notify",
            "logging",
            "collect",
            "collect.organization",
            "collect.organization.include"));
    return keys;
  }
}
