package org.iamaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.iamaudit.policy.PolicyKind.RESOURCE;
import static org.iamaudit.policy.PolicyKind.TRUST;
import static org.iamaudit.policy.PolicyText.P;
import static org.iamaudit.policy.PolicyText.errors;
import static org.iamaudit.policy.PolicyText.policy;
import static org.iamaudit.policy.PolicyText.texts;
import static org.iamaudit.policy.PolicyText.warnings;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which policies name principals, and how. */
class PrincipalReaderTest {

  @ParameterizedTest
  @EnumSource(names = {"IDENTITY", "BOUNDARY", "SESSION", "SCP"})
  void policiesOfAPrincipalNameNone(PolicyKind kind) {
    assertThat(errors(policy("'Effect':'Allow'," + P + "'Action':'*','Resource':'*'"), kind))
        .singleElement(STRING)
        .contains("`Principal` is not allowed in ");
  }

  @ParameterizedTest
  @EnumSource(names = {"RESOURCE", "TRUST", "RCP", "VPC_ENDPOINT"})
  void otherPoliciesNeedAPrincipal(PolicyKind kind) {
    String resource = kind == TRUST ? "" : ",'Resource':'*'";
    assertThat(errors(policy("'Effect':'Deny','Action':'sts:AssumeRole'" + resource), kind))
        .singleElement(STRING)
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
        .singleElement(STRING)
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
        .singleElement(STRING)
        .startsWith("`Principal` and `NotPrincipal` exclude each other at Statement.Principal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'111122223333'", "['*']", "7", "''"})
  void aPrincipalIsAStarOrAnObject(String principal) {
    assertThat(
            errors(
                policy("'Effect':'Allow','Principal':" + principal + ",'Action':'s3:*'"), RESOURCE))
        .singleElement(STRING)
        .startsWith("`Principal` is `*` or an object, not ");
  }

  @Test
  void unknownPrincipalTypesAreErrors() {
    assertThat(errors(policy("'Effect':'Allow','Principal':{'Aws':'*'},'Action':'s3:*'"), RESOURCE))
        .singleElement(STRING)
        .startsWith(
            "unknown principal type `Aws` (did you mean `AWS`?) at Statement.Principal.Aws");
  }

  @Test
  void anAccountIdIsNoNumber() {
    assertThat(
            errors(
                policy("'Effect':'Allow','Principal':{'AWS':[111122223333]},'Action':'s3:*'"),
                RESOURCE))
        .singleElement(STRING)
        .startsWith("`AWS` is a list of strings, not of the number `111122223333`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{'AWS':[]}"})
  void anEmptyPrincipalIsNobody(String principal) {
    ParsedPolicy parsed =
        PolicyParser.parse(
            policy("'Effect':'Allow','Principal':" + principal + ",'Action':'s3:*'"), RESOURCE);

    assertThat(texts(parsed.problems()))
        .singleElement(STRING)
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
        .singleElement(STRING)
        .startsWith("`Allow` with `NotPrincipal` grants everyone else");
  }
}
