package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.baseline.BaselineLoader;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.Box;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.ManagedPolicy;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.snapshot.SnapshotReader;
import org.iamaudit.usage.PrincipalUsage;
import org.iamaudit.usage.UseState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The sample account against what was worked out by hand from its policies, in {@code
 * sample/expected.json} and {@code sample/expected-findings.json}.
 */
class SampleExpectedTest {
  private static final Instant AS_OF = Instant.parse("2026-11-01T06:00:00Z");
  private static AccountSnapshot snapshot;
  private static List<Baseline> baselines;
  private static AccountAudit audit;
  private static AccountResult result;
  private static Map<String, Principal> principals;

  @BeforeAll
  static void auditTheSample() throws Exception {
    snapshot = SnapshotReader.read(Path.of("config/sample/account-123456789012"));
    baselines =
        BaselineLoader.load(
            Path.of("config/baselines"),
            arn ->
                java.util.Optional.ofNullable(snapshot.policies().get(arn))
                    .flatMap(ManagedPolicy::defaultDocument));
    audit = new AccountAudit(snapshot, baselines, Thresholds.DEFAULT, AS_OF);
    result =
        AccountAudit.audit("finance-prod", snapshot, baselines, Thresholds.DEFAULT, AS_OF, p -> {});
    principals = new HashMap<>();
    snapshot.principals().forEach(p -> principals.put(p.arn(), p));
  }

  @Test
  void nobodyWorksOnForAResultThatIsGivenUp() {
    AtomicInteger done = new AtomicInteger();
    Consumer<Principal> givingUp =
        p -> {
          if (done.getAndIncrement() == 0) {
            throw new CancellationException();
          }
        };
    assertThatThrownBy(
            () -> AccountAudit.audit("", snapshot, baselines, Thresholds.DEFAULT, AS_OF, givingUp))
        .isInstanceOf(CancellationException.class);
    assertThat(ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.MINUTES)).isTrue();
    assertThat(done).hasValueLessThan(principals.size() / 2);
  }

  private static JsonNode expected(String name) throws Exception {
    try (InputStream in = SampleExpectedTest.class.getResourceAsStream("/sample/" + name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  @Test
  void everyPermissionHasTheVerdictWorkedOutByHand() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    Map<String, List<Slice>> slices = new HashMap<>();
    for (JsonNode row : expected("expected.json")) {
      String arn = row.get("principal").asText();
      List<Slice> all = slices.computeIfAbsent(arn, a -> audit.compare(principals.get(a)).slices());
      softly
          .assertThat(verdicts(arn, all, row.get("action").asText(), row.get("resource").asText()))
          .as(
              "%s %s on %s: %s",
              arn,
              row.get("action").asText(),
              row.get("resource").asText(),
              row.get("why").asText())
          .contains(
              row.get("verdict").asText()
                  + (row.get("use").asText().equals("-") ? "" : " " + row.get("use").asText())
                  + (row.get("conditional").asBoolean() ? " conditional" : ""));
    }
    softly.assertAll();
  }

  /** For example {@code EXCESS NOT_USED conditional}; {@code NOT_GRANTED} if nothing is said. */
  private static List<String> verdicts(
      String arn, List<Slice> slices, String action, String resource) {
    PrincipalUsage usage = audit.usage().of(principals.get(arn));
    int number = Catalog.get().index(action).orElseThrow();
    UseState use =
        usage
            .use(Catalog.get().serviceOf(number).prefix(), Catalog.get().lowerCaseName(number))
            .state();
    List<String> found = new ArrayList<>();
    for (Slice slice : slices) {
      List<Box> boxes =
          slice.permissions().boxes().stream().filter(b -> b.covers(action, resource)).toList();
      if (!boxes.isEmpty()) {
        boolean conditional = boxes.stream().noneMatch(b -> b.constraint().isFree());
        String verdict = slice.verdict(use).name();
        boolean missing = slice.standing() == Slice.Standing.MISSING;
        found.add(
            (verdict.startsWith("EXCESS")
                    ? "EXCESS"
                    : verdict.equals("NOT_JUDGED") ? "OK" : verdict)
                + (missing ? "" : " " + use)
                + (conditional ? " conditional" : ""));
      }
    }
    return found.isEmpty() ? List.of("NOT_GRANTED") : found;
  }

  @Test
  void theFindingsAboutObjectsAreThose() throws Exception {
    TreeSet<String> expected = new TreeSet<>();
    for (JsonNode row : expected("expected-findings.json")) {
      expected.add(row.get("code").asText() + " " + row.get("object").asText());
    }
    TreeSet<String> found = new TreeSet<>();
    for (Finding finding : result.findings()) {
      String code = finding.type().code();
      boolean aboutPermissions =
          List.of("BAS-001", "BAS-002", "BAS-003", "BAS-009", "USE-005").contains(code);
      if (!aboutPermissions) {
        boolean baseline = finding.principal().kind().equals("baseline");
        found.add(code + " " + (baseline ? finding.principal().name() : finding.principal().arn()));
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void everyVerdictAndEveryTypeOccurs() {
    TreeSet<Verdict> verdicts = new TreeSet<>();
    for (PrincipalResult principal : result.principals()) {
      principal.comparison().get().forEach(r -> verdicts.add(r.verdict()));
      verdicts.addAll(principal.actionCounts().keySet());
    }
    assertThat(verdicts).containsExactlyInAnyOrder(Verdict.values());
    // Waivers are applied later. A root user without MFA has no virtual device: one account cannot
    // show both.
    assertThat(result.findings().stream().map(Finding::type).distinct())
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(
                EnumSet.of(FindingType.ROOT_MFA_MISSING, FindingType.EXCEPTION_EXPIRED)));
  }

  @Test
  void nothingIsMissingFromTheSample() {
    assertThat(result.gaps()).isEmpty();
  }
}
