package org.iamaudit.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Set;
import org.iamaudit.finding.FindingType;
import org.iamaudit.snapshot.Sha256;

/**
 * The part of {@code findings.json} that follows from the stored inputs alone, in one form: without
 * white space, and without what earlier runs and people decided. A package holds no earlier runs,
 * so only this part can be made again from it.
 */
final class CanonicalFindings {
  /** What a finding owes to earlier runs. */
  private static final Set<String> LIFECYCLE =
      Set.of("status", "disposition", "firstSeen", "lastSeen", "runsSeen", "exceptionId");

  /** What an account owes to earlier runs. */
  private static final Set<String> COURSE = Set.of("counts", "previousRunId", "supersedes");

  /** Of accounts that are there because of earlier runs alone. */
  private static final Set<String> UNSEEN = Set.of("OUT_OF_SCOPE", "NOT_AUDITED");

  /** What the whole file owes to earlier runs, and to what people decided. */
  private static final Set<String> NOT_OURS = Set.of("history", "changes", "exceptions");

  /** Of a finding about a decision of people rather than about the account. */
  private static final String WAIVER_EXPIRED = FindingType.EXCEPTION_EXPIRED.code();

  private static final ObjectMapper JSON = new ObjectMapper();

  private CanonicalFindings() {}

  /** SHA-256 of the canonical form of a {@code findings.json}. */
  static String sha256(Path findings) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      write(findings, out);
    }
    return Sha256.hex(digest);
  }

  /** Writes the canonical form, finding by finding, so that large files need little memory. */
  static void write(Path findings, OutputStream to) throws IOException {
    JsonFactory factory = JSON.getFactory();
    try (InputStream in = Files.newInputStream(findings);
        JsonParser json = factory.createParser(in);
        JsonGenerator out = factory.createGenerator(to)) {
      out.writeStartObject();
      require(json, json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (NOT_OURS.contains(field)) {
          json.skipChildren();
          continue;
        }
        out.writeFieldName(field);
        switch (field) {
          case "findings" -> findings(json, out);
          case "accounts" -> accounts(json, out);
          default -> out.copyCurrentStructure(json);
        }
      }
      out.writeEndObject();
    }
  }

  /** The canonical form, in memory. */
  static byte[] bytes(Path findings) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(findings, out);
    return out.toByteArray();
  }

  private static void findings(JsonParser json, JsonGenerator out) throws IOException {
    require(json, json.currentToken() == JsonToken.START_ARRAY);
    out.writeStartArray();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      ObjectNode finding = json.readValueAsTree();
      if (!finding.path("code").asText().equals(WAIVER_EXPIRED)) {
        out.writeTree(finding.remove(LIFECYCLE));
      }
    }
    out.writeEndArray();
  }

  /** Those that were audited; in their counts are findings that are not ours. */
  private static void accounts(JsonParser json, JsonGenerator out) throws IOException {
    JsonNode accounts = json.readValueAsTree();
    out.writeStartArray();
    for (JsonNode account : accounts) {
      if (account instanceof ObjectNode object
          && !UNSEEN.contains(object.path("result").asText())) {
        out.writeTree(object.remove(COURSE));
      }
    }
    out.writeEndArray();
  }

  private static void require(JsonParser json, boolean expected) throws IOException {
    if (!expected) {
      throw new IOException("not the findings of a run: unexpected " + json.currentToken());
    }
  }
}
