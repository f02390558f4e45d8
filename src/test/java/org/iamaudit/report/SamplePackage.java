package org.iamaudit.report;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.report.EvidencePackage.Content;
import org.iamaudit.report.EvidencePackage.Written;

/** Writes packages of invented results, without inputs, at a time that stands still. */
final class SamplePackage {
  private static final Instant NOW = Instant.parse("2026-11-01T07:00:00Z");

  private SamplePackage() {}

  static Written write(AuditResult result, Path reports) {
    return write(result, reports, Limits.DEFAULT);
  }

  static Written write(AuditResult result, Path reports, Limits limits) {
    return EvidencePackage.write(content(result, Optional.empty()), reports, limits);
  }

  static Written signed(AuditResult result, Path reports, SigningKey key) {
    return EvidencePackage.write(content(result, Optional.of(key)), reports, Release.ALWAYS);
  }

  private static Content content(AuditResult result, Optional<SigningKey> key) {
    return new Content(result, List.of(), Optional.empty(), occasion(key));
  }

  static Occasion occasion(Optional<SigningKey> key) {
    return new Occasion(
        Optional.empty(),
        "someone",
        NOW,
        InstantSource.fixed(NOW),
        "host",
        new Manifest.Product("iamaudit", "1.10", Optional.empty(), Optional.empty(), "17"),
        key);
  }
}
