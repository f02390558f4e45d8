package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.iamaudit.snapshot.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsJsonTest {
  @TempDir Path directory;

  @Test
  void returnsTheHashOfItsBytes() throws IOException {
    Path file = directory.resolve("findings.json");

    String sha256 = FindingsJson.write(SampleResults.rich(), file);

    assertThat(sha256).isEqualTo(Sha256.of(Files.readString(file)));
  }

  @Test
  void fieldsStandInTheirFixedOrder() throws IOException {
    JsonNode json = written();

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "schemaVersion",
            "runId",
            "asOf",
            "productVersion",
            "catalogVersion",
            "history",
            "accounts",
            "principals",
            "gaps",
            "findings",
            "changes",
            "exceptions");
    assertThat(json.get("findings").get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "fingerprint",
            "code",
            "type",
            "severity",
            "status",
            "disposition",
            "accountId",
            "principal",
            "title",
            "baseline",
            "granted",
            "permissions",
            "use",
            "witness",
            "blockedBy",
            "recommendation",
            "controls",
            "firstSeen",
            "lastSeen",
            "runsSeen",
            "exceptionId");
  }

  @Test
  void absentScalarsAreNullAndAbsentListsEmpty() throws IOException {
    JsonNode finding = finding(written(), "TRUST_EXCESS");

    assertThat(finding.get("use").isNull()).isTrue();
    assertThat(finding.get("witness").isNull()).isTrue();
    assertThat(finding.get("granted")).isEmpty();
    assertThat(finding.get("controls").get(0).asText()).startsWith("NIST-800-53-r5:");
    assertThat(finding(written(), "NO_BASELINE").get("baseline").isNull()).isTrue();
  }

  @Test
  void tellsOfGapsAndCoverage() throws IOException {
    JsonNode json = written();

    assertThat(json.at("/accounts/0/result").asText()).isEqualTo("COMPLETE");
    assertThat(json.at("/accounts/1/result").asText()).isEqualTo("PARTIAL");
    assertThat(json.at("/gaps/0/kind").asText()).isEqualTo("NOT_COLLECTED");
    assertThat(json.at("/principals").toString())
        .isEqualTo("{\"total\":12,\"evaluated\":0,\"notEvaluated\":12,\"withBaseline\":6}");
  }

  @Test
  void keepsTextInFullExceptHalfSurrogatePairs() throws IOException {
    JsonNode json = written();

    assertThat(json.findValuesAsText("title")).contains(SampleResults.LONG, SampleResults.MARKUP);
    assertThat(json.at("/findings/1/witness/context").toString())
        .isEqualTo("{\"aws:SourceVpc\":[\"vpc-1\"]}");
  }

  private JsonNode written() throws IOException {
    Path file = directory.resolve("findings.json");
    FindingsJson.write(SampleResults.rich(), file);
    return new ObjectMapper().readTree(file.toFile());
  }

  private static JsonNode finding(JsonNode json, String type) {
    for (JsonNode finding : json.get("findings")) {
      if (finding.get("type").asText().equals(type)) {
        return finding;
      }
    }
    throw new AssertionError("no finding of type " + type);
  }
}
