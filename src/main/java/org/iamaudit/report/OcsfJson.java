package org.iamaudit.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;

/**
 * {@code findings.ocsf.json}: the findings as a list of events of OCSF class 2003, Compliance
 * Finding (Open Cybersecurity Schema Framework 1.3.0, schema.ocsf.io).
 */
final class OcsfJson {
  static final String FILE = "findings.ocsf.json";
  private static final String VERSION = "1.3.0";
  private static final int CLASS = 2003;

  private final JsonGenerator json;
  private final AuditResult result;
  private final Map<FindingType, List<String>> controls;
  private final String framework;

  private OcsfJson(JsonGenerator json, AuditResult result) {
    this.json = json;
    this.result = result;
    ControlMapping mapping = ControlMapping.of(result.frameworks().get(0));
    this.controls = mapping.keys();
    this.framework = mapping.title();
  }

  static FileEntry.Cells write(AuditResult result, Path file) throws IOException {
    int count = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(FindingsJson.printer());
      OcsfJson events = new OcsfJson(json, result);
      json.writeStartArray();
      for (AccountResult account : result.accounts()) {
        for (Finding finding : account.findings()) {
          events.event(account, finding);
          count++;
        }
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
    return new FileEntry.Cells(Map.of("events", count), 0, 0);
  }

  private void event(AccountResult account, Finding finding) throws IOException {
    Standing standing = finding.standing();
    boolean first = standing.status() == Standing.Status.NEW;
    int activity = first ? 1 : 2;
    json.writeStartObject();
    json.writeNumberField("activity_id", activity);
    json.writeNumberField("category_uid", CLASS / 1000);
    json.writeNumberField("class_uid", CLASS);
    json.writeNumberField("type_uid", CLASS * 100L + activity);
    json.writeNumberField("time", result.asOf().toEpochMilli());
    json.writeNumberField("severity_id", severity(finding.severity()));
    text("severity", finding.severity().name());
    // New, in progress or suppressed: what is resolved is a change, not a finding.
    json.writeNumberField("status_id", !finding.isOpen() ? 3 : first ? 1 : 2);
    text("status", standing.status().name());
    metadata();
    cloud(account);
    info(finding);
    compliance(finding);
    resource(account, finding);
    json.writeObjectFieldStart("remediation");
    text("desc", finding.recommendation());
    json.writeEndObject();
    json.writeObjectFieldStart("unmapped");
    text("code", finding.type().code());
    text("disposition", standing.disposition().name());
    text("fingerprint", finding.fingerprint());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static int severity(Severity severity) {
    return switch (severity) {
      case INFO -> 1;
      case LOW -> 2;
      case MEDIUM -> 3;
      case HIGH -> 4;
      case CRITICAL -> 5;
    };
  }

  private void metadata() throws IOException {
    json.writeObjectFieldStart("metadata");
    json.writeObjectFieldStart("product");
    text("name", "iamaudit");
    text("vendor_name", "iamaudit");
    text("version", result.productVersion());
    json.writeEndObject();
    text("correlation_uid", result.runId());
    text("version", VERSION);
    json.writeEndObject();
  }

  private void cloud(AccountResult account) throws IOException {
    json.writeObjectFieldStart("cloud");
    text("provider", "AWS");
    json.writeObjectFieldStart("account");
    text("uid", account.snapshot().account().digits());
    text("name", account.name());
    text("type", "AWS Account");
    json.writeNumberField("type_id", 10);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void info(Finding finding) throws IOException {
    json.writeObjectFieldStart("finding_info");
    text("uid", finding.id());
    text("title", finding.title());
    json.writeArrayFieldStart("types");
    json.writeString(finding.type().name());
    json.writeEndArray();
    json.writeNumberField("first_seen_time", finding.standing().firstSeen().toEpochMilli());
    json.writeNumberField("last_seen_time", finding.standing().lastSeen().toEpochMilli());
    json.writeEndObject();
  }

  private void compliance(Finding finding) throws IOException {
    List<String> keys = controls.get(finding.type());
    json.writeObjectFieldStart("compliance");
    text("control", keys.isEmpty() ? "" : keys.get(0));
    json.writeArrayFieldStart("requirements");
    for (String key : keys) {
      json.writeString(key);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("standards");
    json.writeString(framework);
    json.writeEndArray();
    text("status", "Fail");
    json.writeNumberField("status_id", 3);
    json.writeEndObject();
  }

  private void resource(AccountResult account, Finding finding) throws IOException {
    json.writeArrayFieldStart("resources");
    json.writeStartObject();
    text("uid", finding.principal().arn());
    text("name", finding.principal().name());
    text("type", "IAM " + finding.principal().kind());
    text("cloud_partition", account.snapshot().partition());
    json.writeEndObject();
    json.writeEndArray();
  }

  private void text(String field, String value) throws IOException {
    json.writeStringField(field, CellText.clean(value));
  }
}
