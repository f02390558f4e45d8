package org.iamaudit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Holds the shape of the product: which package may use which, and which may touch the outside
 * world. Packages that do not exist yet are allowed, so that the rules stand before the code does.
 *
 * <p>An exception to a rule is named in the rule, with its reason.
 */
@AnalyzeClasses(packages = "org.iamaudit", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String BASE = "org.iamaudit";

  /** Every package of the product. Each may use those before it, never one after it. */
  private static final List<String> PACKAGES =
      List.of(
          "arn",
          "policy",
          "catalog",
          "permission",
          "snapshot",
          "collect",
          "evaluate",
          "usage",
          "baseline",
          "finding",
          "history",
          "report",
          "run",
          "notify",
          "config",
          "schedule",
          "cli");

  private static final Set<String> CLOCKS_AND_DICE =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID");

  @ArchTest
  static final ArchRule everyClassHasItsPackage =
      classes()
          .should()
          .resideInAnyPackage(in(PACKAGES.toArray(String[]::new)))
          .because("a class outside the table would escape the rules below")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule dependenciesPointUpTheTable =
      classes()
          .should(useOnlyPackagesBeforeTheirOwn())
          .because("a reader who starts at the top never meets a word before its definition")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching(BASE + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule workbooksAreWrittenInReport =
      only("report")
          .mayUse("the workbook library may be replaced in one place", "org.apache.poi..");

  @ArchTest
  static final ArchRule schedulingIsQuartzInSchedule =
      only("schedule").mayUse("an audit does not know what started it", "org.quartz..");

  @ArchTest
  static final ArchRule metricsAreMadeInSchedule =
      only("schedule").mayUse("a result is counted where it is recorded", "io.micrometer..");

  @ArchTest
  static final ArchRule awsIsReadInCollect =
      only("collect").mayUse("everything after a snapshot works without AWS", "com.amazonaws..");

  @ArchTest
  static final ArchRule mailIsSentInNotify =
      only("notify")
          .mayUse(
              "the mail library may be replaced in one place",
              "jakarta.mail..",
              "org.eclipse.angus..");

  @ArchTest
  static final ArchRule commandLinesAreParsedInCli =
      only("cli").mayUse("nothing below depends on how it was called", "picocli..");

  @ArchTest
  static final ArchRule databasesAreUsedInHistoryAndSchedule =
      only("history", "schedule")
          .mayUse(
              "an audit needs no database",
              "java.sql..",
              "javax.sql..",
              "com.zaxxer.hikari..",
              "org.h2..",
              "org.postgresql..");

  @ArchTest
  static final ArchRule jsonAndYamlStayWhereFilesAreReadOrWritten =
      only(
              "policy",
              "catalog",
              "snapshot",
              "collect",
              "usage",
              "baseline",
              "history",
              "report",
              // keeps notices and writes what webhooks read
              "notify",
              "config",
              // answers JSON lines on stdin and writes them as logs
              "cli")
          .mayUse("decisions and findings are made of our own records", "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule decisionsAreMadeWithoutTheOutsideWorld =
      noClasses()
          .that()
          .resideInAnyPackage(in("policy", "permission", "evaluate", "baseline", "finding"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.net..", "org.slf4j..", "ch.qos.logback..")
                  .or(belongToAnyOf(Random.class, ThreadLocalRandom.class)))
          .orShould()
          .callMethodWhere(asksTheMachineForTimeOrChance())
          .because("the same inputs must give the same findings; time enters as an Instant")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule decisionsAreMadeWithoutFiles =
      noClasses()
          .that()
          .resideInAnyPackage(in("policy", "permission", "evaluate", "baseline", "finding"))
          .and(areNotTheBaselineLoader())
          .should()
          .dependOnClassesThat(belongToAnyOf(Files.class))
          .because("whoever calls has read the files already")
          .allowEmptyShould(true);

  /** The {@code now()} without a clock, of any type of {@code java.time}, and its older kin. */
  private static DescribedPredicate<JavaMethodCall> asksTheMachineForTimeOrChance() {
    return describe(
        "asks the machine for time or chance",
        call -> {
          String method = call.getTargetOwner().getName() + "." + call.getName();
          return CLOCKS_AND_DICE.contains(method)
              || method.startsWith("java.time.Clock.system")
              || (method.startsWith("java.time.")
                  && call.getName().equals("now")
                  && call.getTarget().getRawParameterTypes().isEmpty());
        });
  }

  /** A baseline names other files, so that only its loader can know which ones to read. */
  private static DescribedPredicate<JavaClass> areNotTheBaselineLoader() {
    return describe(
        "are not the baseline loader",
        type -> !outermost(type).getName().equals(BASE + ".baseline.BaselineLoader"));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  private static ArchCondition<JavaClass> useOnlyPackagesBeforeTheirOwn() {
    return new ArchCondition<>("use only packages before their own in the table") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        int own = place(type);
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> place(dependency.getTargetClass()) > own)
            .map(dependency -> SimpleConditionEvent.violated(type, dependency.getDescription()))
            .forEach(events::add);
      }
    };
  }

  /** The row of a class in the table, or -1 for what is not ours. */
  private static int place(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.startsWith(BASE + ".")
        ? PACKAGES.indexOf(name.substring(BASE.length() + 1).split("\\.")[0])
        : -1;
  }

  private static String[] in(String... packages) {
    return Stream.of(packages).map(name -> BASE + "." + name + "..").toArray(String[]::new);
  }

  private static Only only(String... packages) {
    return new Only(packages);
  }

  /** Reads as a sentence: only these packages may use those libraries. */
  private record Only(String... packages) {
    ArchRule mayUse(String reason, String... libraries) {
      return noClasses()
          .that()
          .resideOutsideOfPackages(in(packages))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(libraries)
          .because(reason)
          .allowEmptyShould(true);
    }
  }
}
