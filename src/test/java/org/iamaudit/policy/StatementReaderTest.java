package org.iamaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.iamaudit.policy.PolicyKind.IDENTITY;
import static org.iamaudit.policy.PolicyKind.RCP;
import static org.iamaudit.policy.PolicyKind.RESOURCE;
import static org.iamaudit.policy.PolicyKind.TRUST;
import static org.iamaudit.policy.PolicyText.P;
import static org.iamaudit.policy.PolicyText.errors;
import static org.iamaudit.policy.PolicyText.json;
import static org.iamaudit.policy.PolicyText.policy;
import static org.iamaudit.policy.PolicyText.statement;
import static org.iamaudit.policy.PolicyText.warnings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything in a statement but principals and conditions. */
class StatementReaderTest {

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
        .singleElement(STRING)
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
        .singleElement(STRING)
        .startsWith("`Effect` is `Allow` or `Deny`, not ");
  }

  @Test
  void effectIsRequired() {
    assertThat(errors(policy("'Action':'*','Resource':'*'"), IDENTITY))
        .containsExactly("no `Effect` at Statement (line 1, column 37)");
  }

  // Actions and resources

  @Test
  void actionAndNotActionExcludeEachOther() {
    assertThat(
            errors(
                policy("'Effect':'Allow','Action':'*','NotAction':'s3:*','Resource':'*'"),
                IDENTITY))
        .singleElement(STRING)
        .startsWith("`Action` and `NotAction` exclude each other at Statement.NotAction");
  }

  @ParameterizedTest
  @EnumSource(names = {"IDENTITY", "BOUNDARY", "SESSION", "SCP", "RCP"})
  void policiesOfIamNeedAResource(PolicyKind kind) {
    String principal = kind == RCP ? P : "";
    assertThat(errors(policy("'Effect':'Deny'," + principal + "'Action':'s3:*'"), kind))
        .singleElement(STRING)
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
        .singleElement(STRING)
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
        .singleElement(STRING)
        .startsWith("`Action` is a ");
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
}
