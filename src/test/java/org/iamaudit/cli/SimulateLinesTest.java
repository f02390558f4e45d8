package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Lines of {@code simulate} that are not quite requests. */
class SimulateLinesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\","
          + "\"Resource\":\"*\"}}";

  private static final String GOOD =
      "{\"CaseId\":\"good\",\"ActionNames\":[\"s3:GetObject\"],\"PolicyInputList\":["
          + POLICY
          + "]}";

  private static List<JsonNode> answers(byte[] input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SimulateCommand command =
        new SimulateCommand(
            new ByteArrayInputStream(input),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            System.err);
    assertThat(new CommandLine(command).execute()).isZero();
    List<JsonNode> answers = new java.util.ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      answers.add(JSON.readTree(line));
    }
    return answers;
  }

  private static List<JsonNode> answers(String input) throws IOException {
    return answers(input.getBytes(StandardCharsets.UTF_8));
  }

  private static String decision(JsonNode answer) {
    return answer.at("/EvaluationResults/0/EvalDecision").asText(answer.toString());
  }

  private static JsonNode answer(String line) throws IOException {
    return JSON.readTree(new SimulateJson().answer(line.replace('\'', '"')));
  }

  @Test
  void lineEndsOfWindowsAndBlankLines() throws IOException {
    List<JsonNode> answers = answers("\r\n" + GOOD + "\r\n \r\n" + GOOD);
    assertThat(answers).hasSize(2).allSatisfy(a -> assertThat(decision(a)).isEqualTo("allowed"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfALine() throws IOException {
    assertThat(decision(answers("\uFEFF" + GOOD + "\n").get(0))).isEqualTo("allowed");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedAndTheRestGoOn() throws IOException {
    byte[] bytes =
        ("{\"CaseId\":\"latin\",\"ActionNames\":[\"s3:GetObject\"],\"CallerArn\":\"arn:aws:iam::"
                + "111122223333:user/j\u00f6rg\"}\n"
                + GOOD)
            .getBytes(StandardCharsets.ISO_8859_1);
    List<JsonNode> answers = answers(bytes);
    assertThat(answers.get(0).toString())
        .isEqualTo("{\"CaseId\":\"latin\",\"Error\":\"not UTF-8\"}");
    assertThat(decision(answers.get(1))).isEqualTo("allowed");
  }

  @Test
  void aReplacementCharacterThatWasWrittenIsACharacter() throws IOException {
    assertThat(decision(answers(GOOD.replace("good", "\uFFFD")).get(0))).isEqualTo("allowed");
  }

  @Test
  void aLineWithoutEndIsRefusedAndTheRestGoOn() throws IOException {
    String endless = "{\"CaseId\":\"long\",\"Note\":\"" + "x".repeat(LineBatches.LONGEST + 70_000);
    List<JsonNode> answers = answers(GOOD + "\n" + endless + "\"}\n" + GOOD + "\n" + endless);
    assertThat(answers).hasSize(4);
    assertThat(decision(answers.get(2))).isEqualTo("allowed");
    assertThat(answers.get(1).path("CaseId").asText()).isEqualTo("long");
    assertThat(answers.get(1).path("Error").asText()).startsWith("not a JSON object");
  }

  @Test
  void theCaseIsNamedWhereverItStands() throws IOException {
    JsonNode answer = answer("{'ActionNames':5,'PolicyInputList':[{}],'CaseId':'last'}");
    assertThat(answer.path("CaseId").asText()).isEqualTo("last");
    assertThat(answer.has("Error")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "5                                             | a request is a JSON object",
        "[]                                            | a request is a JSON object",
        "{} {}                                         | more than one object",
        "{'ActionNames':'s3:GetObject'                 | not a JSON object: the line ends too early",
        "{'ActionNames':[]}                            | `ActionNames` is missing or empty",
        "{'ActionNames':{'a':'s3:GetObject'}}          | `ActionNames` is not a text",
        "{'ActionNames':'GetObject'}                   | is not the name of an action",
        "{'ActionNames':'s3:Get*'}                     | is not the name of an action",
        "{'ActionNames':' s3:GetObject'}               | is not the name of an action",
        "{'ActionNames':'s3:Get:Object'}               | is not the name of an action",
        "{'ActionNames':'s3:GetObject','ActionNames':'s3:GetObject'} | `ActionNames` is given twice",
        "{'actionnames':'s3:GetObject'}   | unknown field `actionnames` (did you mean `ActionNames`?)",
        "{'ActionNames':'s3:GetObject','ContextEntrys':[]} | (did you mean `ContextEntries`?)",
        "{'ActionNames':'s3:GetObject','Context':{}}   | unknown field `Context`",
        "{'ActionNames':'s3:GetObject','SessionPolicies':[]} | unknown field `SessionPolicies`",
        "{'ActionNames':'s3:GetObject','Marker':'x'}   | answers come whole",
        "{'ActionNames':'s3:GetObject','PolicySourceArn':'x'} | give them in `PolicyInputList`",
        "{'ActionNames':'s3:GetObject','MaxItems':[5]} | `MaxItems` is not a text",
        "{'ActionNames':'s3:GetObject','ResourceArns':['bucket']} | `bucket` in ResourceArns",
        "{'ActionNames':'s3:GetObject','ResourceOwner':'me'} | `me` is not a 12-digit account id",
        "{'ActionNames':'s3:GetObject','CallerArn':'alice'} | `alice` is not a principal",
        "{'ActionNames':'s3:GetObject','CallerArn':null} | `CallerArn` is not a text",
        "{'ActionNames':'s3:GetObject','PolicyInputList':{}} | `PolicyInputList` is not a list",
        "{'ActionNames':'s3:GetObject','PolicyInputList':[5]} | `PolicyInputList.1` is not an object",
        "{'ActionNames':'s3:GetObject','PolicyInputList':[null]} | `PolicyInputList.1` is not",
        "{'ActionNames':'s3:GetObject','PolicyInputList':['']} | PolicyInputList.1: the document is empty",
        "{'ActionNames':'s3:GetObject','ServiceControlPolicyInputLists':[{}]} | is not a list",
        "{'ActionNames':'s3:GetObject','ContextEntries':{}} | `ContextEntries` is not a list",
        "{'ActionNames':'s3:GetObject','ContextEntries':[{}]} | has no ContextKeyName",
        "{'ActionNames':'s3:GetObject','ContextEntries':[{'ContextKeyName':'a','Values':['b']}]} | has no field `Values`",
        "{'ActionNames':'s3:GetObject','ContextEntries':[{'ContextKeyName':'a','ContextKeyType':'text'}]} | not a ContextKeyType",
        "{'ActionNames':'s3:GetObject','ContextEntries':[{'ContextKeyName':'a'},{'ContextKeyName':'A'}]} | is given twice",
        "{'ActionNames':'s3:GetObject','ContextEntries':[{'ContextKeyName':'a','ContextKeyName':'b'}]} | `ContextKeyName` is given twice in an entry",
        "{'ActionNames':'s3:GetObject','VpcEndpointType':'gateway'} | is not a VpcEndpointType",
      })
  void whatIsRefused(String line, String message) throws IOException {
    JsonNode answer = answer(line);
    assertThat(answer.path("Error").asText()).contains(message);
    assertThat(answer.properties()).hasSize(2);
  }

  @Test
  void aResourcePolicyNeedsACaller() throws IOException {
    String policy = POLICY.replace("\"Effect\"", "\"Principal\":\"*\",\"Effect\"");
    String line = "{\"ActionNames\":\"s3:GetObject\",\"ResourcePolicy\":" + policy + "}";
    assertThat(answer(line).path("Error").asText())
        .startsWith("`ResourcePolicy` needs `CallerArn`");
  }

  @Test
  void oneLineDoesNotAskForMillionsOfDecisions() throws IOException {
    String many = "[" + "\"s3:GetObject\",".repeat(999) + "\"s3:GetObject\"]";
    String stars = many.replace("s3:GetObject", "*");
    assertThat(
            answer("{\"ActionNames\":" + many + ",\"ResourceArns\":" + stars + "}")
                .path("Error")
                .asText())
        .isEqualTo("the line asks for 1000000 decisions, at most 100000");
  }

  @Test
  void otherFieldsAreNamed() throws IOException {
    JsonNode answer = answer(GOOD.replace("{\"CaseId\"", "{\"Expected\":\"allowed\",\"CaseId\""));
    assertThat(decision(answer)).isEqualTo("allowed");
    assertThat(answer.path("IgnoredFields").toString()).isEqualTo("[\"Expected\"]");
  }

  @Test
  void fieldsOfAwsThatChangeNothing() throws IOException {
    String more = ",\"MaxItems\":10,\"ResourceHandlingOption\":\"EC2-VPC-EBS\"}";
    JsonNode answer = answer(GOOD.substring(0, GOOD.length() - 1) + more);
    assertThat(decision(answer)).isEqualTo("allowed");
    assertThat(answer.has("IgnoredFields")).isFalse();
  }

  @Test
  void anEmptyListOfPoliciesIsNone() throws IOException {
    String more =
        ",\"PermissionsBoundaryPolicyInputList\":[],\"SessionPolicyInputList\":[],"
            + "\"ServiceControlPolicyInputLists\":[],\"ResourceControlPolicyInputLists\":[],"
            + "\"VpcEndpointPolicyInputList\":[]}";
    assertThat(decision(answer(GOOD.substring(0, GOOD.length() - 1) + more))).isEqualTo("allowed");
  }

  @Test
  void textsAndObjectsMayStandInOneList() throws IOException {
    String both = "[" + POLICY + "," + JSON.writeValueAsString(POLICY) + "]";
    JsonNode answer = answer(GOOD.replace("[" + POLICY + "]", both));
    assertThat(answer.at("/EvaluationResults/0/MatchedStatements")).hasSize(2);
  }

  /** SimulateCustomPolicy says what the boundary says, also where it does not matter. */
  @Test
  void theBoundaryIsToldEvenWhereItIsOverridden() throws IOException {
    String line =
        "{\"ActionNames\":\"s3:GetObject\",\"CallerArn\":\"arn:aws:iam::111122223333:user/alice\","
            + "\"PermissionsBoundaryPolicyInputList\":["
            + POLICY.replace("s3:Get*", "sqs:*")
            + "],\"ResourcePolicy\":"
            + POLICY.replace(
                "\"Effect\"",
                "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/alice\"},\"Effect\"")
            + "}";
    JsonNode result = answer(line).at("/EvaluationResults/0");
    assertThat(result.path("EvalDecision").asText()).isEqualTo("allowed");
    assertThat(result.at("/PermissionsBoundaryDecisionDetail/AllowedByPermissionsBoundary"))
        .isEqualTo(JSON.readTree("false"));
    assertThat(result.path("BlockedBy")).isEmpty();
  }
}
