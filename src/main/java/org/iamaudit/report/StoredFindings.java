package org.iamaudit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.iamaudit.finding.AuditResult;

/** The findings that a package holds against those that its inputs give. */
public final class StoredFindings {
  private static final int NAMED = 5;

  private StoredFindings() {}

  /** Writes the inputs of a package below a directory, under the names that the run gave them. */
  public static void restoreInputs(Path folder, Manifest manifest, Path to) throws IOException {
    StoredInputs.restore(folder, manifest.inputs().keySet(), to);
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
