package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Requests that two independent evaluators decided alike; every one must come out the same here.
 */
class DecisionCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void agreesWithIndependentEvaluators() throws IOException {
    SimulateJson simulate = new SimulateJson();
    List<String> disagreements = new ArrayList<>();
    int cases = 0;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    DecisionCasesTest.class.getResourceAsStream("/evaluate/decisions.jsonl.gz")),
                StandardCharsets.UTF_8))) {
      for (String line; (line = reader.readLine()) != null; cases++) {
        JsonNode expected = JSON.readTree(line);
        JsonNode answer = JSON.readTree(simulate.answer(line));
        assertThat(EvaluationCasesTest.naive(line))
            .as("naive evaluator, %s", expected.path("CaseId"))
            .isEqualTo(expected.path("Expected").asText());
        String decision =
            answer.at("/EvaluationResults/0/EvalDecision").asText(answer.path("Error").asText());
        if (!decision.equals(expected.path("Expected").asText())
            || !answer.path("CaseId").equals(expected.path("CaseId"))) {
          disagreements.add(
              expected.path("CaseId").asText()
                  + ": expected "
                  + expected.path("Expected").asText()
                  + ", was "
                  + answer);
        }
      }
    }
    assertThat(cases).isEqualTo(985);
    assertThat(disagreements).isEmpty();
  }
}
