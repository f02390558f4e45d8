package org.iamaudit.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every call that was made, a JSON line each, so that it can be held against CloudTrail. Outlives a
 * collection that was killed. Safe for several threads.
 */
final class Journal {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<Path> file;
  private final Map<Target, Count> counts = new TreeMap<>();

  /**
   * What is called, and where.
   *
   * @param region that the requests are signed for; empty string if none was sent
   */
  record Target(AwsCall call, String region) implements Comparable<Target> {
    @Override
    public int compareTo(Target other) {
      return Comparator.comparing(Target::call).thenComparing(Target::region).compare(this, other);
    }
  }

  /** How often an operation was called. */
  static final class Count {
    int calls;
    int throttled;
    int failed;
    String first = "";
    String last = "";

    private void add(String requestId, String error, boolean throttling) {
      calls++;
      throttled += throttling ? 1 : 0;
      failed += error.isEmpty() || throttling ? 0 : 1;
      first = first.isEmpty() ? requestId : first;
      last = requestId.isEmpty() ? last : requestId;
    }
  }

  private Journal(Optional<Path> file) {
    this.file = file;
  }

  /** Remembers only in memory. */
  static Journal inMemory() {
    return new Journal(Optional.empty());
  }

  /** Goes on with a file, if there is one already; a last line that was cut off is dropped. */
  static Journal of(Path file) throws IOException {
    Journal journal = new Journal(Optional.of(file));
    if (Files.exists(file)) {
      WorkDirectory.dropUnfinishedLine(file);
      for (String line : Files.readAllLines(file)) {
        JsonNode call = JSON.readTree(line);
        journal.count(
            new Target(
                AwsCall.of(call.path("Service").asText(), call.path("Operation").asText()),
                call.path("Region").asText()),
            call.path("RequestId").asText(),
            call.path("Error").asText(),
            call.path("Throttled").asBoolean());
      }
    }
    return journal;
  }

  /**
   * Notes a call.
   *
   * @param error empty string if it succeeded
   */
  synchronized void add(
      Target target, Instant at, String requestId, String error, boolean throttling) {
    count(target, requestId, error, throttling);
    if (file.isEmpty()) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("Time", at.toString());
    line.put("Service", target.call().service());
    line.put("Operation", target.call().operation());
    line.put("Region", target.region());
    line.put("RequestId", requestId);
    if (!error.isEmpty()) {
      line.put("Error", error);
      line.put("Throttled", throttling);
    }
    try {
      Files.write(
          file.get(),
          (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot write `" + file.get() + "`", e);
    }
  }

  private void count(Target target, String requestId, String error, boolean throttling) {
    counts.computeIfAbsent(target, c -> new Count()).add(requestId, error, throttling);
  }

  /** In the order of {@link AwsCall}, then by region. */
  synchronized Map<Target, Count> counts() {
    return new TreeMap<>(counts);
  }
}
