package org.iamaudit.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.snapshot.CloudTrailEvent;
import org.junit.jupiter.api.Test;

class EventActionTest {
  private static CloudTrailEvent event(String service, String name, String... error) {
    return new CloudTrailEvent(
        "id",
        Instant.EPOCH,
        Optional.empty(),
        service,
        name,
        error.length > 0 ? Optional.of(error[0]) : Optional.empty(),
        error.length > 1 ? Optional.of(error[1]) : Optional.empty());
  }

  @Test
  void mostEventsAreNamedLikeTheirAction() {
    assertThat(EventAction.of(event("iam", "CreateUser"))).containsExactly("iam:CreateUser");
    assertThat(EventAction.of(event("monitoring", "PutMetricData")))
        .containsExactly("cloudwatch:PutMetricData");
    assertThat(EventAction.of(event("lambda", "UpdateFunctionCode20150331v2")))
        .containsExactly("lambda:UpdateFunctionCode");
  }

  @Test
  void otherEventsNeedActionsOfOtherNames() {
    assertThat(EventAction.of(event("s3", "ListBuckets"))).containsExactly("s3:ListAllMyBuckets");
    assertThat(EventAction.of(event("s3", "CopyObject")))
        .containsExactly("s3:PutObject", "s3:GetObject");
    assertThat(EventAction.of(event("budgets", "DescribeBudgets")))
        .containsExactly("budgets:ViewBudget");
  }

  @Test
  void aDenialNamesItsAction() {
    CloudTrailEvent named =
        event(
            "s3",
            "CopyObject",
            "AccessDenied",
            "User: x is not authorized to perform: s3:GetObject on resource: y");

    assertThat(EventAction.denied(named)).isEqualTo("s3:GetObject");
    assertThat(EventAction.denied(event("s3", "ListBuckets", "AccessDenied")))
        .isEqualTo("s3:ListAllMyBuckets");
  }

  @Test
  void aDenialIsOneWhateverItsErrorIsCalled() {
    CloudTrailUse use = new CloudTrailUse();
    use.add(
        event(
            "sns",
            "Publish",
            "AuthorizationError",
            "User: x is not authorized to perform: SNS:Publish on resource: y"));
    use.add(event("sns", "Publish", "NotFound", "Topic does not exist"));

    assertThat(use.denied()).extracting(d -> d.action()).containsExactly("sns:Publish");
  }

  @Test
  void everyActionThatEventsAreMappedToIsInTheCatalogueAndNoEventIs() throws IOException {
    try (var in = EventAction.class.getResourceAsStream("event-actions.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(
              line -> {
                String[] words = line.split(" ");
                // An event of an action's own name (case aside) is found without the list.
                boolean ownName = Catalog.get().index(words[0]).isPresent();
                assertThat(ownName).as(words[0]).isFalse();
                for (int i = 1; i < words.length; i++) {
                  assertThat(Catalog.get().index(words[i])).as(words[i]).isPresent();
                }
              });
    }
  }
}
