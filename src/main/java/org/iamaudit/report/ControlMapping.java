package org.iamaudit.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.iamaudit.finding.FindingType;
import org.iamaudit.snapshot.Sha256;

/**
 * Which controls of a framework the findings speak of: one of the data files in {@code controls/}.
 * They hold ids and summaries in our own words, and codes of findings, be they made yet or not.
 *
 * @param schema version of the file's format
 * @param mappingVersion of what it says
 * @param controls in the order of the framework
 */
public record ControlMapping(
    @JsonProperty("mapping.schema") String schema,
    @JsonProperty("mapping.version") String mappingVersion,
    String framework,
    @JsonProperty("framework.version") String version,
    String title,
    @JsonProperty("effective date") String effective,
    List<Control> controls) {

  /** The names of all that ship with the product. */
  public static final List<String> NAMES =
      List.of(
          "NIST-800-53-r5",
          "NIST-CSF-2.0",
          "CIS-AWS-4.0.1",
          "CIS-AWS-5.0.0",
          "CIS-AWS-6.0.0",
          "CIS-AWS-7.0.0",
          "ISO-27001-2022",
          "SOC2-2017",
          "PCI-DSS-4.0.1",
          "HIPAA-2013",
          "AWS-SECURITY-HUB-2026");

  /** What a run uses unless it is told otherwise; the first has a control for every finding. */
  public static final List<String> DEFAULT =
      List.of(
          "NIST-800-53-r5",
          "NIST-CSF-2.0",
          "CIS-AWS-7.0.0",
          "ISO-27001-2022",
          "SOC2-2017",
          "PCI-DSS-4.0.1",
          "HIPAA-2013",
          "AWS-SECURITY-HUB-2026");

  /** Made when the first mapping is read: a configuration asks for the names alone. */
  private static final class Reader {
    static final JsonMapper JSON =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
  }

  public ControlMapping {
    controls = List.copyOf(controls);
  }

  /**
   * A control and the findings that show it is not met.
   *
   * @param primary codes of findings that this control is about before all others
   */
  public record Control(String id, String summary, List<String> primary, List<String> supporting) {
    public Control {
      primary = List.copyOf(primary);
      supporting = List.copyOf(supporting);
    }
  }

  /** Reads the mapping of that name, one of {@link #NAMES}. */
  static ControlMapping of(String name) {
    try (InputStream in = source(name)) {
      return Reader.JSON.readValue(in, ControlMapping.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the mapping `" + name + "` cannot be read", e);
    }
  }

  private static InputStream source(String name) {
    return ControlMapping.class.getResourceAsStream(
        "controls/" + name.toLowerCase(Locale.ROOT) + ".json");
  }

  /** SHA-256 of the data file. */
  static String sha256(String name) {
    try (InputStream in = source(name)) {
      return Sha256.of(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For example {@code CIS-AWS-7.0.0}. */
  String name() {
    return framework + "-" + version;
  }

  /** For example {@code CIS-AWS-7.0.0:2.10}. */
  String key(Control control) {
    return name() + ":" + control.id();
  }

  /** The keys of the controls that a finding speaks of, by its type: the primary one first. */
  Map<FindingType, List<String>> keys() {
    Map<FindingType, List<String>> keys = new HashMap<>();
    for (FindingType type : FindingType.values()) {
      List<String> all = new ArrayList<>();
      controls.stream()
          .filter(c -> c.primary().contains(type.code()))
          .map(this::key)
          .forEach(all::add);
      controls.stream()
          .filter(c -> c.supporting().contains(type.code()))
          .map(this::key)
          .forEach(all::add);
      keys.put(type, List.copyOf(all));
    }
    return keys;
  }
}
