package org.iamaudit.report;

import static org.iamaudit.catalog.AccessLevel.LIST;
import static org.iamaudit.catalog.AccessLevel.PERMISSIONS_MANAGEMENT;
import static org.iamaudit.catalog.AccessLevel.READ;
import static org.iamaudit.catalog.AccessLevel.TAGGING;
import static org.iamaudit.catalog.AccessLevel.WRITE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.ComparisonRow;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.finding.Thresholds;
import org.iamaudit.finding.Verdict;
import org.iamaudit.snapshot.Gap;

/**
 * Invented results: two accounts with every finding type and every verdict, and with names that no
 * account should have.
 */
final class SampleResults {
  static final Instant AS_OF = Instant.parse("2026-10-31T06:00:00Z");
  static final String FORMULA = "=HYPERLINK(\"http://evil.example\",\"x\")";
  static final String CONTROLS = "bell\u0007 and half a pair \uD83D.";
  static final String ESCAPE = "literal_x0041_name";
  static final String MARKUP = "<b>&amp; \"quoted\"</b> \u202Eleft to right\u202C";
  static final String LONG = "s3:Get" + "x".repeat(40_000);

  private static final Instant RECENT = Instant.parse("2026-10-29T17:45:00Z");
  private static final Instant OLD = Instant.parse("2026-02-01T08:00:00Z");

  private SampleResults() {}

  /** Partial: the second account has gaps. */
  static AuditResult rich() {
    return result(List.of(billing(), sandbox()));
  }

  /** The first account of {@link #rich}, which is complete. */
  static AuditResult complete() {
    return result(List.of(billing()));
  }

  /** So many principals with so many comparison rows each, made when asked for. */
  static AuditResult large(int principals, int rowsEach) {
    SampleAccount account = new SampleAccount("012345678901", "load");
    Verdict[] verdicts = Verdict.values();
    for (int i = 0; i < principals; i++) {
      account.user("user-" + i).baselines("everyone").entitled("Read", "managed", READ, false);
      account.finding(FindingType.EXCESS_PERMISSION, Severity.MEDIUM, "may write objects");
      var row =
          account.comparisonRow(
              Verdict.EXCESS_UNUSED,
              "s3",
              WRITE,
              12,
              "PutObject, DeleteObject, PutObjectAcl",
              account.lastFinding());
      account.rows(() -> IntStream.range(0, rowsEach).mapToObj(n -> row).toList());
    }
    return result(List.of(account.build()));
  }

  /** One principal with these comparison rows. */
  static AuditResult with(Supplier<List<ComparisonRow>> rows) {
    return result(
        List.of(new SampleAccount("012345678901", "one").user("alice").rows(rows).build()));
  }

  private static AccountResult billing() {
    return new SampleAccount("012345678901", "Billing")
        .root()
        .group("operators")
        .group("empty-group")
        .user("alice", "operators")
        .tier("ADMIN")
        .baselines("billing-conductor-operators")
        .credentials(true, RECENT, true, 1)
        .entitled("AdministratorAccess", "managed", PERMISSIONS_MANAGEMENT, true)
        .entitled("Operators", "group", WRITE, false)
        .finding(FindingType.FORBIDDEN_PERMISSION, Severity.CRITICAL, "may delete audit logs")
        .status(Standing.Status.REOPENED)
        .row(Verdict.FORBIDDEN, "cloudtrail", WRITE, 4)
        .finding(FindingType.EXCESS_PERMISSION, Severity.HIGH, "may change any IAM policy")
        .row(Verdict.EXCESS_UNUSED, "iam", PERMISSIONS_MANAGEMENT, 62)
        .row(Verdict.EXCESS_IN_USE, "s3", READ, 31)
        .row(Verdict.EXCESS_USE_UNKNOWN, "s3", TAGGING, 9)
        .row(Verdict.UNUSED, "billingconductor", LIST, 7)
        .user("bob", "operators")
        .tier("WRITE")
        .baselines("billing-conductor-operators")
        .credentials(true, OLD, false, 2)
        .entitled("Operators", "group", WRITE, false)
        .finding(FindingType.PASSWORD_UNUSED, Severity.MEDIUM, "password not used for 272 days")
        .excused(Standing.Disposition.EXCEPTED, "W-2026-001")
        .finding(FindingType.USER_INACTIVE, Severity.MEDIUM, "not used for 272 days")
        .finding(
            FindingType.MISSING_PERMISSION,
            Severity.MEDIUM,
            "required by OperateBilling but withheld: CreateBillingGroup and 3 more")
        .row(Verdict.MISSING, "billingconductor", WRITE, 4)
        .row(Verdict.DENIED_ATTEMPT, "ec2", WRITE, 2)
        .user("ci-deployer")
        .tier("PRIVILEGED")
        .baselines("pipeline")
        .credentials(false, null, false, 2)
        .entitled("Deploy", "inline", PERMISSIONS_MANAGEMENT, false)
        .finding(FindingType.ACCESS_KEY_UNUSED, Severity.MEDIUM, "access key 2 never used")
        .finding(FindingType.EXCESS_PERMISSION, Severity.MEDIUM, "may write any object")
        .row(Verdict.EXCESS_UNUSED, "s3", WRITE, 18)
        .row(Verdict.EXCESS_UNUSED, "lambda", WRITE, 22)
        .row(Verdict.TOLERATED, "cloudformation", READ, 14)
        .role("BillingConductorOperator", "lambda.amazonaws.com", RECENT)
        .tier("WRITE")
        .baselines("billing-conductor-operators")
        .entitled("OperateBilling", "managed", WRITE, false)
        .finding(
            FindingType.TRUST_MISSING, Severity.MEDIUM, "codebuild.amazonaws.com cannot assume it")
        .row(Verdict.UNUSED, "billingconductor", READ, 11)
        .role("BillingReader", "012345678901", RECENT)
        .baselines("billing-conductor-operators")
        .entitled("AWSBillingConductorReadOnlyAccess", "managed", READ, false)
        .role("VendorAccess", "555555555555", null)
        .tier("WRITE")
        .baselines("pipeline")
        .entitled("VendorPolicy", "managed", WRITE, false)
        .finding(FindingType.TRUST_EXCESS, Severity.HIGH, "555555555555 may assume it")
        .status(Standing.Status.NEW)
        .finding(FindingType.ROLE_UNUSED, Severity.MEDIUM, "not used within 400 days")
        .excused(Standing.Disposition.FALSE_POSITIVE, "=W-2")
        .row(Verdict.EXCESS_UNUSED, "dynamodb", READ, 17)
        .row(Verdict.EXCESS_UNUSED, "dynamodb", WRITE, 21)
        .finding(
            new PrincipalRef(
                "group",
                "empty-group",
                "arn:aws:iam::012345678901:group/empty-group",
                "AGPAEXAMPLE"),
            FindingType.ORPHAN_OBJECT,
            Severity.INFO,
            "group `empty-group` has no users")
        .finding(
            new PrincipalRef("baseline", "pipeline", "pipeline.yml", "pipeline"),
            FindingType.BASELINE_OVERDUE,
            Severity.LOW,
            "review was due on 2026-07-01")
        .build();
  }

  private static AccountResult sandbox() {
    SampleAccount account =
        new SampleAccount("210987654321", "Sandbox of \u00C5sa \u2013 \u6771\u4EAC")
            .gap(
                Gap.Kind.NOT_COLLECTED,
                "credential-report.csv",
                "not in the snapshot",
                "passwords, keys and MFA of users are unknown")
            .gap(
                Gap.Kind.CALL_FAILED,
                "organizations:ListPoliciesForTarget",
                "AccessDeniedException: not authorized",
                "service control policies are not considered")
            .user(FORMULA)
            .tier("WRITE")
            .finding(FindingType.NO_BASELINE, Severity.LOW, "no baseline matches " + FORMULA)
            .finding(FindingType.PERMISSION_UNUSED, Severity.LOW, "@SUM(1+1) never used")
            .row(Verdict.UNUSED, "s3", READ, 40)
            .row(Verdict.NOT_JUDGED, "s3", LIST, 6)
            .user(CONTROLS)
            .notEvaluated("policy `Broken` cannot be read")
            .user(ESCAPE)
            .finding(FindingType.BASELINE_OR_POLICY_INEFFECTIVE, Severity.INFO, MARKUP)
            .user("long", "operators", "-minus", "\uFF1Dwide")
            .tier("WRITE");
    return account
        .finding(FindingType.NO_BASELINE, Severity.LOW, LONG)
        .row(account.comparisonRow(Verdict.NOT_JUDGED, "s3", READ, 12, LONG, account.lastFinding()))
        .row(Verdict.UNUSED, "sqs", WRITE, 3)
        .row(Verdict.UNUSED, "sns", WRITE, 3)
        .row(Verdict.UNUSED, "kms", READ, 3)
        .row(Verdict.NOT_JUDGED, "sts", READ, 1)
        .row(Verdict.UNUSED, "logs", READ, 8)
        .row(Verdict.UNUSED, "athena", READ, 5)
        .row(Verdict.UNUSED, "glue", READ, 5)
        .role("AWSReservedSSO_Admin", "lambda.amazonaws.com", RECENT)
        .tier("ADMIN")
        .role("1E5", "ec2.amazonaws.com", null)
        .build();
  }

  static AuditResult result(List<AccountResult> accounts) {
    return result(accounts, AS_OF);
  }

  static AuditResult result(List<AccountResult> accounts, Instant asOf) {
    return new AuditResult(
        "20261031-3f9ac2",
        asOf,
        "1.10",
        "0.21.202609261",
        "Example & Sons Ltd",
        "Confidential & internal",
        Thresholds.DEFAULT,
        List.of("NIST-800-53-r5", "CIS-AWS-7.0.0"),
        Period.ofYears(7),
        List.of(
            baseline("billing-conductor-operators", "finance-platform@example.com"),
            baseline("pipeline", "delivery@example.com")),
        accounts,
        List.of(),
        new TreeMap<>(
            Map.of(
                "snapshot/account-authorization-details.json", "a".repeat(64),
                "snapshot/credential-report.csv", "b".repeat(64),
                "baselines/billing.yml", "c".repeat(64),
                "catalogue", "d".repeat(64))),
        SampleHistory.of(accounts));
  }

  private static Baseline baseline(String name, String owner) {
    return new Baseline(
        name,
        owner,
        Optional.of(LocalDate.of(2026, 1, 1)),
        Optional.of(Period.ofMonths(6)),
        List.of(),
        Set.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        name + ".yml");
  }
}
