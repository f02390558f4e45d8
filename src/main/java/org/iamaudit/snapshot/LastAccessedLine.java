package org.iamaudit.snapshot;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.policy.Quoted;

/**
 * Reads the answer of {@code get-service-last-accessed-details} for one principal after the other
 * (IAM API Reference, {@code GetServiceLastAccessedDetails}; read 2026-11).
 *
 * <p>Ten thousand reports list millions of actions, nearly all of them unused, so what reports have
 * in common is one object: names, equal sets of tracked actions, and services that were not used.
 */
final class LastAccessedLine {
  private final NameTable names = new NameTable();
  private final Map<List<String>, LastAccessed.Service> unused = new HashMap<>();

  private JsonInput json;
  private String arn;
  private String status;
  private String error;
  private boolean listed;
  private Optional<Instant> generated;
  private Instant latest;
  private Truncation truncation;
  private Map<String, LastAccessed.Service> services;

  private String service;
  private Optional<Instant> authenticated;
  private final List<String> tracked = new ArrayList<>();
  private Map<String, Instant> used;

  private String action;
  private Optional<Instant> accessed;

  /** Reads a line; one that holds no complete report is an error. */
  LastAccessed read(JsonInput line) throws IOException {
    json = line;
    arn = "";
    status = "";
    error = "";
    listed = false;
    generated = Optional.empty();
    latest = Instant.EPOCH;
    truncation = new Truncation();
    services = new HashMap<>();
    json.object(this::field);
    if (arn.isEmpty()) {
      throw json.error("a report without the `Arn` of its principal");
    }
    if (!status.equals("COMPLETED") || !error.isEmpty()) {
      throw json.error(
          "expected `JobStatus` `COMPLETED`, found "
              + Quoted.of(status)
              + (error.isEmpty() ? "" : " with error " + Quoted.of(error)));
    }
    truncation.refuse(json);
    if (!listed) {
      throw json.error("a report without `ServicesLastAccessed`");
    }
    if (generated.isEmpty()) {
      throw json.error("a report without `JobCompletionDate`, which may be of any age");
    }
    if (latest.isAfter(generated.get())) {
      throw json.error("a use at " + latest + ", after `JobCompletionDate`");
    }
    return new LastAccessed(arn, generated.get(), Map.copyOf(services));
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "Arn" -> arn = json.text();
      case "JobStatus" -> status = json.text();
      case "JobCompletionDate" -> generated = json.time();
      case "Error" -> json.optionalObject(this::errorField);
      case "ServicesLastAccessed" -> {
        listed = true;
        json.list(this::service);
      }
      default -> truncation.field(field, json);
    }
  }

  private void errorField(String field) throws IOException {
    if (field.equals("Message") || field.equals("Code")) {
      error += (error.isEmpty() ? "" : ": ") + json.text();
    } else {
      json.skip();
    }
  }

  private void service() throws IOException {
    service = "";
    authenticated = Optional.empty();
    tracked.clear();
    used = Map.of();
    json.object(this::serviceField);
    if (service.isEmpty()) {
      throw json.error("a service without a `ServiceNamespace`");
    }
    tracked.sort(null);
    LastAccessed.Service read = unused.get(tracked);
    if (read == null) {
      read = new LastAccessed.Service(Optional.empty(), Set.copyOf(tracked), Map.of());
      unused.put(List.copyOf(tracked), read);
    }
    if (authenticated.isPresent() || !used.isEmpty()) {
      read = new LastAccessed.Service(authenticated, read.tracked(), Map.copyOf(used));
    }
    if (services.put(service, read) != null) {
      throw json.error("service " + Quoted.of(service) + " occurs twice");
    }
  }

  private void serviceField(String field) throws IOException {
    switch (field) {
      case "ServiceNamespace" -> service = json.text(names);
      case "LastAuthenticated" -> authenticated = use();
      case "TrackedActionsLastAccessed" -> json.list(this::action);
      default -> json.skip();
    }
  }

  private Optional<Instant> use() throws IOException {
    Optional<Instant> time = json.time();
    if (time.isPresent() && time.get().isAfter(latest)) {
      latest = time.get();
    }
    return time;
  }

  private void action() throws IOException {
    action = "";
    accessed = Optional.empty();
    json.object(this::actionField);
    if (action.isEmpty()) {
      throw json.error("a tracked action without an `ActionName`");
    }
    tracked.add(action);
    if (accessed.isPresent()) {
      if (used.isEmpty()) {
        used = new HashMap<>();
      }
      used.merge(action, accessed.get(), (a, b) -> a.isAfter(b) ? a : b);
    }
  }

  private void actionField(String field) throws IOException {
    switch (field) {
      case "ActionName" -> action = json.text(names);
      case "LastAccessedTime" -> accessed = use();
      default -> json.skip();
    }
  }
}
