package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.iamaudit.evaluate.AccountPermissions;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.ComparisonRow;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.run.AuditOutcome;
import org.iamaudit.run.AuditRequest;
import org.iamaudit.run.AuditRun;
import org.iamaudit.run.Progress;
import org.iamaudit.run.RunException;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.DirectoryTree;
import org.iamaudit.snapshot.SnapshotReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A whole audit beside what is least: to read the same snapshot and write the same rows, which lie
 * in memory already. {@code -Diamaudit.account=DIR} names the snapshot; the sample's by default.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class AuditBenchmark {
  private static final Path BASELINES = Path.of("src/test/resources/generated/baselines");
  private static final Instant AS_OF = Instant.parse("2026-09-01T00:00:00Z");

  private final Path snapshot =
      Path.of(
          Optional.ofNullable(System.getProperty("iamaudit.account"))
              .filter(directory -> !directory.isEmpty())
              .orElse("config/sample/account-123456789012"));
  private AccountSnapshot read;
  private Path reports;

  /** The rows of an audit. */
  @State(Scope.Benchmark)
  public static class Rows {
    private AuditResult result;

    /** Audits once and keeps the rows. */
    @Setup
    public void audit(AuditBenchmark benchmark) throws IOException, RunException {
      Path reports = Files.createTempDirectory("audit-benchmark");
      AuditResult audited = benchmark.run(reports).result();
      DirectoryTree.delete(reports);
      List<AccountResult> accounts = new ArrayList<>();
      for (AccountResult account : audited.accounts()) {
        accounts.add(
            new AccountResult(
                account.name(),
                account.snapshot(),
                account.principals().stream().map(Rows::kept).toList(),
                account.findings(),
                account.gaps()));
      }
      result =
          new AuditResult(
              audited.runId(),
              audited.asOf(),
              audited.productVersion(),
              audited.catalogVersion(),
              audited.organization(),
              audited.classification(),
              audited.thresholds(),
              audited.frameworks(),
              audited.retention(),
              audited.baselines(),
              accounts,
              audited.notAudited(),
              audited.inputs(),
              audited.history());
    }

    private static PrincipalResult kept(PrincipalResult principal) {
      List<ComparisonRow> rows = principal.comparison().get();
      return new PrincipalResult(
          principal.principal(),
          principal.baselines(),
          principal.tier(),
          principal.actionCounts(),
          () -> rows,
          principal.entitlements(),
          principal.findingCount(),
          principal.exceptedCount(),
          principal.notEvaluated());
    }
  }

  /** The snapshot, for what does not read it itself. */
  @Setup
  public void read() {
    read = SnapshotReader.read(snapshot);
  }

  /** An empty directory for each audit: a package that is there already is not written again. */
  @Setup(Level.Iteration)
  public void prepare() throws IOException {
    reports = Files.createTempDirectory("audit-benchmark");
  }

  /** Removes what was written. */
  @TearDown(Level.Iteration)
  public void clean() throws IOException {
    DirectoryTree.delete(reports);
  }

  private AuditOutcome run(Path into) throws RunException {
    return AuditRun.run(
        AuditRequest.ofSnapshot(snapshot, Optional.of(BASELINES), into, Optional.of(AS_OF)),
        Progress.none());
  }

  /** From snapshot to evidence package. */
  @Benchmark
  public AuditOutcome audit() throws RunException {
    return run(reports);
  }

  /** Reads the snapshot and writes the workbook. */
  @Benchmark
  public AccountSnapshot readAndWriteRows(Rows rows) throws IOException {
    AccountSnapshot again = SnapshotReader.read(snapshot, ForkJoinPool.commonPool());
    Files.createDirectory(reports.resolve(EvidenceWorkbook.SCRATCH));
    try (CsvFile csv = ComparisonCsv.begin(reports.resolve(ComparisonCsv.FILE))) {
      EvidenceWorkbook.write(
          rows.result,
          csv,
          () -> "",
          Optional.empty(),
          Limits.DEFAULT,
          Path.of("rows.xlsx"),
          reports);
    }
    return again;
  }

  /** The effective permissions of every principal of the account, on one core. */
  @Benchmark
  public void effectivePermissions(Blackhole hole) {
    AccountPermissions permissions = new AccountPermissions(read);
    read.principals().forEach(p -> hole.consume(permissions.of(p, PermissionSet.EMPTY)));
  }
}
