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

/**
 * The part of {@code findings.json} that follows from the stored inputs alone, in one form: without
 * white space, and without what the history of earlier runs says of a finding. A package holds no
 * earlier runs, so only this part can be made again from it.
 */
final class CanonicalFindings {
  /** What a finding owes to earlier runs. */
  private static final Set<String> LIFECYCLE =
      Set.of("status", "disposition", "firstSeen", "lastSeen", "runsSeen", "exceptionId");

  /** Findings of earlier runs that this run did not make itself. */
  private static final Set<String> CARRIED = Set.of("RESOLVED", "NOT_EVALUATED");

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
      if (!CARRIED.contains(finding.path("status").asText())) {
        out.writeTree(finding.remove(LIFECYCLE));
      }
    }
    out.writeEndArray();
  }

  /** Without their counts, in which findings of earlier runs may be. */
  private static void accounts(JsonParser json, JsonGenerator out) throws IOException {
    JsonNode accounts = json.readValueAsTree();
    for (JsonNode account : accounts) {
      if (account instanceof ObjectNode object) {
        object.remove("counts");
      }
    }
    out.writeTree(accounts);
  }

  private static void require(JsonParser json, boolean expected) throws IOException {
    if (!expected) {
      throw new IOException("not the findings of a run: unexpected " + json.currentToken());
    }
  }
}
