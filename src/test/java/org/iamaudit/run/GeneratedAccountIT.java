package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.baseline.Requirement;
import org.iamaudit.evaluate.Decision.Outcome;
import org.iamaudit.evaluate.naive.NaiveAccount;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.finding.Witness;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.snapshot.Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A generated account with baselines by family of roles and users, in a made-up organization: each
 * reported difference is one that a plain second evaluation of its witness sees too, against what
 * the principal has and against what the baselines say.
 *
 * <p>{@code -Diamaudit.account=DIR} runs it on another account of that generator.
 */
class GeneratedAccountIT {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final String ORGANIZATION = "organization.json";

  @TempDir Path directory;

  @Test
  void aSecondEvaluationConfirmsEveryDifference() throws Exception {
    AuditOutcome outcome =
        AuditRun.run(
            AuditRequest.ofSnapshot(
                snapshot(),
                Optional.of(RESOURCES.resolve("generated/baselines")),
                directory.resolve("reports"),
                Optional.of(Instant.parse("2026-09-01T00:00:00Z"))),
            Progress.none());
    assertThat(outcome.workbook()).isRegularFile();
    assertThat(outcome.folder().resolve("findings.json")).isRegularFile();

    AccountResult account = outcome.result().accounts().get(0);
    Map<FindingType, Integer> confirmed = confirm(account, outcome.result().baselines());
    assertThat(confirmed)
        .containsKeys(
            FindingType.EXCESS_PERMISSION,
            FindingType.MISSING_PERMISSION,
            FindingType.FORBIDDEN_PERMISSION);
    assertThat(account.gaps())
        .as("undecided differences")
        .noneMatch(gap -> gap.reason().contains("no concrete request"));
  }

  private static Map<FindingType, Integer> confirm(
      AccountResult account, List<Baseline> baselines) {
    NaiveAccount plain = new NaiveAccount(account.snapshot());
    Map<String, PrincipalResult> principals = new HashMap<>();
    account.principals().forEach(p -> principals.put(p.principal().arn(), p));
    Map<FindingType, Integer> confirmed = new EnumMap<>(FindingType.class);
    SoftAssertions softly = new SoftAssertions();
    for (Finding finding : account.findings()) {
      boolean difference =
          switch (finding.type()) {
            case EXCESS_PERMISSION, MISSING_PERMISSION, FORBIDDEN_PERMISSION -> true;
            default -> false;
          };
      if (difference) {
        softly
            .assertThat(finding.witness())
            .as(
                "witness of %s of %s: %s %s",
                finding.type(), finding.principal().arn(), finding.granted(), finding.permissions())
            .isPresent();
      }
      if (finding.witness().isPresent()) {
        PrincipalResult principal = principals.get(finding.principal().arn());
        confirm(
            finding,
            principal.principal(),
            baselines.stream().filter(b -> principal.baselines().contains(b.name())).toList(),
            plain,
            softly);
        confirmed.merge(finding.type(), 1, Integer::sum);
      }
    }
    softly.assertAll();
    return confirmed;
  }

  private static void confirm(
      Finding finding,
      Principal principal,
      List<Baseline> baselines,
      NaiveAccount plain,
      SoftAssertions softly) {
    Witness witness = finding.witness().orElseThrow();
    Function<List<PolicyDocument>, Boolean> allow =
        policies ->
            plain.decideUnder(
                    policies, principal, witness.action(), witness.resource(), witness.context())
                == Outcome.ALLOWED;
    List<PolicyDocument> required = documents(baselines, Baseline::requires);
    List<PolicyDocument> tolerated = documents(baselines, Baseline::tolerates);
    List<PolicyDocument> forbidden = documents(baselines, Baseline::forbids);
    boolean granted =
        plain.decide(principal, witness.action(), witness.resource(), witness.context())
            == Outcome.ALLOWED;
    String what = finding.type() + " of " + principal.arn() + ": " + witness.text();
    softly
        .assertThat(granted)
        .as("granted: %s", what)
        .isEqualTo(finding.type() != FindingType.MISSING_PERMISSION);
    switch (finding.type()) {
      case EXCESS_PERMISSION -> {
        softly.assertThat(allow.apply(required)).as("required: %s", what).isFalse();
        softly.assertThat(allow.apply(tolerated)).as("tolerated: %s", what).isFalse();
      }
      case MISSING_PERMISSION ->
          softly.assertThat(allow.apply(required)).as("required: %s", what).isTrue();
      case FORBIDDEN_PERMISSION ->
          softly.assertThat(allow.apply(forbidden)).as("forbidden: %s", what).isTrue();
      default -> softly.assertThat(finding.type()).isEqualTo(FindingType.PERMISSION_UNUSED);
    }
  }

  private static List<PolicyDocument> documents(
      List<Baseline> baselines, Function<Baseline, List<Requirement>> which) {
    List<PolicyDocument> documents = new ArrayList<>();
    for (Baseline baseline : baselines) {
      for (Requirement requirement : which.apply(baseline)) {
        documents.add(
            new PolicyDocument(
                requirement.variables() ? Optional.of("2012-10-17") : Optional.empty(),
                Optional.empty(),
                List.of(requirement.statement())));
      }
    }
    return documents;
  }

  /** The account's files, with a place in an organization if they name none. */
  private Path snapshot() throws IOException {
    Path snapshot = Files.createDirectory(directory.resolve("snapshot"));
    String given = System.getProperty("iamaudit.account", "");
    Path source = given.isEmpty() ? RESOURCES.resolve("snapshot/generated") : Path.of(given);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".gz")) {
          try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            Files.copy(in, snapshot.resolve(name.replace(".gz", "")));
          }
        } else {
          Files.copy(file, snapshot.resolve(name));
        }
      }
    }
    if (!Files.exists(snapshot.resolve(ORGANIZATION))) {
      Files.copy(RESOURCES.resolve("generated/" + ORGANIZATION), snapshot.resolve(ORGANIZATION));
    }
    return snapshot;
  }
}
