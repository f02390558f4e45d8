package org.iamaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iamaudit.policy.PolicyKind.BOUNDARY;
import static org.iamaudit.policy.PolicyKind.IDENTITY;
import static org.iamaudit.policy.PolicyKind.RCP;
import static org.iamaudit.policy.PolicyKind.RESOURCE;
import static org.iamaudit.policy.PolicyKind.SCP;
import static org.iamaudit.policy.PolicyKind.SESSION;
import static org.iamaudit.policy.PolicyKind.TRUST;
import static org.iamaudit.policy.PolicyKind.VPC_ENDPOINT;

import java.util.List;
import java.util.Optional;
import org.iamaudit.policy.PrincipalElement.Entry;
import org.iamaudit.policy.PrincipalElement.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of documents and statements; values have {@link PolicyValueWarningTest}. */
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
        .singleElement()
        .asString()
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
        .singleElement()
        .asString()
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

  // Sids

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RESOURCE", "VPC_ENDPOINT"})
  void twoStatementsWithOneSidAreWarnedOf(PolicyKind kind) {
    String principal = Grammar.of(kind).principal() == Grammar.Presence.REQUIRED ? P : "";
    String resource = kind == TRUST ? "" : ",'Resource':'*'";
    String statement =
        "{'Sid':'Same','Effect':'Deny'," + principal + "'Action':'sts:AssumeRole'" + resource + "}";

    assertThat(
            warnings(
                json("{'Version':'2012-10-17','Statement':[" + statement + "," + statement + "]}"),
                kind))
        .filteredOn(problem -> problem.contains("Sid"))
        .singleElement()
        .asString()
        .startsWith("`Sid` `Same` is already that of statement 0 at Statement[1].Sid");
  }

  @Test
  void emptySidsMayRepeat() {
    String statement = "{'Sid':'','Effect':'Allow','Action':'*','Resource':'*'}";
    assertThat(
            warnings(
                json("{'Version':'2012-10-17','Statement':[" + statement + "," + statement + "]}"),
                IDENTITY))
        .isEmpty();
  }

  @Test
  void sidsOfIamAreLettersAndDigits() {
    String text = "'Sid':'two words','Effect':'Allow','Action':'*','Resource':'*'";

    assertThat(warnings(policy(text), IDENTITY)).hasSize(1);
    assertThat(warnings(policy(P + text), RESOURCE)).isEmpty();
  }

  // Effect

  @ParameterizedTest
  @ValueSource(strings = {"'allow'", "'ALLOW'", "'Allow '", "true", "['Allow']", "''"})
  void effectIsExactlyAllowOrDeny(String effect) {
    assertThat(errors(policy("'Effect':" + effect + ",'Action':'*','Resource':'*'"), IDENTITY))
        .singleElement()
        .asString()
        .startsWith("`Effect` is `Allow` or `Deny`, not ");
  }

  @Test
  void effectIsRequired() {
    assertThat(errors(policy("'Action':'*','Resource':'*'"), IDENTITY))
        .containsExactly("no `Effect` at Statement (line 1, column 37)");
  }

  // Principals

  private static final String P = "'Principal':'*',";

  @ParameterizedTest
  @EnumSource(names = {"IDENTITY", "BOUNDARY", "SESSION", "SCP"})
  void policiesOfAPrincipalNameNone(PolicyKind kind) {
    assertThat(errors(policy("'Effect':'Allow'," + P + "'Action':'*','Resource':'*'"), kind))
        .singleElement()
        .asString()
        .contains("`Principal` is not allowed in ");
  }

  @ParameterizedTest
  @EnumSource(names = {"RESOURCE", "TRUST", "RCP", "VPC_ENDPOINT"})
  void otherPoliciesNeedAPrincipal(PolicyKind kind) {
    String resource = kind == TRUST ? "" : ",'Resource':'*'";
    assertThat(errors(policy("'Effect':'Deny','Action':'sts:AssumeRole'" + resource), kind))
        .singleElement()
        .asString()
        .startsWith("no `Principal`");
  }

  @ParameterizedTest
  @EnumSource(names = {"TRUST", "RCP"})
  void trustPoliciesAndRcpsHaveNoNotPrincipal(PolicyKind kind) {
    String resource = kind == TRUST ? "" : ",'Resource':'*'";
    assertThat(
            errors(
                policy(
                    "'Effect':'Deny','NotPrincipal':{'AWS':'*'},'Action':'sts:AssumeRole'"
                        + resource),
                kind))
        .singleElement()
        .asString()
        .startsWith("`NotPrincipal` is not allowed in ");
  }

  @Test
  void principalAndNotPrincipalExcludeEachOther() {
    assertThat(
            errors(
                policy(
                    "'Effect':'Deny','NotPrincipal':{'AWS':'111122223333'},"
                        + P
                        + "'Action':'s3:*'"),
                RESOURCE))
        .singleElement()
        .asString()
        .startsWith("`Principal` and `NotPrincipal` exclude each other at Statement.Principal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'111122223333'", "['*']", "7", "''"})
  void aPrincipalIsAStarOrAnObject(String principal) {
    assertThat(
            errors(
                policy("'Effect':'Allow','Principal':" + principal + ",'Action':'s3:*'"), RESOURCE))
        .singleElement()
        .asString()
        .startsWith("`Principal` is `*` or an object, not ");
  }

  @Test
  void unknownPrincipalTypesAreErrors() {
    assertThat(errors(policy("'Effect':'Allow','Principal':{'Aws':'*'},'Action':'s3:*'"), RESOURCE))
        .singleElement()
        .asString()
        .startsWith(
            "unknown principal type `Aws` (did you mean `AWS`?) at Statement.Principal.Aws");
  }

  @Test
  void anAccountIdIsNoNumber() {
    assertThat(
            errors(
                policy("'Effect':'Allow','Principal':{'AWS':[111122223333]},'Action':'s3:*'"),
                RESOURCE))
        .singleElement()
        .asString()
        .startsWith("`AWS` is a list of strings, not of the number `111122223333`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{'AWS':[]}"})
  void anEmptyPrincipalIsNobody(String principal) {
    ParsedPolicy parsed =
        PolicyParser.parse(
            policy("'Effect':'Allow','Principal':" + principal + ",'Action':'s3:*'"), RESOURCE);

    assertThat(texts(parsed.problems()))
        .singleElement()
        .asString()
        .startsWith("empty: the statement applies to nobody");
    assertThat(parsed.document().orElseThrow().statements().get(0).principal())
        .contains(new PrincipalElement(false, false, List.of()));
  }

  @Test
  void allowWithNotPrincipalIsWarnedOf() {
    assertThat(
            warnings(
                policy("'Effect':'Allow','NotPrincipal':{'AWS':'111122223333'},'Action':'s3:*'"),
                RESOURCE))
        .singleElement()
        .asString()
        .startsWith("`Allow` with `NotPrincipal` grants everyone else");
  }

  // Actions and resources

  @Test
  void actionAndNotActionExcludeEachOther() {
    assertThat(
            errors(
                policy("'Effect':'Allow','Action':'*','NotAction':'s3:*','Resource':'*'"),
                IDENTITY))
        .singleElement()
        .asString()
        .startsWith("`Action` and `NotAction` exclude each other at Statement.NotAction");
  }

  @ParameterizedTest
  @EnumSource(names = {"IDENTITY", "BOUNDARY", "SESSION", "SCP", "RCP"})
  void policiesOfIamNeedAResource(PolicyKind kind) {
    String principal = kind == RCP ? P : "";
    assertThat(errors(policy("'Effect':'Deny'," + principal + "'Action':'s3:*'"), kind))
        .singleElement()
        .asString()
        .startsWith("no `Resource` or `NotResource`");
  }

  @ParameterizedTest
  @EnumSource(names = {"RESOURCE", "VPC_ENDPOINT"})
  void resourceBasedPoliciesMayLeaveTheResourceOut(PolicyKind kind) {
    assertThat(statement("'Effect':'Allow'," + P + "'Action':'s3:*'", kind).resource()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Resource", "NotResource"})
  void trustPoliciesHaveNoResource(String element) {
    assertThat(
            errors(
                policy(
                    "'Effect':'Allow','Principal':{'AWS':'*'},'Action':'sts:AssumeRole','"
                        + element
                        + "':'*'"),
                TRUST))
        .containsExactly(
            "`"
                + element
                + "` is not allowed in a role trust policy at Statement."
                + element
                + " (line 1, column 105)");
  }

  @Test
  void rcpsHaveNoNotAction() {
    assertThat(errors(policy("'Effect':'Deny'," + P + "'NotAction':'s3:*','Resource':'*'"), RCP))
        .singleElement()
        .asString()
        .startsWith("`NotAction` is not allowed in an RCP");
  }

  @Test
  void emptyListsApplyToNothing() {
    assertThat(warnings(policy("'Effect':'Allow','Action':[],'Resource':[]"), IDENTITY))
        .containsExactly(
            "empty list: the statement applies to no action at Statement.Action (line 1, column"
                + " 64)",
            "empty list: the statement applies to no resource at Statement.Resource (line 1,"
                + " column 78)");
  }

  @Test
  void emptyNotListsApplyToEverything() {
    assertThat(warnings(policy("'Effect':'Allow','NotAction':[],'Resource':'*'"), IDENTITY).get(0))
        .startsWith("empty list: the statement applies to every action");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "{}", "[['s3:*']]", "['s3:*',null]"})
  void actionsAreStrings(String action) {
    assertThat(errors(policy("'Effect':'Allow','Action':" + action + ",'Resource':'*'"), IDENTITY))
        .singleElement()
        .asString()
        .startsWith("`Action` is a ");
  }

  // Conditions

  @Test
  void unknownOperatorsAreErrors() {
    assertThat(
            errors(
                condition("{'StringEqual':{'aws:a':'b'},'forAnyValue:StringLike':{'aws:a':'b'}}"),
                IDENTITY))
        .containsExactly(
            "unknown condition operator `StringEqual` (did you mean `StringEquals`?) at"
                + " Statement.Condition.StringEqual (line 1, column 99)",
            "unknown condition operator `forAnyValue:StringLike` (did you mean `StringLike`?) at"
                + " Statement.Condition.forAnyValue:StringLike (line 1, column 127)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "'x'",
        "{'Bool':'true'}",
        "{'Bool':['true']}",
        "{'Bool':null}",
        "{'Bool':{'aws:a':{}}}",
        "{'Bool':{'aws:a':[['true']]}}",
        "{'Bool':{'aws:a':null}}",
        "{'Bool':{'aws:a':['true',null]}}"
      })
  void aConditionIsOperatorKeyValues(String condition) {
    assertThat(errors(condition(condition), IDENTITY)).hasSize(1);
  }

  @Test
  void twoSpellingsOfOneKeyAreAWarning() {
    assertThat(
            warnings(
                condition("{'StringEquals':{'aws:SourceVpc':'a','aws:sourcevpc':'b'}}"), IDENTITY))
        .singleElement()
        .asString()
        .startsWith("`aws:sourcevpc` and `aws:SourceVpc` are the same condition key");
  }

  @Test
  void operatorsAreReadWithoutCase() {
    assertThat(warnings(condition("{'stringequals':{'aws:a':'b'}}"), IDENTITY)).isEmpty();
  }

  @Test
  void anOperatorWithoutKeysHasNoEffect() {
    ParsedPolicy parsed = PolicyParser.parse(condition("{'Bool':{}}"), IDENTITY);

    assertThat(parsed.problems()).hasSize(1);
    assertThat(parsed.document().orElseThrow().statements().get(0).conditions()).isEmpty();
  }

  @Test
  void aKeyWithoutValuesIsKept() {
    ParsedPolicy parsed = PolicyParser.parse(condition("{'StringEquals':{'aws:a':[]}}"), IDENTITY);

    assertThat(parsed.problems()).hasSize(1);
    assertThat(parsed.document().orElseThrow().statements().get(0).conditions().get(0).values())
        .isEmpty();
  }

  // RCPs

  @Test
  void onlyTheFullAccessRcpAllows() {
    assertThat(warnings(policy("'Effect':'Allow'," + P + "'Action':'*','Resource':'*'"), RCP))
        .isEmpty();
    assertThat(warnings(policy("'Effect':'Allow'," + P + "'Action':'s3:*','Resource':'*'"), RCP))
        .hasSize(1);
  }

  @Test
  void aDenyingRcpNamesServicesAndEveryone() {
    assertThat(
            warnings(
                policy("'Effect':'Deny','Principal':{'AWS':'*'},'Action':'*','Resource':'*'"), RCP))
        .hasSize(2);
  }

  // Statements on their own

  @Test
  void aStatementOnItsOwnAllowsUnlessItSaysOtherwise() {
    assertThat(alone("{'Action':'s3:*','Resource':'*'}").effect()).isEqualTo(Effect.ALLOW);
    assertThat(alone("{'Effect':'Deny','Action':'s3:*','Resource':'*'}").effect())
        .isEqualTo(Effect.DENY);
  }

  @Test
  void aStatementOnItsOwnHasTheIndexItIsGiven() {
    assertThat(alone("{'Action':'s3:*','Resource':'*'}").index()).isEqualTo(3);
  }

  private static Statement alone(String text) {
    Json written = JsonReader.read(json(text), new Problems()).orElseThrow();
    ParsedPolicy parsed = PolicyParser.parseStatement(written, 3, IDENTITY);
    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.document().orElseThrow().hasVariables()).isTrue();
    return parsed.document().orElseThrow().statements().get(0);
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

  // Writing policies briefly: single quotes stand for double ones.

  static String json(String text) {
    return text.replace('\'', '"');
  }

  static String policy(String statement) {
    return json("{'Version':'2012-10-17','Statement':{" + statement + "}}");
  }

  static String condition(String condition) {
    return policy("'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':" + condition);
  }

  private static PolicyDocument document(String text, PolicyKind kind) {
    ParsedPolicy parsed = PolicyParser.parse(text, kind);
    assertThat(texts(parsed.errors())).isEmpty();
    return parsed.document().orElseThrow();
  }

  private static Statement statement(String statement, PolicyKind kind) {
    return document(policy(statement), kind).statements().get(0);
  }

  static List<String> errors(String text, PolicyKind kind) {
    ParsedPolicy parsed = PolicyParser.parse(text, kind);
    assertThat(parsed.document()).isEqualTo(Optional.empty());
    return texts(parsed.errors());
  }

  static List<String> warnings(String text, PolicyKind kind) {
    ParsedPolicy parsed = PolicyParser.parse(text, kind);
    assertThat(texts(parsed.errors())).isEmpty();
    return texts(parsed.problems());
  }

  static List<String> texts(List<PolicyProblem> problems) {
    return problems.stream().map(PolicyProblem::toString).toList();
  }
}
