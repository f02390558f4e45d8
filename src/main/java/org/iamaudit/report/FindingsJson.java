package org.iamaudit.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.GrantRef;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.finding.PermissionView;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Witness;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.usage.Use;

/**
 * Writes {@code findings.json}: UTF-8, LF, two spaces, fixed field order, so that the same result
 * gives the same bytes. Findings stand in the order of the accounts, then as the account has them.
 *
 * <p>Absent scalars are {@code null}, absent lists empty; instants are ISO-8601 in UTC.
 */
final class FindingsJson {
  static final String SCHEMA_VERSION = "1.0";

  private final JsonGenerator json;
  private final Map<FindingType, List<String>> controls;

  private FindingsJson(JsonGenerator json, Map<FindingType, List<String>> controls) {
    this.json = json;
    this.controls = controls;
  }

  /** Writes the file and returns the SHA-256 of its bytes. */
  static String write(AuditResult result, Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (OutputStream out =
            new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest);
        JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(printer());
      new FindingsJson(json, ControlMapping.of(result.frameworks().get(0)).keys()).result(result);
      json.writeRaw('\n');
    }
    return Sha256.hex(digest);
  }

  /** LF and two spaces, on every system. */
  static DefaultPrettyPrinter printer() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER)
            .withArrayEmptySeparator("")
            .withObjectEmptySeparator("");
    return new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
  }

  private void result(AuditResult result) throws IOException {
    json.writeStartObject();
    text("schemaVersion", SCHEMA_VERSION);
    text("runId", result.runId());
    text("asOf", result.asOf().toString());
    text("productVersion", result.productVersion());
    text("catalogVersion", result.catalogVersion());
    json.writeArrayFieldStart("accounts");
    for (AccountResult account : result.accounts()) {
      account(account);
    }
    json.writeEndArray();
    if (!result.notAudited().isEmpty()) {
      json.writeArrayFieldStart("notAudited");
      for (NotAudited account : result.notAudited()) {
        notAudited(account);
      }
      json.writeEndArray();
    }
    principals(result);
    json.writeArrayFieldStart("gaps");
    for (AccountResult account : result.accounts()) {
      for (Gap gap : account.gaps()) {
        gap(account, gap);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("findings");
    for (AccountResult account : result.accounts()) {
      for (Finding finding : account.findings()) {
        finding(finding);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void account(AccountResult account) throws IOException {
    json.writeStartObject();
    text("id", account.snapshot().account().digits());
    text("name", account.name());
    text("partition", account.snapshot().partition());
    text("result", account.gaps().isEmpty() ? "COMPLETE" : "PARTIAL");
    json.writeObjectFieldStart("counts");
    json.writeNumberField("principals", account.principals().size());
    json.writeNumberField("findings", account.findings().size());
    json.writeNumberField("gaps", account.gaps().size());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void notAudited(NotAudited account) throws IOException {
    json.writeStartObject();
    text("id", account.account().digits());
    text("name", account.name());
    text("result", account.suspended() ? "SUSPENDED" : "FAILED");
    text("reason", account.reason());
    json.writeEndObject();
  }

  private void principals(AuditResult result) throws IOException {
    Totals totals = Totals.of(result);
    json.writeObjectFieldStart("principals");
    json.writeNumberField("total", totals.principals());
    json.writeNumberField("evaluated", totals.evaluated());
    json.writeNumberField("notEvaluated", totals.principals() - totals.evaluated());
    json.writeNumberField("withBaseline", totals.withBaseline());
    json.writeEndObject();
  }

  private void gap(AccountResult account, Gap gap) throws IOException {
    json.writeStartObject();
    text("accountId", account.snapshot().account().digits());
    text("kind", gap.kind().name());
    text("subject", gap.subject());
    text("reason", gap.reason());
    text("effect", gap.effect());
    json.writeEndObject();
  }

  private void finding(Finding finding) throws IOException {
    json.writeStartObject();
    text("id", finding.id());
    text("fingerprint", finding.fingerprint());
    text("code", finding.type().code());
    text("type", finding.type().name());
    text("severity", finding.severity().name());
    text("status", finding.status());
    text("disposition", finding.disposition());
    text("accountId", finding.account().digits());
    principal(finding.principal());
    text("title", finding.title());
    text("baseline", finding.baseline());
    json.writeArrayFieldStart("granted");
    for (GrantRef grant : finding.granted()) {
      grant(grant);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("permissions");
    for (PermissionView permission : finding.permissions()) {
      permission(permission);
    }
    json.writeEndArray();
    use(finding.use());
    witness(finding.witness());
    texts("blockedBy", finding.blockedBy());
    text("recommendation", finding.recommendation());
    texts("controls", controls.get(finding.type()));
    text("firstSeen", finding.firstSeen().toString());
    text("lastSeen", finding.lastSeen().toString());
    json.writeEndObject();
  }

  private void principal(PrincipalRef principal) throws IOException {
    json.writeObjectFieldStart("principal");
    text("kind", principal.kind());
    text("name", principal.name());
    text("arn", principal.arn());
    text("uniqueId", principal.uniqueId());
    json.writeEndObject();
  }

  private void grant(GrantRef grant) throws IOException {
    json.writeStartObject();
    text(grant.inline() ? "inline" : "policyArn", grant.policy());
    json.writeNumberField("statementIndex", grant.statementIndex());
    text("sid", grant.sid());
    text("via", grant.via());
    json.writeEndObject();
  }

  private void permission(PermissionView permission) throws IOException {
    json.writeStartObject();
    texts("actions", permission.actions());
    texts("resources", permission.resources());
    texts("exceptResources", permission.exceptResources());
    texts("conditions", permission.conditions());
    json.writeEndObject();
  }

  private void use(Optional<Use> use) throws IOException {
    if (use.isEmpty()) {
      json.writeNullField("use");
      return;
    }
    json.writeObjectFieldStart("use");
    text("state", use.get().state().name());
    text("lastUsed", use.get().lastUsed().map(Instant::toString));
    text("source", use.get().source());
    json.writeEndObject();
  }

  private void witness(Optional<Witness> witness) throws IOException {
    if (witness.isEmpty()) {
      json.writeNullField("witness");
      return;
    }
    json.writeObjectFieldStart("witness");
    text("principal", witness.get().principal());
    text("action", witness.get().action());
    text("resource", witness.get().resource());
    json.writeObjectFieldStart("context");
    for (Map.Entry<String, List<String>> entry : witness.get().context().entrySet()) {
      texts(wellFormed(entry.getKey()), entry.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void texts(String field, Collection<String> values) throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(wellFormed(value));
    }
    json.writeEndArray();
  }

  private void text(String field, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      text(field, value.get());
    } else {
      json.writeNullField(field);
    }
  }

  private void text(String field, String value) throws IOException {
    json.writeStringField(field, wellFormed(value));
  }

  /** Half a surrogate pair has no UTF-8 form; it becomes U+FFFD. */
  private static String wellFormed(String text) {
    boolean halves = text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    return halves ? CellText.clean(text) : text;
  }
}
