package org.iamaudit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.collect.AwsCall.Grant;
import org.junit.jupiter.api.Test;

/** What we ask users to grant is what we call, and nothing else. */
class AuditorPolicyTest {
  private static final Path AWS = Path.of("config/aws");

  @Test
  void thePolicyGrantsExactlyTheCallsThatAreMade() {
    assertThat(AuditorPolicy.actions()).isEqualTo(actions(Grant.ACCOUNT, Grant.ORGANIZATION));
  }

  @Test
  void everyActionExists() {
    for (AwsCall call : AwsCall.values()) {
      assertThat(Catalog.get().index(call.action())).as(call.action()).isPresent();
    }
  }

  @Test
  void theMemberRoleMayReadAnAccountAndNothingElse() throws IOException {
    JsonNode role = role("member-role.yml", "MemberRole");
    assertThat(allowed(role)).isEqualTo(actions(Grant.ACCOUNT));
    assertThat(role.path("AssumeRolePolicyDocument").toString())
        .contains("sts:ExternalId", "aws:PrincipalOrgID");
    assertThat(denied(role))
        .contains(
            "s3:GetObject*",
            "secretsmanager:GetSecretValue",
            "ssm:GetParameter*",
            "kms:Decrypt",
            "lambda:GetFunction",
            "sts:AssumeRole");
    assertThat(role.path("MaxSessionDuration").asInt()).isEqualTo(3600);
  }

  @Test
  void theManagementRoleMayAlsoReadTheOrganization() throws IOException {
    assertThat(allowed(role("management-role.yml", "ManagementRole")))
        .isEqualTo(actions(Grant.ACCOUNT, Grant.ORGANIZATION));
  }

  @Test
  void theHubRoleMayOnlyAssumeTheOthers() throws IOException {
    JsonNode role = role("hub-role.yml", "HubRole");
    assertThat(allowed(role)).isEqualTo(actions(Grant.HUB));
    assertThat(role.path("Policies").toString()).contains(":role/${MemberRoleName}");
  }

  private static Set<String> actions(Grant... grants) {
    Set<Grant> wanted = Set.of(grants);
    return Stream.of(AwsCall.values())
        .filter(call -> wanted.contains(call.grant()))
        .map(AwsCall::action)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The template as YAML; what CloudFormation's short functions say is kept as text. */
  private static JsonNode role(String file, String name) throws IOException {
    JsonNode template = new YAMLMapper().readTree(AWS.resolve(file).toFile());
    assertThat(template.path("AWSTemplateFormatVersion").asText()).isEqualTo("2010-09-09");
    JsonNode role = template.path("Resources").path(name);
    assertThat(role.path("Type").asText()).isEqualTo("AWS::IAM::Role");
    return role.path("Properties");
  }

  private static Set<String> allowed(JsonNode role) {
    return statements(role, "Allow");
  }

  private static Set<String> denied(JsonNode role) {
    return statements(role, "Deny");
  }

  private static Set<String> statements(JsonNode role, String effect) {
    Set<String> actions = new TreeSet<>();
    for (JsonNode policy : role.path("Policies")) {
      for (JsonNode statement : policy.path("PolicyDocument").path("Statement")) {
        if (statement.path("Effect").asText().equals(effect)) {
          JsonNode action = statement.path("Action");
          if (action.isTextual()) {
            actions.add(action.asText());
          }
          action.forEach(item -> actions.add(item.asText()));
        }
      }
    }
    return actions;
  }
}
