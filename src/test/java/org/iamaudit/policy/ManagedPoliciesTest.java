package org.iamaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What AWS itself has stored is the measure of what a policy may look like. */
class ManagedPoliciesTest {
  private static final String DATA = "/org/iamaudit/catalog/aws-managed-policies.json.gz";

  private static Map<String, JsonNode> documents;

  /** Every document by policy name, retired ones included, in order of names. */
  static Map<String, JsonNode> documents() throws IOException {
    try (InputStream in = ManagedPoliciesTest.class.getResourceAsStream(DATA);
        InputStream unzipped = new GZIPInputStream(in)) {
      Map<String, JsonNode> documents = new TreeMap<>();
      new ObjectMapper()
          .readTree(unzipped)
          .properties()
          .forEach(policy -> documents.put(policy.getKey(), policy.getValue().get("document")));
      return documents;
    }
  }

  @BeforeAll
  static void read() throws IOException {
    documents = documents();
  }

  @Test
  void allAreReadWithoutErrors() {
    List<String> errors = new ArrayList<>();
    documents.forEach(
        (name, json) ->
            PolicyParser.parse(json.toString(), PolicyKind.IDENTITY)
                .errors()
                .forEach(error -> errors.add(name + ": " + error)));

    assertThat(documents).hasSize(1_643);
    assertThat(errors).isEmpty();
  }

  @Test
  void nothingIsLost() {
    documents.forEach(
        (name, json) -> {
          PolicyDocument document =
              PolicyParser.parse(json.toString(), PolicyKind.IDENTITY).document().orElseThrow();

          assertThat(WrittenPolicy.of(document)).as(name).isEqualTo(WrittenPolicy.of(json));
        });
  }

  @Test
  void oneIsWarnedOf() {
    List<String> warnings = new ArrayList<>();
    documents.forEach(
        (name, json) ->
            PolicyParser.parse(json.toString(), PolicyKind.IDENTITY)
                .problems()
                .forEach(problem -> warnings.add(name + ": " + problem)));

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(
            "AmazonTimestreamInfluxDBServiceRolePolicy: `arn:*:kms:*:${aws:PrincipalAccount}:key/*`"
                + " has a policy variable before the fifth colon");
  }
}
