package org.iamaudit.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.catalog.AccessLevel;
import org.iamaudit.finding.ComparisonRow;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.GrantRef;
import org.iamaudit.finding.PermissionView;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.finding.Verdict;
import org.iamaudit.finding.Witness;
import org.iamaudit.snapshot.Sha256;
import org.iamaudit.usage.Use;
import org.iamaudit.usage.UseState;

/** Invented findings, and the rows of the comparison beside them. */
final class SampleFindings {
  private static final Instant FIRST_SEEN = Instant.parse("2026-08-31T06:00:00Z");

  private SampleFindings() {}

  /**
   * A finding.
   *
   * @param number tells apart those of one type about one principal
   */
  static Finding finding(
      AccountId id,
      PrincipalRef about,
      FindingType type,
      Severity severity,
      String title,
      List<String> baselines,
      int number) {
    boolean granted =
        type == FindingType.EXCESS_PERMISSION || type == FindingType.PERMISSION_UNUSED;
    boolean missing = type == FindingType.MISSING_PERMISSION;
    String fingerprint = Sha256.of(id + about.arn() + type + number);
    return new Finding(
        "F-" + fingerprint.substring(0, 12),
        fingerprint,
        type,
        severity,
        new Standing(
            Standing.Status.PERSISTING,
            Standing.Disposition.OPEN,
            FIRST_SEEN,
            SampleResults.AS_OF,
            3,
            Optional.empty()),
        id,
        about,
        title,
        baselines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", baselines)),
        granted
            ? List.of(
                new GrantRef(
                    "arn:aws:iam::" + id + ":policy/" + "Operators",
                    false,
                    1,
                    Optional.of("Operate"),
                    "group operators"))
            : List.of(),
        granted || missing
            ? List.of(
                new PermissionView(
                    List.of("s3:DeleteObject", "s3:PutObject"),
                    List.of("*"),
                    List.of("arn:aws:s3:::audit-*"),
                    List.of("aws:SourceVpc is vpc-1")))
            : List.of(),
        granted
            ? Optional.of(
                new Use(
                    UseState.NOT_USED, Optional.of(SampleAccount.USED), "service last accessed"))
            : Optional.empty(),
        granted || missing
            ? Optional.of(
                new Witness(
                    about.arn(),
                    "s3:PutObject",
                    "arn:aws:s3:::example/key",
                    new TreeMap<>(Map.of("aws:SourceVpc", List.of("vpc-1")))))
            : Optional.empty(),
        missing ? List.of("boundary Boundary, implicit deny") : List.of(),
        "Take it away, or say in the baseline why it is needed.");
  }

  static ComparisonRow row(
      AccountId id,
      PrincipalRef about,
      List<String> baselines,
      Verdict verdict,
      String service,
      AccessLevel level,
      int actions,
      String names,
      Optional<String> finding) {
    boolean missing = verdict == Verdict.MISSING;
    boolean used = verdict == Verdict.EXCESS_IN_USE || verdict == Verdict.NOT_JUDGED;
    return new ComparisonRow(
        about,
        verdict,
        missing,
        service,
        level,
        actions,
        names,
        missing ? "arn:aws:" + service + ":*:" + id + ":report/*" : "*",
        "",
        missing ? "aws:MultiFactorAuthPresent is true" : "",
        missing ? "" : "Operators / Operate",
        missing ? "" : "group operators",
        2,
        String.join(", ", baselines),
        missing ? "OperateBilling" : "",
        new Use(
            used ? UseState.USED : UseState.NOT_USED,
            used ? Optional.of(SampleAccount.USED) : Optional.empty(),
            "action last accessed"),
        missing ? "boundary Boundary: implicit deny" : "",
        service + ":GetThing on *",
        missing ? "add it to the boundary" : "remove it from Operators / Operate",
        finding);
  }
}
