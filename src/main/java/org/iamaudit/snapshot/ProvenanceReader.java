package org.iamaudit.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;

/** Reads {@code snapshot.json}, which says how a snapshot was made and what could not be read. */
final class ProvenanceReader {
  private static final String FILE = SnapshotFile.SNAPSHOT.fileName();

  private final JsonInput json;
  private Optional<String> account = Optional.empty();
  private Optional<String> partition = Optional.empty();
  private Optional<Instant> started = Optional.empty();
  private Optional<Instant> finished = Optional.empty();
  private Optional<String> collectedBy = Optional.empty();
  private Optional<Instant> reportGenerated = Optional.empty();
  private final List<String> regions = new ArrayList<>();
  private final List<Provenance.Call> calls = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final Map<String, String> files = new TreeMap<>();

  private ProvenanceReader(JsonInput json) {
    this.json = json;
  }

  /**
   * What the file says; all empty where there is none.
   *
   * @param reportGenerated when AWS made the credential report, which its CSV does not say
   */
  record Collected(
      Optional<String> account,
      Optional<String> partition,
      Optional<Instant> reportGenerated,
      Provenance provenance,
      List<Gap> gaps) {

    static Collected nothing() {
      return new Collected(
          Optional.empty(), Optional.empty(), Optional.empty(), Provenance.UNKNOWN, List.of());
    }

    /** The details must be those of the account that was collected. */
    void check(AccountId readAccount, String readPartition) {
      check("account", account, readAccount.digits());
      check("partition", partition, readPartition);
    }

    private static void check(String what, Optional<String> recorded, String read) {
      if (recorded.isPresent() && !recorded.get().equals(read)) {
        throw SnapshotException.of(
            FILE,
            "collected from "
                + what
                + " `"
                + recorded.get()
                + "`, but the details are those of "
                + what
                + " `"
                + read
                + "`; the files do not belong together");
      }
    }
  }

  static Collected read(InputStream in) throws IOException {
    return JsonInput.read(FILE, in, json -> new ProvenanceReader(json).read());
  }

  private Collected read() throws IOException {
    json.object(this::field);
    return new Collected(
        account,
        partition,
        reportGenerated,
        new Provenance(
            started,
            finished,
            collectedBy,
            List.copyOf(regions),
            List.copyOf(calls),
            Collections.unmodifiableMap(files)),
        List.copyOf(gaps));
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "Account" -> account = json.optionalText();
      case "Partition" -> partition = json.optionalText();
      case "StartedAt" -> started = json.time();
      case "FinishedAt" -> finished = json.time();
      case "CollectedBy" -> collectedBy = json.optionalText();
      case "CredentialReportGeneratedAt" -> reportGenerated = json.time();
      case "Regions" -> json.list(() -> regions.add(json.text()));
      case "Calls" -> json.list(() -> call(new CallFields()));
      case "Gaps" -> json.list(() -> gap(new GapFields()));
      case "Files" -> json.object(name -> files.put(name, json.text()));
      default -> json.skip();
    }
  }

  private static final class CallFields {
    String service = "";
    String operation = "";
    Optional<String> region = Optional.empty();
    final SortedMap<String, String> parameters = new TreeMap<>();
    int count;
    Optional<String> first = Optional.empty();
    Optional<String> last = Optional.empty();
  }

  private void call(CallFields call) throws IOException {
    json.object(
        field -> {
          switch (field) {
            case "Service" -> call.service = json.text();
            case "Operation" -> call.operation = json.text();
            case "Region" -> call.region = json.optionalText();
            case "Parameters" -> json.object(name -> call.parameters.put(name, json.text()));
            case "Count" -> call.count = json.integer();
            case "FirstRequestId" -> call.first = json.optionalText();
            case "LastRequestId" -> call.last = json.optionalText();
            default -> json.skip();
          }
        });
    calls.add(
        new Provenance.Call(
            call.service,
            call.operation,
            call.region,
            Collections.unmodifiableSortedMap(call.parameters),
            call.count,
            call.first,
            call.last));
  }

  private static final class GapFields {
    Optional<Gap.Kind> kind = Optional.empty();
    String subject = "";
    String reason = "";
    String effect = "";
  }

  private void gap(GapFields gap) throws IOException {
    json.object(
        field -> {
          switch (field) {
            case "Kind" -> gap.kind = Optional.of(kind(json.text()));
            case "Subject" -> gap.subject = json.text();
            case "Reason" -> gap.reason = json.text();
            case "Effect" -> gap.effect = json.text();
            default -> json.skip();
          }
        });
    if (gap.kind.isEmpty() || gap.subject.isEmpty()) {
      throw json.error("expected a gap with `Kind` and `Subject`");
    }
    gaps.add(new Gap(gap.kind.get(), gap.subject, gap.reason, gap.effect));
  }

  private Gap.Kind kind(String text) {
    return Arrays.stream(Gap.Kind.values())
        .filter(kind -> kind.name().equals(text))
        .findFirst()
        .orElseThrow(
            () -> json.error("expected a kind out of " + Arrays.toString(Gap.Kind.values())));
  }
}
