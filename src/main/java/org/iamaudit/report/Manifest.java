package org.iamaudit.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.iamaudit.finding.Thresholds;

/**
 * What {@code manifest.json} says, field by field: how a run came about, what went into it, what it
 * found in numbers, and the hash of every other file of the package.
 *
 * @param runType {@code scheduled}, {@code manual}, {@code rerun} of a moment that has a package
 *     already, or {@code backfill} of one before the latest
 * @param finishedAt when the other files were written
 * @param result {@code COMPLETE} or {@code PARTIAL}
 * @param executedAs who collected the snapshots, as far as they say
 * @param previousRun the newest package of the same accounts when this one was written
 * @param exceptions every waiver that the run knew, by id
 * @param supersedes the run of the same accounts and as-of time whose place this one takes
 * @param inputs SHA-256 of everything that went in, by name
 * @param canonicalFindingsSha256 of the part of the findings that follows from the inputs alone
 * @param rawSha256 of the lines {@code <sha256> <name>} of all inputs
 */
public record Manifest(
    String schemaVersion,
    String runId,
    String runType,
    Optional<String> scheduleExpression,
    Optional<Instant> scheduledFor,
    Instant startedAt,
    Instant finishedAt,
    String timeZone,
    String clockSource,
    Span period,
    String result,
    List<String> partialReasons,
    Product product,
    Host host,
    List<Executor> executedAs,
    String triggeredBy,
    Config config,
    Hashed rules,
    List<Mapping> mappings,
    Hashed actionCatalog,
    Scope scope,
    List<Source> sources,
    List<Reconciled> reconciliation,
    Counts counts,
    List<Excepted> exceptions,
    Optional<Previous> previousRun,
    Optional<String> supersedes,
    SortedMap<String, String> inputs,
    List<FileEntry> files,
    String canonicalFindingsSha256,
    String rawSha256,
    String classification,
    Retention retention,
    Optional<Signed> signature)
    implements Sealed {
  static final String FILE = "manifest.json";
  static final String SCHEMA_VERSION = "1.0";

  public Manifest {
    mappings = List.copyOf(mappings);
    partialReasons = List.copyOf(partialReasons);
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    files = List.copyOf(files);
  }

  /** Both ends belong to it. */
  public record Span(Instant start, Instant end) {}

  /** The program that ran. */
  public record Product(
      String name,
      String version,
      Optional<String> buildCommit,
      Optional<String> artifactSha256,
      String javaVersion) {}

  /** The machine that it ran on. */
  public record Host(String name, Optional<String> containerImageDigest) {}

  /**
   * Whom AWS saw while an account was read.
   *
   * @param roleArn of the session, if its role is one of the account's
   * @param sessionName empty: no role session
   */
  public record Executor(
      String account, String arn, Optional<String> roleArn, Optional<String> sessionName) {}

  /**
   * The configuration.
   *
   * @param file its name among the inputs; empty if the run had none
   * @param sha256 of the file
   * @param effectiveMasked what decided the result; none of it is a secret
   */
  public record Config(Optional<String> file, Optional<String> sha256, Settings effectiveMasked) {}

  /** Everything but files that decides the result: with the inputs it gives the findings again. */
  public record Settings(
      Instant asOf,
      String organization,
      String classification,
      Thresholds thresholds,
      List<String> frameworks,
      Period retention,
      List<NamedAccount> accounts) {}

  /** An account in the order of the report. */
  public record NamedAccount(String id, String name) {}

  /** Something of the product that has a version. */
  public record Hashed(String version, String sha256) {}

  /** A framework whose controls the findings are mapped to, and the data file that maps them. */
  public record Mapping(String framework, String version, String sha256) {}

  /**
   * What signs the manifest; the signature itself is in {@code manifest.sig}.
   *
   * @param keyId SHA-256 of the public key as X.509 encodes it
   */
  public record Signed(String algorithm, String keyId, Instant createdAt) {}

  /** How long the package is to be kept, and why. */
  public record Retention(LocalDate until, List<String> basis) {}

  /**
   * Which accounts belong to the run, and how much of each was read.
   *
   * @param regions where regional services were asked; sorted
   */
  public record Scope(
      Optional<String> organizationId, List<ScopedAccount> accounts, List<String> regions) {}

  /** An account in scope. */
  public record ScopedAccount(
      String id, String name, boolean included, String reason, String result) {}

  /**
   * An operation that was called to read an account.
   *
   * @param parameters that are the same in each call
   * @param asOf what the answers tell of
   * @param items how many entries of the answers are in the file; empty if they are not counted
   * @param file among the inputs, which holds the answers, perhaps with those of other operations
   */
  public record Source(
      String account,
      Optional<String> region,
      String service,
      String operation,
      SortedMap<String, String> parameters,
      Optional<Instant> asOf,
      Optional<String> firstRequestId,
      Optional<String> lastRequestId,
      int pages,
      Optional<Integer> items,
      Optional<String> file,
      Optional<String> sha256) {}

  /** One kind of object of an account, counted by every source that counts it. */
  public record Reconciled(
      String account,
      String object,
      SortedMap<String, Long> counts,
      long difference,
      String explanation,
      String result) {}

  /** Totals, the same as on the sheets. */
  public record Counts(
      int principals,
      int entitlements,
      SortedMap<String, Integer> findingsBySeverity,
      SortedMap<String, Integer> byStatus,
      int excepted,
      int notEvaluated) {}

  /**
   * A waiver.
   *
   * @param expires the last day, in UTC, on which it holds
   * @param matches how many findings it is about, whether it is in force or not
   */
  public record Excepted(String id, String status, LocalDate expires, int matches) {}

  /** A link of the chain of packages. */
  public record Previous(String runId, String manifestSha256) {}

  @Override
  public String folderName() {
    return EvidencePackage.name(
        accountIds(), ReportPeriod.of(config.effectiveMasked().asOf()), runId);
  }

  /** Packages of the same accounts form a chain. */
  @Override
  public String chain() {
    return accountIds().toString();
  }

  /** The audited accounts. */
  List<String> accountIds() {
    return config.effectiveMasked().accounts().stream().map(NamedAccount::id).sorted().toList();
  }
}
