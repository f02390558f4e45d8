package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.config.ConfigLoader;
import org.iamaudit.run.AuditRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What stands in {@code config/deploy} is what the product understands. */
class DeployFilesTest {
  private static final Path DEPLOY = Path.of("config/deploy");
  private static final String CONFIG = "/etc/iamaudit/iamaudit.yml";
  private static final YAMLMapper YAML = new YAMLMapper();

  @TempDir Path directory;

  private static String text(String file) throws IOException {
    return Files.readString(DEPLOY.resolve(file));
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return all.readAll();
    }
  }

  static Stream<Path> yamlFiles() throws IOException {
    try (Stream<Path> files = Files.list(DEPLOY)) {
      return files.filter(f -> f.toString().matches(".*\\.ya?ml")).sorted().toList().stream();
    }
  }

  /** Every command line that a daemon is started with, without the program. */
  static Stream<List<String>> commandLines() throws IOException {
    String unit = group(text("iamaudit.service"), "(?m)^ExecStart=.* -jar \\S+ (.*)$");
    String image = group(text("Dockerfile"), "(?m)^CMD (\\[.*])$");
    List<List<String>> all = new ArrayList<>();
    all.add(List.of(unit.split(" ")));
    all.add(texts(YAML.readTree(image)));
    all.add(texts(documents(DEPLOY.resolve("compose.yaml")).get(0).at("/x-node/command")));
    all.add(texts(container().get("args")));
    return all.stream();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static String group(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
  }

  private static JsonNode kind(String kind) throws IOException {
    return documents(DEPLOY.resolve("kubernetes.yaml")).stream()
        .filter(document -> document.get("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode container() throws IOException {
    return kind("StatefulSet").at("/spec/template/spec/containers/0");
  }

  @ParameterizedTest
  @MethodSource("yamlFiles")
  void everyYamlFileCanBeRead(Path file) throws IOException {
    assertThat(documents(file)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void everyDaemonIsStartedWithOptionsThatThereAre(List<String> arguments) {
    Shell shell = Shell.ofProcess(AuditRun::run);
    Output output = new Output(shell);
    CommandLine.ParseResult parsed =
        Main.commandLine(shell, output, new Failures(output))
            .parseArgs(arguments.toArray(String[]::new));

    CommandLine.ParseResult daemon = parsed.subcommand();
    assertThat(daemon.commandSpec().name()).isEqualTo("daemon");
    assertThat(daemon.matchedOptionValue("--config", Path.of(""))).isEqualTo(Path.of(CONFIG));
    assertThat(daemon.matchedOptionValue("--stop-timeout", java.time.Duration.ZERO).toSeconds())
        .as("less than the supervisor waits")
        .isBetween(1L, 329L);
  }

  @Test
  void everySupervisorWaitsLongerThanTheDaemon() throws IOException {
    assertThat(text("iamaudit.service")).contains("\nTimeoutStopSec=330\n");
    assertThat(text("compose.yaml")).contains("stop_grace_period: 330s");
    assertThat(kind("StatefulSet").at("/spec/template/spec/terminationGracePeriodSeconds").asInt())
        .isEqualTo(330);
  }

  /** SIGHUP ends Java before there is a daemon, and systemd calls that a success. */
  @Test
  void theDaemonComesBackWhateverEndedIt() throws IOException {
    assertThat(text("iamaudit.service"))
        .contains("\nRestart=always\n", "\nRestartPreventExitStatus=2 6\n");
    assertThat(documents(DEPLOY.resolve("compose.yaml")).get(0).at("/x-node/restart").asText())
        .isEqualTo("unless-stopped");
  }

  @Test
  void theConfigurationsHaveNoMistake() throws Exception {
    AuditConfig ours = load(text("iamaudit.yml"), Map.of());
    assertThat(ours.schedules()).hasSize(1);
    String withChannels = text("iamaudit.yml").replaceAll("(?m)^# (notify:|  )", "$1");
    assertThat(load(withChannels, Map.of()).notifications().channels()).hasSize(1);
    String sample = "$1" + Path.of("config").toAbsolutePath() + "/";
    String inFiles =
        text("iamaudit.yml").replaceAll("# ((?:snapshot|baselines|waivers): )", sample);
    assertThat(load(inFiles, Map.of()).accounts().get(0).snapshot())
        .isEqualTo(Path.of("config/sample/account-123456789012").toAbsolutePath());
    String inPod = kind("ConfigMap").at("/data/iamaudit.yml").asText();
    assertThat(load(inPod, Map.of()).notifications().channels()).hasSize(1);
  }

  @Test
  void everyVariableReplacesAValue() throws Exception {
    Map<String, String> environment = new HashMap<>();
    documents(DEPLOY.resolve("compose.yaml"))
        .get(0)
        .at("/x-node/environment")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    Path password = Files.writeString(directory.resolve("password"), "x");
    environment.put("IAMAUDIT_DATABASE_PASSWORD_FILE", password.toString());
    AuditConfig config = load(text("iamaudit.yml"), environment);
    assertThat(config.database().orElseThrow().url())
        .isEqualTo("jdbc:postgresql://database/iamaudit");
    assertThat(config.http().listen().orElseThrow().getPort()).isEqualTo(8383);

    for (JsonNode variable : container().get("env")) {
      assertThat(variable.get("name").asText()).isEqualTo("IAMAUDIT_HTTP_LISTEN");
    }
    for (MatchResult named :
        Pattern.compile("IAMAUDIT_[A-Z_]+").matcher(text("compose.yaml")).results().toList()) {
      assertThat(environment).containsKey(named.group());
    }
  }

  @Test
  void nothingRunsAsRootOrWritesElsewhere() throws IOException {
    JsonNode pod = kind("StatefulSet").at("/spec/template/spec");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(container().at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container().at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
    assertThat(container().at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
    assertThat(text("compose.yaml")).contains("read_only: true");
    assertThat(text("Dockerfile")).contains("\nUSER 10001:10001\n");
    assertThat(text("iamaudit.service")).contains("\nUser=iamaudit\n", "\nProtectSystem=strict\n");
  }

  /** With its secrets and directories in a place where there are any. */
  private AuditConfig load(String yaml, Map<String, String> environment)
      throws IOException, ConfigException {
    for (String secret : List.of("smtp-password", "slack-url")) {
      Files.writeString(directory.resolve(secret), "x");
    }
    String here =
        yaml.replaceAll("/(etc/iamaudit/secrets|run/secrets/iamaudit)", directory.toString());
    Path file = Files.writeString(directory.resolve("iamaudit.yml"), here);
    return new ConfigLoader(environment, (cron, zone) -> Optional.empty()).load(file);
  }
}
