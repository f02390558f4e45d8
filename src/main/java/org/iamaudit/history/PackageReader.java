package org.iamaudit.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.snapshot.Sha256;

/** Reads from {@code findings.json} what the history remembers of a package. */
final class PackageReader {
  private static final String FINDINGS = "findings.json";
  private static final String MANIFEST = "manifest.json";
  private static final String BY_SCHEDULE = "schedule ";
  private static final String PREFIX = "iam-audit_";
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, JsonNode> head = new HashMap<>();
  private final Map<String, List<FindingState>> seen = new HashMap<>();
  private final Map<String, List<Standing>> standings = new HashMap<>();
  private final Map<String, List<Severity>> open = new HashMap<>();
  private final Map<String, Map<Change.Kind, Map<String, String>>> changes = new HashMap<>();

  private PackageReader() {}

  /**
   * All packages in a directory that belong to a history; none if it does not exist.
   *
   * @param wanted which folders are of interest, by run id
   * @throws HistoryException naming every package that cannot be read
   */
  static List<PackageRecord> all(Path reports, Predicate<String> wanted) throws HistoryException {
    List<PackageRecord> found = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Path folder : folders(reports)) {
      String name = folder.getFileName().toString();
      if (!wanted.test(name.substring(name.lastIndexOf('_') + 1))) {
        continue;
      }
      try {
        read(folder).ifPresent(found::add);
      } catch (IOException | RuntimeException e) {
        unreadable.add(
            "`" + folder + "`: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      }
    }
    if (!unreadable.isEmpty()) {
      throw new HistoryException(
          "cannot read "
              + String.join("; ", unreadable)
              + "; restore the package from a copy, or move it out of `reports`");
    }
    return found;
  }

  private static List<Path> folders(Path reports) throws HistoryException {
    if (!Files.isDirectory(reports)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(reports)) {
      return entries
          .filter(f -> f.getFileName().toString().startsWith(PREFIX))
          .filter(f -> Files.exists(f.resolve(FINDINGS)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new HistoryException("cannot list `" + reports + "`", e);
    }
  }

  /** Empty for a run that had no part in a history. */
  private static Optional<PackageRecord> read(Path folder) throws IOException {
    PackageReader reader = new PackageReader();
    MessageDigest digest = Sha256.digest();
    try (InputStream in =
            new DigestInputStream(Files.newInputStream(folder.resolve(FINDINGS)), digest);
        JsonParser json = JSON.createParser(in)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("history") && !json.getBooleanValue()) {
          return Optional.empty();
        }
        reader.member(name, json);
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Optional.of(reader.record(folder, Sha256.hex(digest), period(folder)));
  }

  /** Findings one by one, since there may be very many; the rest is small. */
  private void member(String name, JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY
        || !(name.equals("findings") || name.equals("changes"))) {
      head.put(name, JSON.readTree(json));
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      JsonNode item = JSON.readTree(json);
      if (name.equals("findings")) {
        finding(item);
      } else {
        change(item);
      }
    }
  }

  private void finding(JsonNode finding) {
    String account = text(finding, "accountId");
    Standing standing =
        new Standing(
            Standing.Status.valueOf(text(finding, "status")),
            Standing.Disposition.valueOf(text(finding, "disposition")),
            Instant.parse(text(finding, "firstSeen")),
            Instant.parse(text(finding, "lastSeen")),
            finding.get("runsSeen").asInt(),
            optional(finding, "exceptionId"));
    Severity severity = Severity.valueOf(text(finding, "severity"));
    JsonNode principal = finding.get("principal");
    standings.computeIfAbsent(account, k -> new ArrayList<>()).add(standing);
    if (standing.disposition() == Standing.Disposition.OPEN) {
      open.computeIfAbsent(account, k -> new ArrayList<>()).add(severity);
    }
    seen.computeIfAbsent(account, k -> new ArrayList<>())
        .add(
            new FindingState(
                text(finding, "fingerprint"),
                text(finding, "code"),
                new PrincipalRef(
                    text(principal, "kind"),
                    text(principal, "name"),
                    text(principal, "arn"),
                    text(principal, "uniqueId")),
                optional(finding, "baseline"),
                FindingState.Condition.SEEN,
                severity,
                standing.disposition(),
                standing.waiver(),
                standing.firstSeen(),
                standing.lastSeen(),
                standing.runsSeen(),
                ""));
  }

  private void change(JsonNode change) {
    changes
        .computeIfAbsent(text(change, "accountId"), k -> new HashMap<>())
        .computeIfAbsent(Change.Kind.valueOf(text(change, "change")), k -> new HashMap<>())
        .put(text(change, "fingerprint"), text(change, "reason"));
  }

  /** The schedule that the manifest names. */
  private static Optional<PackageRecord.Period> period(Path folder) throws IOException {
    JsonNode manifest = JSON.readTree(folder.resolve(MANIFEST).toFile());
    String by = manifest.path("triggeredBy").asText();
    return optional(manifest, "scheduledFor")
        .filter(at -> by.startsWith(BY_SCHEDULE))
        .map(at -> new PackageRecord.Period(by.substring(BY_SCHEDULE.length()), Instant.parse(at)));
  }

  private PackageRecord record(Path folder, String sha256, Optional<PackageRecord.Period> period) {
    List<PackageAccount> accounts = new ArrayList<>();
    boolean complete = true;
    if (head.containsKey("notAudited")) {
      for (JsonNode account : head.get("notAudited")) {
        complete &= account.path("result").asText().equals("SUSPENDED");
      }
    }
    for (JsonNode node : head.get("accounts")) {
      PackageAccount account = account(node);
      complete &= !account.result().equals("PARTIAL");
      accounts.add(account);
    }
    try {
      return new PackageRecord(
          head.get("runId").asText(),
          Instant.parse(head.get("asOf").asText()),
          complete ? "COMPLETE" : "PARTIAL",
          folder.getFileName().toString(),
          sha256,
          period,
          accounts);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("`asOf` is not an instant", e);
    }
  }

  private PackageAccount account(JsonNode node) {
    String id = text(node, "id");
    Map<Change.Kind, Map<String, String>> changed = changes.getOrDefault(id, Map.of());
    Map<String, String> notEvaluated = changed.getOrDefault(Change.Kind.NOT_EVALUATED, Map.of());
    Map<String, String> resolved = changed.getOrDefault(Change.Kind.RESOLVED, Map.of());
    Map<String, String> rules = new LinkedHashMap<>();
    node.get("rules").properties().forEach(e -> rules.put(e.getKey(), e.getValue().asText()));
    return new PackageAccount(
        new AccountId(id),
        text(node, "name"),
        text(node, "result"),
        node.at("/counts/principals").asInt(),
        optional(node, "previousRunId"),
        optional(node, "supersedes"),
        new Rules(new TreeMap<>(rules)),
        PackageAccount.open(open.getOrDefault(id, List.of())),
        PackageAccount.counts(
            standings.getOrDefault(id, List.of()), resolved.size(), notEvaluated.size()),
        seen.getOrDefault(id, List.of()),
        notEvaluated,
        resolved);
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException(
          "`" + FINDINGS + "` has no `" + field + "` where this version expects one");
    }
    return value.asText();
  }

  private static Optional<String> optional(JsonNode node, String field) {
    return node.path(field).isTextual() ? Optional.of(text(node, field)) : Optional.empty();
  }
}
