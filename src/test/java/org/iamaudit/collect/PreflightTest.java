package org.iamaudit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.collect.server.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not permitted is known before anything is read. */
class PreflightTest {
  @TempDir Path directory;

  @Test
  void everyCallThatIsDeniedIsListedWithItsRemedy() throws Exception {
    try (FakeAws aws = FakeAws.start(TestCollection.SAMPLE)) {
      assertThat(preflight(aws)).isEmpty();
      aws.setFaults(
          Faults.deny(
              "iam:GenerateServiceLastAccessedDetails", "kms:GetKeyPolicy", "iam:ListAccessKeys"));
      assertThat(preflight(aws))
          .satisfiesExactly(
              line -> assertThat(line).contains("needs `iam:GenerateServiceLastAccessedDetails`"),
              line -> assertThat(line).contains("needs `iam:ListAccessKeys`"),
              line -> assertThat(line).contains("needs `kms:GetKeyPolicy`"));
      assertThat(directory).isEmptyDirectory();
    }
  }

  private List<String> preflight(FakeAws aws) throws CollectException {
    String account = TestCollection.SAMPLE_ACCOUNT;
    return new Collector(
            TestCollection.planOf(TestCollection.settings(aws.endpoint(), directory), account),
            Map.of(),
            new AWSStaticCredentialsProvider(new BasicAWSCredentials("AKIATEST" + account, "x")),
            new ImpatientWaiting())
        .preflight();
  }
}
