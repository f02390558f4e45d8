package org.iamaudit.collect;

import com.amazonaws.services.identitymanagement.model.GenerateCredentialReportRequest;
import com.amazonaws.services.identitymanagement.model.GetCredentialReportRequest;
import com.amazonaws.services.identitymanagement.model.GetCredentialReportResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.iamaudit.collect.CollectException.Kind;

/**
 * The credential report. AWS makes a new one at most every four hours and gives the last one
 * meanwhile, so its own time counts, not that of the call (IAM User Guide, "Get credential reports
 * for your AWS account", read 2026-11).
 */
final class CredentialReportFile {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private CredentialReportFile() {}

  /** The report as CSV, and when AWS made it. */
  record Report(String csv, Instant generated) {}

  static Report read(Aws aws) throws CollectException {
    Instant giveUp = aws.caller().now().plus(aws.caller().deadline());
    while (!generate(aws).equals("COMPLETE")) {
      if (aws.caller().now().isAfter(giveUp)) {
        throw new CollectException(
            Kind.FAILED,
            AwsCall.GENERATE_CREDENTIAL_REPORT,
            "",
            "AWS has not made the credential report within " + aws.caller().deadline(),
            null);
      }
      aws.caller().sleep(AwsCall.GENERATE_CREDENTIAL_REPORT, PAUSE);
    }
    GetCredentialReportResult answer =
        aws.call(
            AwsCall.GET_CREDENTIAL_REPORT,
            () -> aws.iam().getCredentialReport(new GetCredentialReportRequest()));
    return new Report(
        StandardCharsets.UTF_8.decode(answer.getContent().duplicate()).toString(),
        answer.getGeneratedTime().toInstant());
  }

  private static String generate(Aws aws) throws CollectException {
    return aws.call(
            AwsCall.GENERATE_CREDENTIAL_REPORT,
            () -> aws.iam().generateCredentialReport(new GenerateCredentialReportRequest()))
        .getState();
  }
}
