package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings keep their ids when order changes, and never share one. */
class FindingIdentityTest {
  private static final String PUBLISH =
      "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}";
  private static final String MISSPELT =
      "{\"Effect\":\"Allow\",\"Action\":\"sns:Publsh\",\"Resource\":\"*\"}";

  @TempDir Path directory;

  private List<String> ids(String statements, String baseline) throws Exception {
    return new SmallAccount(directory)
        .user("ann", statements).baseline("b", baseline).audit().findings().stream()
            .map(Finding::id)
            .sorted()
            .toList();
  }

  @Test
  void whatIsStatedTwiceHasTwoIds() throws Exception {
    assertThat(
            ids(
                PUBLISH + "," + PUBLISH + "," + MISSPELT + "," + MISSPELT,
                """
                requires:
                  - {Sid: A, Action: sqs:SendMessage, Resource: '*'}
                  - {Sid: B, Action: sqs:SendMessage, Resource: '*'}
                forbids:
                  - {Sid: C, Action: sns:Publish, Resource: '*'}
                  - {Sid: D, Action: sns:Publish, Resource: '*'}
                """))
        .hasSize(8)
        .doesNotHaveDuplicates();
  }

  @Test
  void principalsWithoutUniqueIdAreToldApartByTheirArns() {
    FindingFactory factory =
        new FindingFactory(new AccountId(SmallAccount.ID), "aws", Instant.EPOCH);

    assertThat(
            Stream.of("user/ann", "user/x/ann", "user/bob")
                .map(u -> new PrincipalRef("user", "", "arn:aws:iam::123456789012:" + u, ""))
                .map(about -> factory.draft(FindingType.NO_BASELINE, about, List.of()).id()))
        .doesNotHaveDuplicates();
  }

  @Test
  void orderOfStatementsChangesNothing() throws Exception {
    String first = "  - {Action: sqs:SendMessage, Resource: '*'}\n";
    String second = "  - {Action: sqs:ReceiveMessage, Resource: '*'}\n";

    assertThat(ids(MISSPELT + "," + PUBLISH, "requires:\n" + first + second))
        .isEqualTo(ids(PUBLISH + "," + MISSPELT, "requires:\n" + second + first));
  }
}
