package org.iamaudit.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.iamaudit.collect.CollectException.Kind;

/**
 * A long list that AWS gives in pages, a file for each page, so that no more than one is in memory
 * and a collection that was killed asks for the next one.
 *
 * <p>The first line of a file says where the list goes on and which policies the page refers to;
 * each further line is an entry: the name of its list, its ARN, its JSON, with tabs between.
 */
final class Pages {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What AWS says to a marker that it gave long ago. */
  private static final Set<String> MARKER_FORGOTTEN = Set.of("ValidationError", "InvalidInput");

  private final WorkDirectory work;
  private final String folder;

  Pages(WorkDirectory work, String folder) {
    this.work = work;
    this.folder = folder;
  }

  /** An entry of a list, such as a role of {@code RoleDetailList}. */
  record Entry(String list, String arn, String json) {}

  /**
   * A page.
   *
   * @param next the marker of the next page; empty: this was the last
   */
  record Page(Optional<String> next, Set<String> policiesReferred, List<Entry> entries) {}

  /** Asks for the page at a marker; for the first one without. */
  interface Source {
    Page page(Optional<String> marker) throws CollectException;
  }

  /** Reads what is not there yet. */
  void complete(Source source) throws CollectException {
    List<Path> there = work.files(folder);
    if (there.isEmpty()) {
      read(source, Optional.empty(), 0);
      return;
    }
    Optional<String> marker = header(there.get(there.size() - 1)).next();
    if (marker.isEmpty()) {
      return;
    }
    try {
      read(source, marker, there.size());
    } catch (CollectException e) {
      if (!MARKER_FORGOTTEN.contains(e.code())) {
        throw e;
      }
      work.delete(folder);
      read(source, Optional.empty(), 0);
    }
  }

  private void read(Source source, Optional<String> first, int pagesThere) throws CollectException {
    Optional<String> marker = first;
    int number = pagesThere;
    do {
      Page page = source.page(marker);
      if (page.next().isPresent() && page.next().equals(marker)) {
        throw new CollectException(
            Kind.IMPLAUSIBLE,
            "AWS gave the same page marker twice: the list would never end",
            null);
      }
      number++;
      work.write(folder + "/" + String.format("%06d", number), text(page));
      marker = page.next();
    } while (marker.isPresent());
  }

  private static String text(Page page) {
    StringBuilder text = new StringBuilder();
    Map<String, Object> header = new TreeMap<>();
    header.put("Next", page.next().orElse(null));
    header.put("Policies", page.policiesReferred());
    try {
      text.append(JSON.writeValueAsString(header)).append('\n');
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
    for (Entry entry : page.entries()) {
      text.append(entry.list()).append('\t').append(entry.arn()).append('\t');
      text.append(entry.json()).append('\n');
    }
    return text.toString();
  }

  private record Header(Optional<String> next, Set<String> policiesReferred) {}

  private static Header header(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      JsonNode header = JSON.readTree(lines.readLine());
      Set<String> policies = new LinkedHashSet<>();
      header.path("Policies").forEach(arn -> policies.add(arn.textValue()));
      return new Header(Optional.ofNullable(header.path("Next").textValue()), policies);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read `" + file + "`", e);
    }
  }

  /** ARNs of the policies that the entries of all pages refer to. */
  Set<String> policiesReferred() {
    Set<String> all = new LinkedHashSet<>();
    work.files(folder).forEach(file -> all.addAll(header(file).policiesReferred()));
    return all;
  }

  /** Is given every entry. */
  interface Reader {
    void entry(Entry entry) throws IOException;
  }

  /** Reads all entries in the order AWS gave them. */
  void each(Reader reader) {
    for (Path file : work.files(folder)) {
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        lines.readLine();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] parts = line.split("\t", 3);
          reader.entry(new Entry(parts[0], parts[1], parts[2]));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read `" + file + "`", e);
      }
    }
  }
}
