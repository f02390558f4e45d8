package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Severity;
import org.junit.jupiter.api.Test;

class PopulationsTest {

  /** All waivers stand in one file, which is what their findings have for an ARN. */
  @Test
  void everyExpiredWaiverIsAnItemOfItsOwn() {
    assertThat(List.of("W-1", "W-2")).map(PopulationsTest::item).doesNotHaveDuplicates();
  }

  private static String item(String waiver) {
    return Populations.item(
        SampleFindings.finding(
            new AccountId("123456789012"),
            new PrincipalRef("waiver", waiver, "waivers.yml", "waiver:" + waiver),
            FindingType.EXCEPTION_EXPIRED,
            Severity.MEDIUM,
            "expired",
            List.of(),
            1));
  }
}
