package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages outlive versions of the program. */
class ManifestFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private ObjectNode manifest;

  @BeforeEach
  void takeTheOneOfTheSample() throws IOException {
    List<Path> packages = PackageChain.folders(Path.of("reports/sample"));
    manifest = (ObjectNode) JSON.readTree(packages.get(0).resolve(Manifest.FILE).toFile());
  }

  @Test
  void oneOfAnEarlierVersionSaysLess() throws Exception {
    manifest.remove(List.of("exceptions", "signature", "previousRun"));
    ((ObjectNode) manifest.get("scope")).remove(List.of("regions", "organizationId"));
    manifest
        .get("sources")
        .forEach(
            source ->
                ((ObjectNode) source)
                    .remove(List.of("region", "parameters", "items", "file", "sha256")));
    Manifest read = read();
    assertThat(read.runId()).isEqualTo(manifest.get("runId").asText());
    assertThat(read.exceptions()).isEmpty();
    assertThat(read.signature()).isEmpty();
    assertThat(read.sources())
        .isNotEmpty()
        .allSatisfy(source -> assertThat(source.region()).isEqualTo(Optional.empty()))
        .allSatisfy(source -> assertThat(source.parameters()).isEmpty());
  }

  @Test
  void whatEveryVersionSaysMustBeThere() throws Exception {
    for (String field : List.of("runId", "finishedAt", "inputs", "files", "config", "sources")) {
      ObjectNode whole = manifest.deepCopy();
      manifest.remove(field);
      assertThatThrownBy(this::read)
          .isInstanceOf(IOException.class)
          .hasMessage("it is no manifest: `" + field + "` is missing, unknown or not as expected");
      manifest = whole;
    }
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    ((ObjectNode) manifest.get("sources").get(1)).put("pages", "many");
    assertThatThrownBy(this::read)
        .hasMessageContaining("`sources[1].pages` is missing, unknown or not as expected");
    Files.writeString(directory.resolve(Manifest.FILE), "{\n\"runId\": ");
    assertThatThrownBy(() -> ManifestFile.read(directory))
        .hasMessage("it is no manifest: not JSON, line 2");
  }

  private Manifest read() throws IOException {
    JSON.writeValue(directory.resolve(Manifest.FILE).toFile(), manifest);
    return ManifestFile.read(directory);
  }
}
