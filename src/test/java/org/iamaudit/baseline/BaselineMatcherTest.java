package org.iamaudit.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.iamaudit.baseline.Selector.Kind;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineMatcherTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");
  private static final AccountId OTHER = new AccountId("210987654321");

  private static final IamUser ALICE =
      new IamUser(
          "arn:aws:iam::123456789012:user/finance/team/alice",
          "alice",
          "AIDAALICE",
          "/finance/team/",
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Map.of("team", "billing", "Note", ""),
          List.of("billing-operators", "everyone"));

  private static final IamRole EXPORT =
      new IamRole(
          "arn:aws:iam::123456789012:role/BillingExport",
          "BillingExport",
          "AROAEXPORT",
          "/",
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Map.of("team", "platform"),
          Optional.empty(),
          Optional.empty(),
          true);

  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      value = {
        "USER,  alice,                          '',   alice",
        "USER,  a*,                             '',   alice",
        "USER,  alic?,                          '',   alice",
        "USER,  Alice,                          '',   nobody",
        "USER,  lic,                            '',   nobody",
        "USER,  Billing*,                       '',   nobody",
        "ROLE,  Billing*,                       '',   BillingExport",
        "ROLE,  *,                              '',   BillingExport",
        "ARN,   arn:aws:iam::*:user/finance/*,  '',   alice",
        "ARN,   arn:aws:iam::*:role/*,          '',   BillingExport",
        "PATH,  /finance/,                      '',   alice",
        "PATH,  /finance/team/,                 '',   alice",
        "PATH,  /f*/team/,                      '',   alice",
        "PATH,  /team/,                         '',   nobody",
        "PATH,  /finance,                       '',   alice",
        "PATH,  /fin,                           '',   nobody",
        "PATH,  /fin*,                          '',   alice",
        "TAG,   billing,                        team, alice",
        "TAG,   billing,                        Team, alice",
        "TAG,   plat*,                          team, BillingExport",
        "TAG,   '',                             Note, alice",
        "TAG,   *,                              none, nobody",
        "GROUP, billing-*,                      '',   alice",
        "GROUP, billing,                        '',   nobody",
      })
  void aSelectorIsForItsPrincipals(Kind kind, String pattern, String tagKey, String expected) {
    BaselineMatcher matcher =
        new BaselineMatcher(List.of(baseline("b", Set.of(), new Selector(kind, pattern, tagKey))));

    for (Principal principal : List.of(ALICE, EXPORT)) {
      assertThat(matcher.matching(ACCOUNT, principal))
          .as(principal.name())
          .hasSize(principal.name().equals(expected) ? 1 : 0);
    }
  }

  @Test
  void aPathOfTheRootIsForEverybody() {
    BaselineMatcher matcher = matcher(new Selector(Kind.PATH, "/", ""));

    assertThat(matcher.matching(ACCOUNT, ALICE)).hasSize(1);
    assertThat(matcher.matching(ACCOUNT, EXPORT)).hasSize(1);
  }

  @Test
  void oneSelectorIsEnough() {
    assertThat(
            matcher(new Selector(Kind.USER, "bob", ""), new Selector(Kind.ROLE, "*Export", ""))
                .matching(ACCOUNT, EXPORT))
        .hasSize(1);
  }

  @Test
  void aBaselineOfOtherAccountsIsForNobodyHere() {
    Selector everybody = new Selector(Kind.ARN, "*", "");
    BaselineMatcher matcher =
        new BaselineMatcher(
            List.of(
                baseline("elsewhere", Set.of(OTHER), everybody),
                baseline("here", Set.of(ACCOUNT, OTHER), everybody),
                baseline("anywhere", Set.of(), everybody)));

    assertThat(matcher.matching(ACCOUNT, ALICE))
        .extracting(Baseline::name)
        .containsExactly("here", "anywhere");
  }

  // Reviews

  @Test
  void aReviewIsOverdueAfterTheDayItWasDue() {
    Baseline baseline = reviewed(Optional.of(LocalDate.of(2026, 3, 31)), Period.ofMonths(6));
    LocalDate due = LocalDate.of(2026, 9, 30);

    assertThat(BaselineMatcher.overdue(baseline, due)).isEmpty();
    assertThat(BaselineMatcher.overdue(baseline, due.plusDays(1))).contains(due);
  }

  @Test
  void aReviewThatIsStillToComeIsNone() {
    LocalDate day = LocalDate.of(2026, 3, 31);
    Baseline baseline = reviewed(Optional.of(day), Period.ofMonths(6));

    assertThat(BaselineMatcher.notYetReviewed(baseline, day.minusDays(2))).contains(day);
    assertThat(BaselineMatcher.notYetReviewed(baseline, day.minusDays(1))).isEmpty();
    assertThat(BaselineMatcher.notYetReviewed(baseline("b", Set.of()), day)).isEmpty();
  }

  @Test
  void withoutAPeriodOrAReviewNothingIsOverdue() {
    LocalDate late = LocalDate.of(2999, 1, 1);

    assertThat(BaselineMatcher.overdue(baseline("b", Set.of()), late)).isEmpty();
    assertThat(BaselineMatcher.overdue(reviewed(Optional.empty(), Period.ofDays(1)), late))
        .isEmpty();
  }

  private static BaselineMatcher matcher(Selector... selectors) {
    return new BaselineMatcher(List.of(baseline("b", Set.of(), selectors)));
  }

  private static Baseline reviewed(Optional<LocalDate> day, Period every) {
    return baseline("b", Set.of(), day, Optional.of(every));
  }

  private static Baseline baseline(String name, Set<AccountId> accounts, Selector... selectors) {
    return baseline(name, accounts, Optional.empty(), Optional.empty(), selectors);
  }

  private static Baseline baseline(
      String name,
      Set<AccountId> accounts,
      Optional<LocalDate> reviewed,
      Optional<Period> reviewEvery,
      Selector... selectors) {
    return new Baseline(
        name,
        "owner",
        reviewed,
        reviewEvery,
        List.of(selectors),
        accounts,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        name + ".yml");
  }
}
