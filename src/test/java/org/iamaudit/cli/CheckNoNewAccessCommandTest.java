package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.iamaudit.catalog.AwsManagedPolicies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents in the style of AWS's pages on custom policy checks, with single quotes for double. */
class CheckNoNewAccessCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String READ_HOME =
      "{'Sid':'Read','Effect':'Allow','Action':['s3:GetObject','s3:ListBucket'],"
          + "'Resource':['arn:aws:s3:::home','arn:aws:s3:::home/*']}";
  private static final String DENY_SECRET =
      "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::home/secret/*'}";
  private static final String READ_WITH_MFA =
      READ_HOME.replace("}", ",'Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}}");

  @TempDir private Path folder;

  private final TestShell shell = new TestShell();

  private static String policy(String... statements) {
    return ("{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}")
        .replace('\'', '"');
  }

  private static String allow(String rest) {
    return policy("{'Effect':'Allow'," + rest + "}");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int check(String existing, String changed) throws IOException {
    return shell.run(
        "check-no-new-access",
        "--existing",
        file("existing.json", existing).toString(),
        "--new",
        file("new.json", changed).toString());
  }

  private JsonNode pass(String existing, String changed) throws IOException {
    assertThat(check(existing, changed)).as(shell.err()).isZero();
    JsonNode answer = JSON.readTree(shell.out());
    assertThat(answer.path("Result").asText()).isEqualTo("PASS");
    assertThat(answer.path("Reasons")).isEmpty();
    assertThat(answer.path("NewAccess")).isEmpty();
    assertThat(answer.path("Witness").isNull()).isTrue();
    return answer;
  }

  private JsonNode fail(String existing, String changed) throws IOException {
    assertThat(check(existing, changed)).as(shell.err()).isEqualTo(3);
    JsonNode answer = JSON.readTree(shell.out());
    assertThat(answer.path("Result").asText()).isEqualTo("FAIL");
    assertThat(answer.path("Reasons")).isNotEmpty();
    return answer;
  }

  @Test
  void anAddedStatementIsNamedWithARequestThatProvesIt() throws IOException {
    JsonNode answer =
        fail(
            policy(READ_HOME),
            policy(READ_HOME, "{'Effect':'Allow','Action':'s3:PutObject','Resource':'*'}"));
    assertThat(answer)
        .isEqualTo(
            JSON.readTree(
                ("{'Result':'FAIL','Message':'The modified permissions grant new access compared to"
                        + " your existing policy.','Reasons':[{'Description':'New access in the"
                        + " statement with index: 1.','StatementIndex':1}],"
                        + "'Witness':{'Action':'s3:PutObject',"
                        + "'Resource':'arn:aws:s3:us-east-1:111122223333:accesspoint/accesspointname/object/objectname','Context':{}},"
                        + "'NewAccess':[{'actions':['s3:PutObject'],'resources':['*'],"
                        + "'exceptResources':[],'conditions':[]}]}")
                    .replace('\'', '"')));
  }

  @Test
  void theSamePolicyIsNotNew() throws IOException {
    pass(policy(READ_HOME), policy(READ_HOME));
  }

  @Test
  void theSameInOtherWordsIsNotNew() throws IOException {
    pass(
        allow("'Action':['sqs:SendMessage*','sqs:ReceiveMessage'],'Resource':'*'"),
        policy(
            "{'Effect':'Allow','Action':'SQS:sendmessage','Resource':'arn:aws:sqs:*:*:*'}",
            "{'Effect':'Allow','Action':'sqs:ReceiveMessage','NotResource':'arn:aws:s3:::*'}"));
  }

  @Test
  void allOfAServiceIsNewToOneAction() throws IOException {
    JsonNode answer = fail(policy(READ_HOME), allow("'Action':'s3:*','Resource':'*'"));
    assertThat(answer.path("Reasons").get(0).path("StatementIndex").asInt()).isZero();
    assertThat(answer.path("Witness").path("Action").asText()).startsWith("s3:");
  }

  @Test
  void narrowerResourcesAreNotNew() throws IOException {
    pass(policy(READ_HOME), policy(READ_HOME.replace("home/*", "home/${aws:username}/*")));
  }

  @Test
  void widerResourcesAre() throws IOException {
    JsonNode answer = fail(policy(READ_HOME), policy(READ_HOME.replace("home/*", "home*/*")));
    assertThat(answer.path("Reasons").get(0).path("StatementId").asText()).isEqualTo("Read");
    assertThat(answer.path("Witness").path("Action").asText()).isEqualTo("s3:GetObject");
    assertThat(answer.path("Witness").path("Resource").asText())
        .startsWith("arn:aws:s3:::home")
        .doesNotStartWith("arn:aws:s3:::home/");
  }

  @Test
  void anAddedConditionIsNotNew() throws IOException {
    pass(policy(READ_HOME), policy(READ_WITH_MFA));
  }

  @Test
  void aRemovedConditionIs() throws IOException {
    JsonNode answer = fail(policy(READ_WITH_MFA), policy(READ_HOME));
    assertThat(answer.path("NewAccess").get(0).path("conditions").get(0).asText())
        .isEqualTo("aws:MultiFactorAuthPresent is false or absent");
  }

  @Test
  void aWiderConditionIs() throws IOException {
    String from =
        "'Action':'s3:GetObject','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'%s'}}";
    JsonNode answer =
        fail(allow(from.formatted("203.0.113.0/25")), allow(from.formatted("203.0.113.0/24")));
    assertThat(answer.path("Witness").path("Context").path("aws:SourceIp").get(0).asText())
        .startsWith("203.0.113.");
  }

  @Test
  void aRemovedDenyIsNew() throws IOException {
    JsonNode answer = fail(policy(READ_HOME, DENY_SECRET), policy(READ_HOME));
    assertThat(answer.path("Witness").path("Resource").asText())
        .startsWith("arn:aws:s3:::home/secret/");
  }

  @Test
  void anAddedDenyIsNotNew() throws IOException {
    pass(policy(READ_HOME), policy(READ_HOME, DENY_SECRET));
  }

  @Test
  void notActionReachesAllOtherServices() throws IOException {
    JsonNode answer =
        fail(
            allow("'Action':['s3:*','sqs:*'],'Resource':'*'"),
            allow("'NotAction':'iam:*','Resource':'*'"));
    assertThat(answer.path("Witness").path("Action").asText())
        .doesNotStartWith("s3:")
        .doesNotStartWith("sqs:")
        .doesNotStartWith("iam:");
  }

  @Test
  void aShorterNotActionIsNewAndALongerOneIsNot() throws IOException {
    String both = allow("'NotAction':['iam:*','sts:*'],'Resource':'*'");
    String one = allow("'NotAction':'iam:*','Resource':'*'");
    assertThat(fail(both, one).path("Witness").path("Action").asText()).startsWith("sts:");
    shell.out.reset();
    pass(one, both);
  }

  @Test
  void aVariableIsNarrowerThanItsStarAndAnotherVariableIsNot() throws IOException {
    String home = "'Action':'s3:GetObject','Resource':'arn:aws:s3:::home/%s/*'";
    pass(allow(home.formatted("*")), allow(home.formatted("${aws:username}")));
    shell.out.reset();
    pass(allow(home.formatted("${aws:username}")), allow(home.formatted("${aws:username}")));
    shell.out.reset();
    fail(
        allow(home.formatted("${aws:username}")),
        allow(home.formatted("${aws:PrincipalTag/home}")));
  }

  @Test
  void anActionThatDoesNotExistTodayIsNewAllTheSame() throws IOException {
    JsonNode answer =
        fail(policy(READ_HOME), allow("'Action':['s3:GetObjct'],'Resource':'arn:aws:s3:::home'"));
    assertThat(answer.path("Message").asText())
        .contains("such as `s3:getobjct` that do not exist in the catalogue");
    assertThat(answer.path("NewAccess")).isEmpty();
    assertThat(answer.path("Witness").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "AdministratorAccess, ReadOnlyAccess, 0",
    "ReadOnlyAccess, job-function/ViewOnlyAccess, 3",
    "AmazonS3FullAccess, AmazonS3ReadOnlyAccess, 0",
    "AmazonS3ReadOnlyAccess, AmazonS3FullAccess, 3",
    "PowerUserAccess, IAMFullAccess, 3"
  })
  void policiesThatAwsManages(String existing, String changed, int exitCode) throws IOException {
    assertThat(check(managed(existing), managed(changed))).isEqualTo(exitCode);
    assertThat(JSON.readTree(shell.out()).path("Witness").isNull()).isEqualTo(exitCode == 0);
  }

  private static String managed(String name) {
    return AwsManagedPolicies.get().document("arn:aws:iam::aws:policy/" + name).orElseThrow();
  }

  @Test
  void everyProblemOfBothFilesIsNamedWithItsPlace() throws IOException {
    String broken = policy("{'Effect':'Permit','Action':'s3:*','Resource':'*'}", "{'Effect':1}");
    assertThat(check(broken, "{")).isEqualTo(2);
    List<String> lines = shell.err().lines().toList();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(3).allMatch(l -> l.contains("(line 1, column"));
    assertThat(lines.get(0)).startsWith("error: `" + folder.resolve("existing.json") + "`: ");
    assertThat(lines.get(lines.size() - 1)).contains("new.json");
    assertThat(shell.out()).isEmpty();
  }

  /** The Deny is taken to apply always, which must not pass for a reason to sleep well. */
  @Test
  void whatDoesNotDoWhatItSeemsToSayIsWarnedOf() throws IOException {
    String denied =
        "{'Effect':'Deny','Action':'s3:*','Resource':'*',"
            + "'Condition':{'NotIpAddress':{'aws:SourceIp':'10.0.0/8'}}}";
    pass(policy(READ_HOME), policy("{'Effect':'Allow','Action':'s3:*','Resource':'*'}", denied));
    assertThat(shell.err().lines())
        .singleElement(as(STRING))
        .startsWith("warning: `" + folder.resolve("new.json") + "`: `10.0.0/8` is no IP address")
        .contains("Statement[1].Condition");
  }

  /** Of many pairs stderr could not say which it speaks of. */
  @Test
  void soItIsInTheAnswerToItsLine() throws IOException {
    String read = policy(READ_HOME);
    String doubtful =
        policy(READ_HOME.replace("}", ",'Condition':{'IpAddress':{'aws:SourceIp':'10.0.0/8'}}}"));
    String lines =
        line("old", doubtful, read, "")
            + line("new", read, doubtful, "")
            + line("x", read, read, "");
    assertThat(shell.run("check-no-new-access", "--input", file("pairs.jsonl", lines).toString()))
        .isZero();
    List<JsonNode> answers =
        JSON.readerFor(JsonNode.class).<JsonNode>readValues(shell.out()).readAll();
    assertThat(answers.get(0).path("Warnings"))
        .singleElement()
        .extracting(JsonNode::asText, as(STRING))
        .startsWith("ExistingPolicyDocument: `10.0.0/8` is no IP address")
        .contains("Statement[0].Condition");
    assertThat(answers.get(1).path("Warnings").get(0).asText())
        .startsWith("NewPolicyDocument: `10.0.0/8` is no IP address");
    assertThat(answers.get(2).has("Warnings")).isFalse();
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void linesThatCannotBeReadAreWrongUsage() {
    assertThat(shell.run("check-no-new-access", "--input", folder.toString())).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo("error: cannot read `" + folder + "`: it is a directory; expected a file\n");
  }

  @Test
  void aFileThatIsNotThereIsWrongUsage() throws IOException {
    Path there = file("there.json", policy(READ_HOME));
    assertThat(
            shell.run(
                "check-no-new-access",
                "--existing",
                folder.resolve("none.json").toString(),
                "--new",
                there.toString()))
        .isEqualTo(2);
    assertThat(shell.err()).contains("none.json`: cannot be read: no such file or directory");
  }

  @Test
  void oneFileIsNotEnough() {
    assertThat(shell.run("check-no-new-access", "--existing", "a.json")).isEqualTo(2);
    assertThat(shell.err()).contains("give both --existing and --new");
  }

  @Test
  void linesAreAnsweredInOrderAndBadOnesWithAnError() throws IOException {
    String read = policy(READ_HOME);
    String wide = allow("'Action':'s3:*','Resource':'*'");
    String lines =
        line("wider", read, wide, "")
            + line("narrower", wide, JSON.writeValueAsString(read), "")
            + line("resource", read, wide, ",\"PolicyType\":\"RESOURCE_POLICY\"")
            + line("identity", read, read, ",\"PolicyType\":\"IDENTITY_POLICY\"")
            + "{\"CaseId\":\"half\",\"ExistingPolicyDocument\":"
            + read
            + "}\n\n[]\n"
            + line("broken", read, "{\"Statement\":[{}]}", "");
    assertThat(shell.run("check-no-new-access", "--input", file("pairs.jsonl", lines).toString()))
        .isZero();
    List<JsonNode> answers =
        JSON.readerFor(JsonNode.class).<JsonNode>readValues(shell.out()).readAll();
    assertThat(answers)
        .extracting(a -> a.path("CaseId").asText())
        .containsExactly("wider", "narrower", "resource", "identity", "half", "null", "broken");
    assertThat(answers)
        .extracting(a -> a.path("Result").asText("error"))
        .containsExactly("FAIL", "PASS", "error", "PASS", "error", "error", "error");
    assertThat(answers)
        .extracting(a -> a.path("Error").asText())
        .satisfies(
            errors -> {
              assertThat(errors.get(2)).contains("RESOURCE_POLICY").contains("not supported");
              assertThat(errors.get(4)).isEqualTo("`NewPolicyDocument` is missing");
              assertThat(errors.get(6)).startsWith("NewPolicyDocument: ").contains("Statement[0]");
            });
  }

  private static String line(String id, String existing, String changed, String more) {
    return "{\"CaseId\":\""
        + id
        + "\",\"ExistingPolicyDocument\":"
        + existing
        + ",\"NewPolicyDocument\":"
        + changed
        + more
        + "}\n";
  }
}
