package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.iamaudit.evaluate.naive.NaiveEvaluator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of IAM, one file each: {@code src/test/resources/evaluate/<topic>/<case>.json}, with
 * the page that states the rule. Both evaluators must agree with every file.
 */
class EvaluationCasesTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * A case.
   *
   * @param name the rule, in one sentence
   * @param source the page that states it
   * @param request a line of {@code simulate}
   * @param readings for a point on which sources disagree, what each reading decides; then also why
   *     one was chosen
   */
  record Case(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String source,
      @JsonProperty(required = true) JsonNode request,
      @JsonProperty(required = true) Expected expect,
      @JsonProperty List<Reading> readings,
      @JsonProperty String reason) {}

  /**
   * What must come out.
   *
   * @param error part of the message, if the request is refused; nothing else then
   * @param matched the determining statements, as {@code PolicyInputList.1[0]}
   * @param missing only compared if there; so is {@code disputed}
   */
  record Expected(
      @JsonProperty String error,
      @JsonProperty String decision,
      @JsonProperty List<String> matched,
      @JsonProperty List<String> blockedBy,
      @JsonProperty List<String> missing,
      @JsonProperty List<String> disputed) {}

  record Reading(
      @JsonProperty(required = true) String reading,
      @JsonProperty(required = true) String decision) {}

  private static Path root() throws URISyntaxException {
    return Path.of(EvaluationCasesTest.class.getResource("/evaluate").toURI());
  }

  static List<Path> files() throws IOException, URISyntaxException {
    try (Stream<Path> all = Files.walk(root(), 2)) {
      return all.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void decidesAsTheFileSays(Path file) throws IOException {
    Case one = JSON.readValue(file.toFile(), Case.class);
    String line = JSON.writeValueAsString(one.request());
    JsonNode answer = JSON.readTree(new SimulateJson().answer(line));
    Expected expect = one.expect();
    if (expect.error() != null) {
      assertThat(answer.path("Error").asText()).as("%s", file).contains(expect.error());
      return;
    }
    JsonNode result = answer.at("/EvaluationResults/0");
    Expected actual =
        new Expected(
            answer.path("Error").asText(null),
            result.path("EvalDecision").asText(),
            statements(result.path("MatchedStatements")),
            texts(result.path("BlockedBy")),
            expect.missing() == null ? null : texts(result.path("MissingContextValues")),
            expect.disputed() == null ? null : texts(result.path("Disputed")));
    assertThat(actual).as("%s", file).isEqualTo(expect);
    assertThat(naive(line)).as("%s, naive evaluator", file).isEqualTo(expect.decision());
  }

  static String naive(String line) throws IOException {
    SimulateRequest request = SimulateRequest.read(line, new PolicyTexts());
    String action = request.actions().get(0);
    String resource = request.resources().get(0);
    return NaiveEvaluator.decide(request.request(action, resource), request.layers()).text();
  }

  private static List<String> statements(JsonNode matched) {
    return StreamSupport.stream(matched.spliterator(), false)
        .map(s -> s.path("SourcePolicyId").asText() + "[" + s.path("StatementIndex").asInt() + "]")
        .toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void everyFileIsACase() throws IOException, URISyntaxException {
    try (Stream<Path> all = Files.walk(root())) {
      Set<Path> orphans =
          all.filter(Files::isRegularFile)
              .filter(path -> !path.endsWith("decisions.jsonl.gz"))
              .collect(Collectors.toCollection(TreeSet::new));
      orphans.removeAll(
          files().stream()
              .filter(path -> path.getParent().getParent().endsWith("evaluate"))
              .toList());
      assertThat(orphans).isEmpty();
    }
  }

  @Test
  void aDisputedPointHasItsReadingsAndReason() throws IOException, URISyntaxException {
    for (Path file : files()) {
      Case one = JSON.readValue(file.toFile(), Case.class);
      boolean disputed = file.getParent().endsWith("disputed");
      assertThat(Optional.ofNullable(one.readings()).isPresent())
          .as("%s", file)
          .isEqualTo(disputed);
      if (disputed) {
        assertThat(one.reason()).isNotBlank();
        assertThat(one.readings()).hasSizeGreaterThan(1);
        assertThat(one.readings().get(0).decision()).isEqualTo(one.expect().decision());
      }
    }
  }
}
