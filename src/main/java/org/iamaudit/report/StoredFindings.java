package org.iamaudit.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AuditResult;

/** The findings that a package holds against those that its inputs give. */
public final class StoredFindings {
  private static final int NAMED = 5;

  private StoredFindings() {}

  /** Writes the inputs of a package below a directory, under the names that the run gave them. */
  public static void restoreInputs(Path folder, Manifest manifest, Path to) throws IOException {
    StoredInputs.restore(folder, manifest.inputs().keySet(), to);
  }

  /** The place of the run among others, as {@link AccountHistory#link} has it. */
  public static List<String> links(Path folder) throws IOException {
    List<String> links = new ArrayList<>();
    Path file = folder.resolve(EvidencePackage.FINDINGS);
    ObjectMapper mapper = new ObjectMapper();
    try (JsonParser json = mapper.createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("history") && !json.getBooleanValue()) {
          return List.of();
        }
        if (field.equals("accounts")) {
          for (JsonNode account : json.<JsonNode>readValueAsTree()) {
            links.add(
                AccountHistory.link(
                    account.path("id").asText(),
                    Optional.ofNullable(account.path("previousRunId").textValue()),
                    Optional.ofNullable(account.path("supersedes").textValue())));
          }
          return links;
        }
        json.skipChildren();
      }
    }
    return links;
  }

  /**
   * Compares a package with what its inputs give now.
   *
   * @param made where the findings of the result may be written
   */
  public static Verification compare(Path folder, AuditResult result, Path made)
      throws IOException {
    Path stored = folder.resolve(EvidencePackage.FINDINGS);
    FindingsJson.write(result, made);
    String name = PackageVerifier.name(folder);
    if (CanonicalFindings.sha256(stored).equals(CanonicalFindings.sha256(made))) {
      return new Verification(name, List.of(), List.of());
    }
    return new Verification(name, List.of(difference(stored, made)), List.of());
  }

  private static String difference(Path stored, Path made) throws IOException {
    Map<String, JsonNode> then = byId(stored);
    Map<String, JsonNode> now = byId(made);
    TreeSet<String> all = new TreeSet<>(then.keySet());
    all.addAll(now.keySet());
    List<String> differing =
        all.stream().filter(id -> !java.util.Objects.equals(then.get(id), now.get(id))).toList();
    return "the inputs give other findings: "
        + (differing.isEmpty()
            ? "other gaps or other facts of the run"
            : String.join(", ", differing.subList(0, Math.min(NAMED, differing.size())))
                + (differing.size() > NAMED ? " and " + (differing.size() - NAMED) + " more" : ""));
  }

  private static Map<String, JsonNode> byId(Path findings) throws IOException {
    Map<String, JsonNode> all = new TreeMap<>();
    new ObjectMapper()
        .readTree(CanonicalFindings.bytes(findings))
        .path("findings")
        .forEach(finding -> all.put(finding.path("id").asText(), finding));
    return all;
  }
}
