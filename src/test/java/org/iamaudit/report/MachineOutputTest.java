package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.report.EvidencePackage.Written;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists for machines, from the same result as the workbook. */
class MachineOutputTest {
  @TempDir static Path reports;

  private static Written written;

  @BeforeAll
  static void writeThem() {
    written = SamplePackage.write(SampleResults.rich(), reports);
  }

  private static String text(String file) throws IOException {
    return Files.readString(written.folder().resolve(file));
  }

  @Test
  void everyoneIsInThePopulationWithOrWithoutFindings() throws IOException {
    List<String> lines = text("population.csv").lines().toList();
    int principals =
        SampleResults.rich().accounts().stream()
            .map(AccountResult::principals)
            .mapToInt(List::size)
            .sum();
    assertThat(lines.get(0)).startsWith("account_id,account_name,kind,name,arn,");
    assertThat(lines.stream().filter(l -> l.matches("\\d{12},.*,(user|role),.*")))
        .hasSize(principals);
    assertThat(lines)
        .anyMatch(l -> l.contains(",PASS,"))
        .anyMatch(l -> l.contains("NOT_EVALUATED"));
  }

  @Test
  void noValueOfAListIsAFormula() throws IOException {
    for (String file : List.of("population.csv", "comparison.csv")) {
      assertThat(text(file))
          .doesNotContainPattern("(?m)(^|[,\"\\n])[ ]*[=+@\uFF1D]")
          .doesNotContain("\u0007");
    }
    assertThat(text("population.csv"))
        .contains("\"'" + SampleResults.FORMULA.replace("\"", "\"\"") + "\"");
    Manifest manifest = ManifestFile.read(written.folder());
    Map<String, Integer> escaped = new TreeMap<>();
    manifest.files().forEach(f -> escaped.put(f.path(), f.escapedCells()));
    assertThat(escaped.get("population.csv")).isPositive();
  }

  @Test
  void textIsNotCutInAList() throws IOException {
    assertThat(text("comparison.csv")).contains(SampleResults.LONG);
  }

  @Test
  void everyFindingIsAnEvent() throws IOException {
    JsonNode events = new ObjectMapper().readTree(text("findings.ocsf.json"));
    JsonNode findings = new ObjectMapper().readTree(text("findings.json")).get("findings");

    assertThat(events).hasSameSizeAs(findings);
    for (int i = 0; i < events.size(); i++) {
      JsonNode event = events.get(i);
      assertThat(event.at("/class_uid").asInt()).isEqualTo(2003);
      boolean isNew = findings.get(i).get("status").asText().equals("NEW");
      assertThat(event.at("/type_uid").asInt()).isEqualTo(isNew ? 200301 : 200302);
      assertThat(event.at("/finding_info/uid")).isEqualTo(findings.get(i).get("id"));
      assertThat(event.at("/severity")).isEqualTo(findings.get(i).get("severity"));
      assertThat(event.at("/compliance/status_id").asInt()).isEqualTo(3);
    }
  }

  @Test
  void theManifestCountsTheRows() throws IOException {
    for (FileEntry file : ManifestFile.read(written.folder()).files()) {
      assertThat(RowCount.of(written.folder().resolve(file.path())))
          .as(file.path())
          .containsAllEntriesOf(file.rows());
    }
  }
}
