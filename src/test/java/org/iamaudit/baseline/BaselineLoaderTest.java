package org.iamaudit.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.baseline.Selector.Kind;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code baseline/wrong} is one way to be wrong; its first comments say which problems
 * must be reported, all of them and in this order.
 */
class BaselineLoaderTest {
  private static final Path RIGHT = Path.of("src/test/resources/baseline/right");
  private static final Path WRONG = Path.of("src/test/resources/baseline/wrong");

  private static final Map<String, String> MANAGED_POLICIES =
      Map.of(
          "arn:aws:iam::123456789012:policy/team/One",
          "{'Version':'2012-10-17','Statement':[{'Sid':'S','Effect':'Allow','Action':'s3:*','Resource':'*'}]}",
          "arn:aws:iam::123456789012:policy/Several",
          "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
              + "{'Sid':'Named','Effect':'Allow','Action':'sqs:*','Resource':'*'}]}",
          "arn:aws:iam::123456789012:policy/Denies",
          "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
              + "{'Effect':'Deny','Action':'sqs:*','Resource':'*'}]}");

  private static List<BaselineProblem> problems;

  private static Optional<PolicyDocument> managedPolicy(String arn) {
    return Optional.ofNullable(MANAGED_POLICIES.get(arn))
        .flatMap(
            text -> PolicyParser.parse(text.replace('\'', '"'), PolicyKind.IDENTITY).document());
  }

  private static List<Baseline> load(Path directory) throws BaselineException {
    return BaselineLoader.load(directory, BaselineLoaderTest::managedPolicy);
  }

  private static BaselineException failure(Path directory) {
    return catchThrowableOfType(BaselineException.class, () -> load(directory));
  }

  @BeforeAll
  static void loadAllThatIsWrong() {
    problems = failure(WRONG).problems();
  }

  static Stream<Path> wrongFiles() throws IOException {
    try (Stream<Path> files = Files.list(WRONG)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void everyProblemOfAFileIsReported(Path file) throws IOException {
    List<String> expected = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      if (line.startsWith("# line ")) {
        expected.add(line.substring("# line ".length()));
      }
    }

    assertThat(problems.stream().filter(p -> p.file().equals(file.toString())))
        .extracting(problem -> problem.line() + ": " + problem.message())
        .isEqualTo(expected);
  }

  @Test
  void errorsOfADocumentAreThoseOfItsFile() {
    assertThat(problems)
        .filteredOn(problem -> problem.file().endsWith(".json"))
        .containsExactly(
            new BaselineProblem(
                WRONG + "/policies/broken.json", 2, "no `Resource` or `NotResource` at Statement"),
            new BaselineProblem(
                WRONG + "/policies/broken.json",
                3,
                "unknown element `Resorce` (did you mean `Resource`?) at Statement.Resorce"));
  }

  @Test
  void theMessageListsAllProblemsOneALine() {
    BaselineException failure = failure(WRONG);

    assertThat(failure.getMessage().lines())
        .hasSameSizeAs(problems)
        .contains(
            WRONG + "/unknown-selector.yml:6: unknown selector `roel` (did you mean `role`?)");
  }

  @Test
  void problemsComeInOneOrder() {
    assertThat(failure(WRONG).problems()).isEqualTo(problems);
  }

  @Test
  void anAbsentDirectoryIsSaid(@TempDir Path directory) {
    Path absent = directory.resolve("none");

    assertThat(failure(absent).problems())
        .containsExactly(new BaselineProblem(absent.toString(), 1, "there is no such directory"));
  }

  @Test
  void endingsInCapitalsCountAndALinkThatLeadsNowhereIsSaid(@TempDir Path directory)
      throws Exception {
    Files.writeString(
        directory.resolve("A.YML"), "baseline: a\nowner: me\napplies-to: [{user: ann}]\n");

    assertThat(load(directory)).extracting(Baseline::name).containsExactly("a");

    Files.createSymbolicLink(directory.resolve("b.yml"), directory.resolve("nowhere"));

    assertThat(failure(directory)).hasMessageContaining("b.yml:1: ");
  }

  @Test
  void aBaselineInADirectoryBelowIsRefused(@TempDir Path parent) throws IOException {
    Path directory = parent.resolve("baselines");
    for (String file : List.of("a.yml", "team/b.yml", ".git/c.yml", "policies/d.json")) {
      Files.createDirectories(directory.resolve(file).getParent());
      Files.writeString(directory.resolve(file), "baseline: a\n");
    }
    Path link = Files.createSymbolicLink(parent.resolve("link"), directory);

    for (Path named : List.of(directory, link)) {
      assertThat(failure(named))
          .hasMessageContaining(named.resolve("team/b.yml") + ":1: baselines stand in `")
          .hasMessageNotContaining("c.yml");
    }
  }

  @Test
  void aDirectoryWithoutBaselinesIsSaid(@TempDir Path directory) {
    assertThat(failure(directory).problems())
        .containsExactly(
            new BaselineProblem(
                directory.toString(), 1, "there is no baseline here, no `*.yml` and no `*.yaml`"));
  }

  // What is right

  @Test
  void baselinesComeInOrderOfNames() throws Exception {
    assertThat(load(RIGHT)).extracting(Baseline::name).containsExactly("a-second", "everything");
  }

  @Test
  void everyKeyIsRead() throws Exception {
    Baseline baseline = load(RIGHT).get(1);

    assertThat(baseline.owner()).isEqualTo("finance-platform@example.com");
    assertThat(baseline.reviewed()).contains(LocalDate.of(2026, 10, 1));
    assertThat(baseline.reviewEvery()).contains(Period.ofMonths(6));
    assertThat(baseline.file()).isEqualTo("everything.yml");
    assertThat(baseline.appliesTo())
        .containsExactly(
            new Selector(Kind.ROLE, "BillingConductor*", ""),
            new Selector(Kind.USER, "alice.?", ""),
            new Selector(Kind.ARN, "arn:aws:iam::*:role/finance/*", ""),
            new Selector(Kind.PATH, "/finance/", ""),
            new Selector(Kind.TAG, "billing", "team"),
            new Selector(Kind.TAG, "", "retired"),
            new Selector(Kind.GROUP, "billing-operators", ""));
    assertThat(baseline.accounts())
        .containsExactly(new AccountId("012345678901"), new AccountId("123456789012"));
    assertThat(baseline.trustedBy())
        .contains(
            List.of(
                "lambda.amazonaws.com", "123456789012", "arn:aws:iam::123456789012:role/ci", "*"));
  }

  @Test
  void requirementsAreNamedAfterTheirSidPolicyOrPlace() throws Exception {
    Baseline baseline = load(RIGHT).get(1);

    assertThat(baseline.requires())
        .extracting(Requirement::label)
        .containsExactly(
            "OperateBillingConductor",
            "requires[1]",
            "One",
            "Several[0]",
            "Several/Named",
            "export[0]",
            "export/Key");
    assertThat(baseline.tolerates()).extracting(Requirement::label).containsExactly("tolerates[0]");
    assertThat(baseline.forbids()).isEmpty();
  }

  @Test
  void statementsAreReadAsInAnyPolicy() throws Exception {
    Requirement requirement = load(RIGHT).get(1).requires().get(1);

    assertThat(requirement.variables()).isTrue();
    assertThat(requirement.statement().index()).isEqualTo(1);
    assertThat(requirement.statement().effect()).isEqualTo(Effect.ALLOW);
    assertThat(requirement.statement().action().negated()).isTrue();
    assertThat(requirement.statement().resource().orElseThrow().values())
        .containsExactly("arn:aws:s3:::secret/*");
    assertThat(requirement.statement().conditions())
        .extracting(condition -> condition.operator() + " " + condition.values())
        .containsExactly("Bool [true]", "NumericLessThan [10.50]");
    assertThat(requirement.statement().location().line()).isEqualTo(19);
  }

  @Test
  void variablesAreLiveAsTheVersionOfADocumentSays() throws Exception {
    assertThat(load(RIGHT).get(1).requires())
        .filteredOn(requirement -> !requirement.variables())
        .extracting(Requirement::label)
        .containsExactly("export[0]", "export/Key");
  }

  @Test
  void whatABaselineLeavesOutIsEmpty() throws Exception {
    Baseline baseline = load(RIGHT).get(0);

    assertThat(baseline.reviewed()).isEmpty();
    assertThat(baseline.reviewEvery()).isEmpty();
    assertThat(baseline.accounts()).isEmpty();
    assertThat(baseline.requires()).isEmpty();
    assertThat(baseline.appliesTo()).containsExactly(new Selector(Kind.USER, "*", ""));
  }

  @Test
  void trustedByNobodyDiffersFromNotSaid() throws Exception {
    assertThat(load(RIGHT).get(0).trustedBy()).contains(List.of());
  }

  @Test
  void byteOrderMarkIsNoPartOfABaselineOrItsDocument(@TempDir Path directory) throws Exception {
    Files.writeString(
        directory.resolve("a.yml"),
        "\uFEFFbaseline: a\nowner: o\napplies-to: [{user: bob}]\nrequires: [{document: p.json}]\n");
    Files.writeString(
        directory.resolve("p.json"),
        "\uFEFF"
            + MANAGED_POLICIES.get("arn:aws:iam::123456789012:policy/team/One").replace('\'', '"'));
    assertThat(load(directory)).singleElement().extracting(Baseline::name).isEqualTo("a");
  }
}
