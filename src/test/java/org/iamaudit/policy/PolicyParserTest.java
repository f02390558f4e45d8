package org.iamaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.iamaudit.policy.PolicyKind.BOUNDARY;
import static org.iamaudit.policy.PolicyKind.IDENTITY;
import static org.iamaudit.policy.PolicyKind.RCP;
import static org.iamaudit.policy.PolicyKind.RESOURCE;
import static org.iamaudit.policy.PolicyKind.SCP;
import static org.iamaudit.policy.PolicyKind.SESSION;
import static org.iamaudit.policy.PolicyKind.TRUST;
import static org.iamaudit.policy.PolicyKind.VPC_ENDPOINT;
import static org.iamaudit.policy.PolicyText.P;
import static org.iamaudit.policy.PolicyText.document;
import static org.iamaudit.policy.PolicyText.errors;
import static org.iamaudit.policy.PolicyText.json;
import static org.iamaudit.policy.PolicyText.policy;
import static org.iamaudit.policy.PolicyText.statement;
import static org.iamaudit.policy.PolicyText.texts;
import static org.iamaudit.policy.PolicyText.warnings;

import java.util.List;
import org.iamaudit.policy.PrincipalElement.Entry;
import org.iamaudit.policy.PrincipalElement.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How documents are read; their parts have tests of their own, values {@link
 * PolicyValueWarningTest}.
 */
class PolicyParserTest {

  // Spellings

  @Test
  void everyElementIsRead() {
    PolicyDocument document =
        document(
            """
            {"Version": "2012-10-17", "Id": "of-a-queue", "Statement": [{
              "Sid": "One", "Effect": "Deny",
              "Principal": {"AWS": ["111122223333", "*"], "Service": "sns.amazonaws.com"},
              "Action": ["sqs:SendMessage", "sqs:Get*"], "Resource": "arn:aws:sqs:*:*:q",
              "Condition": {"StringEqualsIfExists": {"aws:SourceAccount": ["1", "2"]}}}]}
            """,
            RESOURCE);

    assertThat(document.version()).contains("2012-10-17");
    assertThat(document.id()).contains("of-a-queue");
    Statement statement = document.statements().get(0);
    assertThat(statement.index()).isZero();
    assertThat(statement.sid()).contains("One");
    assertThat(statement.effect()).isEqualTo(Effect.DENY);
    assertThat(statement.principal())
        .contains(
            new PrincipalElement(
                false,
                false,
                List.of(
                    new Entry(Type.AWS, "111122223333"),
                    new Entry(Type.AWS, "*"),
                    new Entry(Type.SERVICE, "sns.amazonaws.com"))));
    assertThat(statement.action())
        .isEqualTo(new Patterns(false, List.of("sqs:SendMessage", "sqs:Get*")));
    assertThat(statement.resource()).contains(new Patterns(false, List.of("arn:aws:sqs:*:*:q")));
    assertThat(statement.conditions())
        .containsExactly(
            new Condition(
                ConditionOperator.parse("StringEqualsIfExists").orElseThrow(),
                "aws:SourceAccount",
                List.of("1", "2")));
    assertThat(statement.location()).isEqualTo(new Location("Statement[0]", 1, 61));
  }

  @Test
  void aStatementMayStandWithoutBrackets() {
    PolicyDocument document =
        document(
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""",
            IDENTITY);

    assertThat(document.statements()).hasSize(1);
    assertThat(document.statements().get(0).location().path()).isEqualTo("Statement");
  }

  @Test
  void notElementsAreNegatedPatterns() {
    Statement statement =
        statement(
            "'Effect':'Allow','NotAction':'iam:*','NotResource':['arn:aws:s3:::b']", IDENTITY);

    assertThat(statement.action()).isEqualTo(new Patterns(true, List.of("iam:*")));
    assertThat(statement.resource()).contains(new Patterns(true, List.of("arn:aws:s3:::b")));
  }

  @Test
  void orderOfElementsIsFree() {
    assertThat(
            statement("'Resource':'*','Action':'s3:*','Effect':'Deny','Sid':'Last'", IDENTITY)
                .sid())
        .contains("Last");
  }

  @Test
  void anEmptySidIsNone() {
    assertThat(statement("'Sid':'','Effect':'Allow','Action':'*','Resource':'*'", IDENTITY).sid())
        .isEmpty();
  }

  @Test
  void numbersAndBooleansInConditionsKeepTheirText() {
    Statement statement =
        statement(
            "'Effect':'Allow','Action':'*','Resource':'*','Condition':{"
                + "'NumericLessThan':{'s3:max-keys':10.50},"
                + "'Bool':{'aws:SecureTransport':true}}",
            IDENTITY);

    assertThat(statement.conditions().get(0).values()).containsExactly("10.50");
    assertThat(statement.conditions().get(1).values()).containsExactly("true");
  }

  @Test
  void conditionsKeepTheOrderOfTheDocument() {
    Statement statement =
        statement(
            "'Effect':'Allow','Action':'*','Resource':'*','Condition':{"
                + "'StringLike':{'aws:b':'1','aws:a':'2'},'ArnLike':{'aws:c':'a:b:c:d:e:f'}}",
            IDENTITY);

    assertThat(statement.conditions().stream().map(Condition::key))
        .containsExactly("aws:b", "aws:a", "aws:c");
  }

  @Test
  void bareStarIsEveryone() {
    assertThat(statement("'Effect':'Allow','Principal':'*','Action':'s3:*'", RESOURCE).principal())
        .contains(new PrincipalElement(false, true, List.of()));
  }

  @Test
  void notPrincipalIsNegated() {
    assertThat(
            statement(
                    "'Effect':'Deny','NotPrincipal':{'AWS':'111122223333'},'Action':'s3:*'",
                    RESOURCE)
                .principal())
        .contains(new PrincipalElement(true, false, List.of(new Entry(Type.AWS, "111122223333"))));
  }

  // The document

  @Test
  void allProblemsAreReportedAtOnceInDocumentOrder() {
    assertThat(
            errors(
                """
                {"Version": "2012-10-17",
                 "Statement": [
                   {"Effect": "allow", "Action": 7, "Resource": "*"},
                   {"Effect": "Allow", "Resource": "*", "Resorce": "*"},
                   "what"]}
                """,
                IDENTITY))
        .containsExactly(
            "`Effect` is `Allow` or `Deny`, not the text `allow` at Statement[0].Effect (line 3,"
                + " column 15)",
            "`Action` is a string, not the number `7` at Statement[0].Action (line 3, column 34)",
            "no `Action` or `NotAction` at Statement[1] (line 4, column 4)",
            "unknown element `Resorce` (did you mean `Resource`?) at Statement[1].Resorce (line 4,"
                + " column 41)",
            "a statement is an object, not the text `what` at Statement[2] (line 5, column 4)");
  }

  @Test
  void aDocumentWithAnErrorIsAbsent() {
    assertThat(PolicyParser.parse("{\"Statement\": 1}", IDENTITY).document()).isEmpty();
  }

  @Test
  void aDocumentWithWarningsIsThere() {
    ParsedPolicy parsed =
        PolicyParser.parse("{\"Version\":\"2012-10-17\",\"Statement\":[]}", IDENTITY);

    assertThat(parsed.document()).isPresent();
    assertThat(parsed.problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
  void aDocumentIsAnObject(String text) {
    assertThat(errors(text, IDENTITY).get(0)).startsWith("a policy is an object, not ");
  }

  @Test
  void aNameMayNotOccurTwiceInAnyObject() {
    assertThat(
            errors(
                """
                {"Version":"2012-10-17","Version":"2012-10-17","Statement":
                {"Effect":"Allow","Effect":"Allow","Action":"*","Resource":"*",
                "Condition":{"Bool":{"aws:a":"true","aws:a":"true"},"Bool":{}}}}
                """,
                IDENTITY))
        .containsExactly(
            "`Version` occurs twice in one object at Version (line 1, column 25)",
            "`Effect` occurs twice in one object at Statement.Effect (line 2, column 19)",
            "`aws:a` occurs twice in one object at Statement.Condition.Bool.aws:a (line 3, column"
                + " 37)",
            "`Bool` occurs twice in one object at Statement.Condition.Bool (line 3, column 53)");
  }

  @Test
  void namesOfElementsAreExact() {
    assertThat(errors("{\"version\":\"2012-10-17\",\"Statement\":[]}", IDENTITY))
        .containsExactly(
            "unknown element `version` (did you mean `Version`?) at version (line 1, column 2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Version", "Id", "Statement"})
  void nullIsAnErrorInADocument(String element) {
    String rest = element.equals("Statement") ? "" : ",\"Statement\":[]";
    assertThat(errors("{\"" + element + "\":null" + rest + "}", RESOURCE))
        .singleElement(STRING)
        .contains("null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'Sid'", "'Effect'", "'Principal'", "'Action'", "'Resource'", "'Condition'"})
  void nullIsAnErrorInAStatement(String element) {
    assertThat(
            errors(
                policy(
                    "'Sid':'a','Effect':'Allow','Principal':'*','Action':'*','Resource':'*','Condition':{}"
                        .replaceFirst(element + ":('[^']*'|\\{})", element + ":null")),
                RESOURCE))
        .anyMatch(problem -> problem.contains("null"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2012-10-18\"", "\"\"", "2012", "[\"2012-10-17\"]"})
  void otherVersionsAreErrors(String version) {
    assertThat(errors("{\"Version\":" + version + ",\"Statement\":[]}", IDENTITY))
        .singleElement(STRING)
        .startsWith("`Version` is `2012-10-17` or `2008-10-17`, not ");
  }

  @Test
  void anAbsentVersionLeavesVariablesDead() {
    ParsedPolicy parsed =
        PolicyParser.parse(
            json("{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}"), IDENTITY);

    assertThat(parsed.document().orElseThrow().hasVariables()).isFalse();
    assertThat(texts(parsed.problems()))
        .containsExactly(
            "no `Version`: without `2012-10-17`, policy variables are text at document (line 1,"
                + " column 1)");
  }

  @ParameterizedTest
  @EnumSource(names = {"SCP", "RCP"})
  void organizationPoliciesNeedTheCurrentVersion(PolicyKind kind) {
    assertThat(warnings(json("{'Version':'2008-10-17','Statement':[]}"), kind))
        .anyMatch(problem -> problem.contains("must be `2012-10-17` at Version"));
  }

  @Test
  void theOldVersionIsLegalElsewhere() {
    assertThat(
            warnings(
                json(
                    "{'Version':'2008-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}"),
                IDENTITY))
        .isEmpty();
  }

  @Test
  void idInAnIdentityBasedPolicyIsWarnedOf() {
    String text =
        json(
            "{'Version':'2012-10-17','Id':'x','Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}");

    assertThat(warnings(text, IDENTITY))
        .containsExactly("`Id` is for resource-based policies only at Id (line 1, column 25)");
  }

  @Test
  void noStatementIsAnError() {
    assertThat(errors("{\"Version\":\"2012-10-17\"}", IDENTITY))
        .containsExactly("no `Statement` at document (line 1, column 1)");
  }

  // Every kind has a document that gives no cause for complaint.

  @Test
  void theUsualDocumentOfEachKindHasNoProblem() {
    String identity = "'Effect':'Allow','Action':'s3:*','Resource':'*'";
    String trust =
        "'Effect':'Allow','Principal':{'Service':'lambda.amazonaws.com'},'Action':'sts:AssumeRole'";
    String resource = "'Effect':'Allow'," + P + "'Action':'s3:*','Resource':'*'";
    String rcp = "'Effect':'Deny'," + P + "'Action':'s3:*','Resource':'*'";
    for (PolicyKind kind : List.of(IDENTITY, BOUNDARY, SESSION, SCP)) {
      assertThat(warnings(policy(identity), kind)).isEmpty();
    }
    assertThat(warnings(policy(trust), TRUST)).isEmpty();
    assertThat(warnings(policy(resource), RESOURCE)).isEmpty();
    assertThat(warnings(policy(resource), VPC_ENDPOINT)).isEmpty();
    assertThat(warnings(policy(rcp), RCP)).isEmpty();
  }

  @Test
  void byteOrderMarkIsNoPartOfTheDocument() {
    String json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    assertThat(PolicyParser.parse("\uFEFF" + json, IDENTITY))
        .isEqualTo(PolicyParser.parse(json, IDENTITY));
  }
}
