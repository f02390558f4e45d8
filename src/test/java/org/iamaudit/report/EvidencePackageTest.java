package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.report.EvidencePackage.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidencePackageTest {
  @TempDir Path reports;

  @Test
  void isNamedAfterScopeMonthAndRun() {
    Written one = SamplePackage.write(SampleResults.complete(), reports);
    Written two = SamplePackage.write(SampleResults.rich(), reports);

    assertThat(one.folder()).hasFileName("iam-audit_012345678901_2026-10_20261031-3f9ac2");
    assertThat(two.folder()).hasFileName("iam-audit_2-accounts_2026-10_20261031-3f9ac2");
    assertThat(names(two.folder()))
        .containsExactly(
            "SHA256SUMS",
            "comparison.csv",
            "findings.json",
            "findings.ocsf.json",
            "iam-audit_2-accounts_2026-10_20261031-3f9ac2.xlsx",
            "manifest.json",
            "population.csv");
    assertThat(names(reports)).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void findsAnEqualPackageAndLeavesItAsItWas() throws IOException {
    Written first = SamplePackage.write(SampleResults.complete(), reports);
    byte[] before = Files.readAllBytes(first.workbook());

    Written second = SamplePackage.write(SampleResults.complete(), reports);

    assertThat(first.alreadyThere()).isFalse();
    assertThat(second.alreadyThere()).isTrue();
    assertThat(second.workbook()).isEqualTo(first.workbook()).hasBinaryContent(before);
    assertThat(names(reports)).hasSize(1);
  }

  @Test
  void writesTheSameBytesForTheSameResult() throws IOException {
    Written first = SamplePackage.write(SampleResults.rich(), reports.resolve("a"));
    Written second = SamplePackage.write(SampleResults.rich(), reports.resolve("b"));

    assertThat(Files.mismatch(first.findings(), second.findings())).isEqualTo(-1);
    assertThat(Files.mismatch(first.workbook(), second.workbook())).isEqualTo(-1);
  }

  @Test
  void refusesToReplaceAPackageWithOtherFindings() throws IOException {
    Written first = SamplePackage.write(SampleResults.complete(), reports);
    assertThat(first.findings().toFile().setWritable(true)).isTrue();
    Files.writeString(first.findings(), "{}");

    assertThatThrownBy(() -> SamplePackage.write(SampleResults.complete(), reports))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("it is there already, with other findings");
    assertThat(first.findings()).hasContent("{}");
    assertThat(names(reports)).hasSize(1);
  }

  @Test
  void refusesAnIncompletePackageOfTheSameName() throws IOException {
    Written first = SamplePackage.write(SampleResults.complete(), reports);
    assertThat(first.folder().toFile().setWritable(true)).isTrue();
    Files.delete(first.workbook());

    assertThatThrownBy(() -> SamplePackage.write(SampleResults.complete(), reports))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("no complete package");
  }

  @Test
  void leavesNothingBehindWhenASheetFails() {
    AuditResult broken =
        SampleResults.with(
            () -> {
              throw new UncheckedIOException(new IOException("No space left on device"));
            });

    assertThatThrownBy(() -> SamplePackage.write(broken, reports))
        .isInstanceOfSatisfying(
            ReportException.class, e -> assertThat(e.sheet()).isEqualTo("Comparison"))
        .hasMessageMatching(
            "cannot write `[^`]*/iam-audit[^`/]*/iam-audit[^`/]*\\.xlsx`, sheet `Comparison`: no space left on the disk; make room and try again");
    assertThat(names(reports)).isEmpty();
  }

  @Test
  void saysThatAFileIsInTheWayOfTheDirectory() throws IOException {
    Path file = Files.writeString(reports.resolve("reports"), "a file");

    assertThatThrownBy(() -> SamplePackage.write(SampleResults.complete(), file))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("`" + file + "` is in the way");
  }

  @Test
  void leavesALeftoverOfAKilledRunAlone() throws IOException {
    Path leftover = reports.resolve(".part-iam-audit_012345678901_2026-10_20261031-3f9ac2-0");
    Files.createDirectory(leftover);

    Written written = SamplePackage.write(SampleResults.complete(), reports);

    assertThat(written.alreadyThere()).isFalse();
    assertThat(leftover).exists();
  }

  private static List<String> names(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
