package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manifest says of what went in, and that the package can do without the originals. */
class ManifestInputsIT {
  private static final String POLICY =
      """
      {"Version": "2012-10-17",
       "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}
      """;

  @TempDir Path directory;

  private TinyAccount account;

  @BeforeEach
  void anAccount() throws IOException {
    account = new TinyAccount(directory);
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void documentsOutsideTheBaselinesAreKeptAndTakenFromThePackage() throws IOException {
    Path beside = Files.writeString(directory.resolve("needs & wants.json"), POLICY);
    Path elsewhere = Files.writeString(directory.resolve("elsewhere.json"), POLICY);
    account.baseline(
        "staff.yml",
        """
        baseline: staff
        owner: staff@example.com
        applies-to: [{user: alice}]
        requires: [{document: ../needs & wants.json}]
        tolerates: [{document: "%s"}]
        """
            .formatted(elsewhere));

    assertThat(account.audit()).isZero();

    JsonNode inputs = account.manifest().path("inputs");
    assertThat(inputs.path("documents/..%2Fneeds+%26+wants.json").asText()).hasSize(64);
    assertThat(inputs.size()).as("every file").isEqualTo(files(account.snapshot) + 1 + 2);
    Files.delete(beside);
    Files.delete(elsewhere);
    assertThat(account.run("verify", account.out.toString(), "--quiet")).isZero();
    assertThat(account.stdout()).startsWith("OK").doesNotContain("note: its findings");
  }

  private static long files(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void sourcesNameRegionParametersAndTheFileWithTheAnswers() throws IOException {
    Files.writeString(
        account.snapshot.resolve("snapshot.json"),
        """
        {"Regions": ["eu-central-1"], "FinishedAt": "2026-08-31T23:00:00Z",
         "Calls": [
          {"Service": "iam", "Operation": "GetServiceLastAccessedDetails", "Region": "us-east-1",
           "Parameters": {"Granularity": "ACTION_LEVEL"}, "Count": 9,
           "FirstRequestId": "r-1", "LastRequestId": "r-9"},
          {"Service": "sqs", "Operation": "ListQueues", "Region": "eu-central-1", "Count": 1}]}
        """);

    assertThat(account.audit()).isZero();

    JsonNode manifest = account.manifest();
    JsonNode used = manifest.path("sources").path(0);
    assertThat(used.path("region").asText()).isEqualTo("us-east-1");
    assertThat(used.path("parameters").path("Granularity").asText()).isEqualTo("ACTION_LEVEL");
    assertThat(used.path("asOf").asText()).isEqualTo("2026-08-31T23:00:00Z");
    assertThat(used.path("pages").asInt()).isEqualTo(9);
    assertThat(used.path("items").asInt()).isPositive();
    String file = used.path("file").asText();
    assertThat(file).isEqualTo("snapshot/" + TinyAccount.ID + "/service-last-accessed.jsonl");
    assertThat(used.path("sha256")).isEqualTo(manifest.path("inputs").path(file));
    assertThat(manifest.path("sources").path(1).path("sha256").isNull()).isTrue();
    assertThat(manifest.path("scope").path("regions")).hasToString("[\"eu-central-1\"]");
  }

  @Test
  void exceptionsAreListedWithWhatTheyMatch() throws IOException {
    Path waivers =
        Files.writeString(
            directory.resolve("waivers.yml"),
            """
            waivers:
              - id: W-1
                type: USER_MFA_MISSING
                principal: nobody
                owner: owner@example.com
                reason: gone by now
                approved-by: ciso@example.com
                approved-on: 2026-01-01
                expires: 2026-12-31
                ticket: T-1
            """);
    Path config =
        account.configuration(
            "as-of: 2026-09-01T00:00:00Z\nwaivers: " + waivers.getFileName() + "\n");

    assertThat(account.run("run", "--config", config.toString())).isZero();

    assertThat(account.manifest().path("exceptions"))
        .hasToString(
            "[{\"expires\":\"2026-12-31\",\"id\":\"W-1\",\"matches\":0,\"status\":\"ACTIVE\"}]");
  }
}
