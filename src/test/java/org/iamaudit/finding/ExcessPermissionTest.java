package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How bad an excess is, and what to do about it. */
class ExcessPermissionTest {
  @TempDir Path directory;

  private Finding excess(String statement) throws Exception {
    AccountResult result =
        new SmallAccount(directory).user("ann", statement).baseline("b", "").audit();
    return SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ann").get(0);
  }

  @Test
  void leavingOutOneResourceIsStillEverywhere() throws Exception {
    Finding finding =
        excess(
            "{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\","
                + "\"NotResource\":\"arn:aws:sqs:us-east-1:123456789012:x\"}");

    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    assertThat(finding.title())
        .isEqualTo("sqs:SendMessage granted, not required (write on all resources but some)");
  }

  @Test
  void oneResourceIsNotEverywhere() throws Exception {
    Finding finding =
        excess(
            "{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\","
                + "\"Resource\":\"arn:aws:sqs:us-east-1:123456789012:x\"}");

    assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(finding.recommendation()).isEqualTo("Remove these from inline p / statement 1");
  }

  @Test
  void aRoleWhoseTrustPolicyCannotBeReadMayBringSessionTags() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .role(
                "r",
                "{\"Effect\":\"Perhaps\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\","
                    + "\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/team\":\"x\"}}}")
            .baseline("b", "")
            .audit();

    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "r")).hasSize(1);
  }

  @Test
  void bordersInTimeReadAsWords() throws Exception {
    Finding finding =
        excess(
            "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\","
                + "\"Condition\":{\"DateLessThanEquals\":"
                + "{\"aws:CurrentTime\":\"2027-01-01T00:00:00Z\"}}}");

    assertThat(finding.permissions().get(0).conditions())
        .containsExactly("aws:CurrentTime is up to 2027-01-01T00:00:00Z");
  }
}
