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
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.GrantRef;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.finding.PermissionView;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.finding.Waiver;
import org.iamaudit.finding.WaiverUse;
import org.iamaudit.finding.Witness;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.Sha256;
import org.iamaudit.usage.Use;

/**
 * Writes {@code findings.json}: UTF-8, LF, two spaces, fixed field order, so that the same result
 * gives the same bytes. Findings stand in the order of the accounts, then as the account has them.
 *
 * <p>Absent scalars are {@code null}, absent lists empty; instants are ISO-8601 in UTC.
 */
final class FindingsJson {
  static final String SCHEMA_VERSION = "1.1";

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
    json.writeBooleanField("history", result.history().kept());
    Map<AccountId, AccountResult> audited = new HashMap<>();
    result.accounts().forEach(a -> audited.put(a.snapshot().account(), a));
    list(
        "accounts",
        result.history().accounts().stream(),
        a -> account(a, Optional.ofNullable(audited.get(a.account()))));
    if (!result.notAudited().isEmpty()) {
      list("notAudited", result.notAudited().stream(), this::notAudited);
    }
    principals(result);
    json.writeArrayFieldStart("gaps");
    for (AccountResult account : result.accounts()) {
      for (Gap gap : account.gaps()) {
        gap(account, gap);
      }
    }
    json.writeEndArray();
    list("findings", result.accounts().stream().flatMap(a -> a.findings().stream()), this::finding);
    list("changes", result.history().changes().stream().filter(FindingsJson::isGone), this::change);
    list("exceptions", result.history().waivers().stream(), this::exception);
    json.writeEndObject();
  }

  private void account(AccountHistory history, Optional<AccountResult> account) throws IOException {
    text("id", history.account().digits());
    text("name", account.map(AccountResult::name).orElse(""));
    text("partition", account.map(a -> a.snapshot().partition()));
    text(
        "result",
        account.map(a -> a.gaps().isEmpty() ? "COMPLETE" : "PARTIAL").orElseGet(history::standing));
    json.writeObjectFieldStart("counts");
    json.writeNumberField("principals", account.map(a -> a.principals().size()).orElse(0));
    json.writeNumberField("findings", account.map(a -> a.findings().size()).orElse(0));
    json.writeNumberField("gaps", account.map(a -> a.gaps().size()).orElse(0));
    json.writeEndObject();
    text("previousRunId", history.previous().map(AccountHistory.Previous::runId));
    text("supersedes", history.supersedes());
    json.writeObjectFieldStart("rules");
    for (Map.Entry<String, String> rule : history.rules().values().entrySet()) {
      text(wellFormed(rule.getKey()), rule.getValue());
    }
    json.writeEndObject();
  }

  /** Or decided differently; NEW and REOPENED is said by the status of a finding. */
  private static boolean isGone(Change change) {
    return change.kind() != Change.Kind.NEW && change.kind() != Change.Kind.REOPENED;
  }

  private void change(Change change) throws IOException {
    text("change", change.kind().name());
    text("id", change.findingId());
    text("fingerprint", change.fingerprint());
    text("code", change.code());
    text("accountId", change.account().digits());
    principal(change.principal());
    text("severityBefore", change.before().map(Severity::name));
    text("severityAfter", change.after().map(Severity::name));
    text("reason", change.reason());
    text("previousRunId", change.previousRun());
  }

  private void exception(WaiverUse use) throws IOException {
    Waiver waiver = use.waiver();
    text("id", waiver.id());
    text("status", use.status().name());
    text("matched", waiver.target().text());
    json.writeNumberField("matches", use.matches());
    text("disposition", waiver.disposition().name());
    text("owner", waiver.owner());
    text("reason", waiver.reason());
    text("compensatingControl", waiver.compensatingControl());
    text("approvedBy", waiver.approvedBy());
    text("approvedOn", waiver.approvedOn().toString());
    text("expires", waiver.expires().toString());
    text("revoked", waiver.revoked().map(LocalDate::toString));
    text("ticket", waiver.ticket());
  }

  private void notAudited(NotAudited account) throws IOException {
    text("id", account.account().digits());
    text("name", account.name());
    text("result", account.suspended() ? "SUSPENDED" : "FAILED");
    text("reason", account.reason());
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
    text("id", finding.id());
    text("fingerprint", finding.fingerprint());
    text("code", finding.type().code());
    text("type", finding.type().name());
    text("severity", finding.severity().name());
    Standing standing = finding.standing();
    text("status", standing.status().name());
    text("disposition", standing.disposition().name());
    text("accountId", finding.account().digits());
    principal(finding.principal());
    text("title", finding.title());
    text("baseline", finding.baseline());
    list("granted", finding.granted().stream(), this::grant);
    list("permissions", finding.permissions().stream(), this::permission);
    use(finding.use());
    witness(finding.witness());
    texts("blockedBy", finding.blockedBy());
    text("recommendation", finding.recommendation());
    texts("controls", controls.get(finding.type()));
    text("firstSeen", standing.firstSeen().toString());
    text("lastSeen", standing.lastSeen().toString());
    json.writeNumberField("runsSeen", standing.runsSeen());
    text("exceptionId", standing.waiver());
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
    text(grant.inline() ? "inline" : "policyArn", grant.policy());
    json.writeNumberField("statementIndex", grant.statementIndex());
    text("sid", grant.sid());
    text("via", grant.via());
  }

  private void permission(PermissionView permission) throws IOException {
    texts("actions", permission.actions());
    texts("resources", permission.resources());
    texts("exceptResources", permission.exceptResources());
    texts("conditions", permission.conditions());
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

  /** Writes the fields of one object. */
  private interface Fields<T> {
    void of(T object) throws IOException;
  }

  private <T> void list(String field, Stream<T> objects, Fields<T> fields) throws IOException {
    json.writeArrayFieldStart(field);
    for (Iterator<T> each = objects.iterator(); each.hasNext(); ) {
      json.writeStartObject();
      fields.of(each.next());
      json.writeEndObject();
    }
    json.writeEndArray();
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
