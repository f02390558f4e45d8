package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALLOW_READING =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"Read\",\"Effect\":\"Allow\","
          + "\"Action\":\"s3:Get*\",\"Resource\":\"*\"}}";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String input, String... arguments) {
    SimulateCommand command =
        new SimulateCommand(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandLine(command).execute(arguments);
  }

  private List<JsonNode> answers() throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      answers.add(JSON.readTree(line));
    }
    return answers;
  }

  private static String line(String id, String policy, String more) {
    return "{\"CaseId\":\"" + id + "\",\"PolicyInputList\":[" + policy + "]" + more + "}\n";
  }

  @Test
  void answersHaveTheFieldsOfTheSimulator() throws IOException {
    assertThat(run(line("a", ALLOW_READING, ",\"ActionNames\":[\"s3:GetObject\"]"))).isZero();
    assertThat(answers())
        .containsExactly(
            JSON.readTree(
                "{\"CaseId\":\"a\",\"EvaluationResults\":[{"
                    + "\"EvalActionName\":\"s3:GetObject\",\"EvalResourceName\":\"*\","
                    + "\"EvalDecision\":\"allowed\",\"MatchedStatements\":[{"
                    + "\"SourcePolicyId\":\"PolicyInputList.1\",\"StatementIndex\":0,"
                    + "\"Sid\":\"Read\"}],\"MissingContextValues\":[],"
                    + "\"OrganizationsDecisionDetail\":{\"AllowedByOrganizations\":true},"
                    + "\"PermissionsBoundaryDecisionDetail\":"
                    + "{\"AllowedByPermissionsBoundary\":true},\"BlockedBy\":[]}]}"));
  }

  @Test
  void aPolicyMayBeAnObjectOrText() throws IOException {
    String text = JSON.writeValueAsString(ALLOW_READING);
    String action = ",\"ActionNames\":\"s3:GetObject\"";
    run(line("a", ALLOW_READING, action) + line("a", text, action));
    assertThat(answers().get(0)).isEqualTo(answers().get(1));
  }

  @Test
  void everyActionMeetsEveryResource() throws IOException {
    String more =
        ",\"ActionNames\":[\"s3:GetObject\",\"s3:PutObject\"],"
            + "\"ResourceArns\":[\"arn:aws:s3:::a/x\",\"arn:aws:s3:::b/x\"]";
    run(line("a", ALLOW_READING, more));
    assertThat(answers().get(0).path("EvaluationResults").findValuesAsText("EvalDecision"))
        .containsExactly("allowed", "allowed", "implicitDeny", "implicitDeny");
  }

  @Test
  void aLineThatCannotBeReadAnswersAnErrorAndTheRestGoOn() throws IOException {
    String good = line("good", ALLOW_READING, ",\"ActionNames\":[\"s3:GetObject\"]");
    String input =
        good
            + "{\"CaseId\":\"broken\",\n"
            + "\n"
            + "[]\n"
            + line(
                "policy",
                "{\"Statement\":[{\"Effect\":\"Permit\"}]}",
                ",\"ActionNames\":[\"s3:GetObject\"]")
            + line("nothing", ALLOW_READING, "")
            + good;
    assertThat(run(input)).isZero();
    List<JsonNode> answers = answers();
    assertThat(answers).hasSize(6);
    assertThat(answers.get(0)).isEqualTo(answers.get(5));
    assertThat(answers.get(1).path("CaseId").asText()).isEqualTo("broken");
    assertThat(answers.get(1).path("Error").asText()).startsWith("not a JSON object");
    assertThat(answers.get(2).path("CaseId").isNull()).isTrue();
    assertThat(answers.get(3).path("Error").asText())
        .startsWith("PolicyInputList.1: ")
        .contains("Statement[0]");
    assertThat(answers.get(4).path("Error").asText()).contains("`ActionNames` is missing");
  }

  @Test
  void answersKeepTheOrderOfTheRequests() throws IOException {
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      input.append(line("case-" + i, ALLOW_READING, ",\"ActionNames\":[\"s3:GetObject\"]"));
    }
    run(input.toString());
    List<JsonNode> answers = answers();
    assertThat(answers).hasSize(2_000);
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).path("CaseId").asText()).isEqualTo("case-" + i);
    }
  }

  @Test
  void theInputMayBeAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("requests.jsonl");
    Files.writeString(file, line("a", ALLOW_READING, ",\"ActionNames\":[\"s3:GetObject\"]"));
    assertThat(run("", "--input", file.toString())).isZero();
    assertThat(answers()).hasSize(1);
  }

  @Test
  void anInputThatCannotBeReadIsWrongUsage(@TempDir Path folder) {
    assertThat(run("", "--input", folder.resolve("none.jsonl").toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("none.jsonl");
  }

  /** Whoever asks one thing after the other must not wait for a batch to fill up. */
  @Test
  @Timeout(300)
  void aLineIsAnsweredBeforeTheNextOneComes() throws Exception {
    PipedInputStream questions = new PipedInputStream();
    PipedInputStream answers = new PipedInputStream();
    SimulateCommand command =
        new SimulateCommand(
            questions, new PrintStream(new PipedOutputStream(answers)), new PrintStream(err));
    FutureTask<Integer> running = new FutureTask<>(command::call);
    try (OutputStream ask = new PipedOutputStream(questions);
        BufferedReader hear = new BufferedReader(new InputStreamReader(answers))) {
      new Thread(running).start(); // not before both pipes are joined
      for (String id : List.of("a", "b", "c")) {
        String line = line(id, ALLOW_READING, ",\"ActionNames\":[\"s3:GetObject\"]");
        String next = "{\"CaseId\"";
        ask.write((line + next).getBytes(StandardCharsets.UTF_8));
        ask.flush();
        assertThat(JSON.readTree(hear.readLine()).path("CaseId").asText()).isEqualTo(id);
        ask.write('\n');
        ask.flush();
        assertThat(JSON.readTree(hear.readLine()).path("Error").asText()).isNotEmpty();
      }
    }
    assertThat(running.get()).isZero();
  }

  /** Longer than what is read at once, in characters of several bytes, without a last line end. */
  @Test
  void linesOfAnyLengthAreReadWhole() throws IOException {
    String id = "é€😀".repeat(40_000);
    String action = ",\"ActionNames\":\"s3:GetObject\"";
    String input = line(id, ALLOW_READING, action) + "\r\n \n" + line("b", ALLOW_READING, action);
    run(input.stripTrailing());
    assertThat(answers()).extracting(a -> a.path("CaseId").asText()).containsExactly(id, "b");
  }
}
