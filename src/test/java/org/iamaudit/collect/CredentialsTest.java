package org.iamaudit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSSessionCredentials;
import com.amazonaws.auth.DefaultAWSCredentialsProviderChain;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.collect.server.FakeAws;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles mean what they mean to the AWS CLI. */
class CredentialsTest {
  @TempDir Path directory;
  private final Map<String, String> environment = new TreeMap<>();
  private URI endpoint = URI.create("http://127.0.0.1:1");

  @BeforeEach
  void nobodysFiles() {
    environment.put("AWS_CONFIG_FILE", directory.resolve("config").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", directory.resolve("credentials").toString());
  }

  @Test
  void aProfileMayStandInBothFiles() throws Exception {
    config(
        """
        [default]
        region = eu-west-1
        [profile audit]   # ours
        region=us-west-2
        aws_access_key_id = AKIAOFCONFIG
        aws_secret_access_key = of-config
        s3 =
          max_concurrent_requests = 20
          region = nowhere
        s3api =
          max_concurrent_requests = 20
        [sso-session corp]
        sso_region = eu-west-1
        """);
    credentials(
        """
        [audit]
        aws_access_key_id = AKIAOFCREDENTIALS
        aws_secret_access_key = a=b/c
        aws_session_token = token
        """);
    AWSCredentials found = of("audit");
    assertThat(found.getAWSAccessKeyId()).isEqualTo("AKIAOFCREDENTIALS");
    assertThat(found.getAWSSecretKey()).isEqualTo("a=b/c");
    assertThat(((AWSSessionCredentials) found).getSessionToken()).isEqualTo("token");
    assertThat(region(Optional.empty(), "audit")).isEqualTo("us-west-2");
    assertThat(Profiles.read(environment).names()).containsExactly("audit", "default");
  }

  @Test
  void aProcessPrintsCredentials() throws Exception {
    config(
        """
        [profile "of a process"]
        credential_process = echo '{"Version": 1, "AccessKeyId": "AKIAPRINTED", "SecretAccessKey": "x"}'
        """);
    assertThat(of("of a process").getAWSAccessKeyId()).isEqualTo("AKIAPRINTED");
  }

  @Test
  void aProcessThatFailsIsSaidInOneLineWithoutItsOutput() throws Exception {
    config(
        """
        [profile fails]
        credential_process = echo "$SECRET"; exit 3
        [profile babbles]
        credential_process = echo '{"SecretAccessKey": hunter2'
        """);
    for (String profile : List.of("fails", "babbles")) {
      Refused refused = catchThrowableOfType(Refused.class, () -> of(profile));
      assertThat(refused.reason().kind()).isEqualTo(Kind.CREDENTIALS);
      assertThat(refused.getMessage())
          .contains("`credential_process` of the AWS profile `" + profile + "`", "by hand")
          .doesNotContain("hunter2", "SECRET", "\n");
    }
  }

  @Test
  void aRoleIsAssumedWithTheCredentialsOfItsSource() throws Exception {
    config(
        """
        [profile audit]
        role_arn = arn:aws:iam::123456789012:role/iamaudit-member
        source_profile = hub
        external_id = of-the-audit
        [profile hub]
        credential_process = echo '{"Version": 1, "AccessKeyId": "AKIATEST999900001111", "SecretAccessKey": "x"}'
        """);
    try (FakeAws aws =
        FakeAws.start(
            List.of(TestCollection.SAMPLE),
            FakeAws.Options.DEFAULT.withExternalId("of-the-audit"))) {
      endpoint = aws.endpoint();
      assertThat(of("audit").getAWSAccessKeyId()).isEqualTo("ASIATEST123456789012");
      assertThat(aws.callsByName()).containsExactly(Map.entry("sts:AssumeRole", 1));
    }
  }

  @Test
  void anUnknownProfileIsNamedWithThoseThatThereAre() throws Exception {
    assertThat(problem("audit")).endsWith("there are none at all: `aws configure` makes one");
    config("[profile audit-prod]\nregion = eu-west-1\n[default]\n");
    assertThat(problem("audit-prd"))
        .isEqualTo(
            "no AWS profile `audit-prd` in `%s` or `%s` (did you mean `audit-prod`?); there are:"
                    .formatted(directory.resolve("config"), directory.resolve("credentials"))
                + " audit-prod, default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sso_session = corp | signs in by SSO
          sso_start_url = https://example.com | credential_process = aws configure export-credentials
          region = eu-west-1 | has no credentials: expected `role_arn`
          role_arn = arn:aws:iam::1:role/x | no `source_profile` or `credential_source`
          aws_access_key_id = AKIA | no `aws_secret_access_key`
          role_arn = x;mfa_serial = y | asks for an MFA code
          role_arn = x;source_profile = p | names itself as its `source_profile`
          role_arn = x;source_profile = q | no AWS profile `q`
          role_arn = x;credential_source = Ec2 | expected Environment, Ec2InstanceMetadata
          """)
  void aProfileThatCannotBeUsedSaysWhy(String settings, String expected) throws Exception {
    config("[profile p]\n" + settings.replace(';', '\n') + "\n");
    assertThat(problem("p")).contains(expected).doesNotContain("\n");
  }

  @Test
  void aRoleMayHaveItselfAsSourceForItsOwnKeys() throws Exception {
    config(
        """
        [profile p]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = p
        aws_access_key_id = AKIATEST999900001111
        aws_secret_access_key = x
        """);
    try (FakeAws aws = FakeAws.start(TestCollection.SAMPLE)) {
      endpoint = aws.endpoint();
      assertThat(of("p").getAWSAccessKeyId()).isEqualTo("ASIATEST123456789012");
    }
  }

  @Test
  void theEnvironmentNamesAProfileUnlessItHasKeys() throws Exception {
    credentials("[ci]\naws_access_key_id = AKIAOFCI\naws_secret_access_key = x\n");
    environment.put("AWS_PROFILE", "ci");
    CollectSettings settings = settings(Optional.empty(), Optional.empty());
    assertThat(Credentials.of(settings, environment).getCredentials().getAWSAccessKeyId())
        .isEqualTo("AKIAOFCI");
    environment.put("AWS_ACCESS_KEY_ID", "AKIAOFENVIRONMENT");
    assertThat(Credentials.of(settings, environment))
        .isInstanceOf(DefaultAWSCredentialsProviderChain.class);
  }

  @Test
  void theRegionIsThatOfTheConfigurationThenTheEnvironmentThenTheProfile() throws Exception {
    CollectException none =
        catchThrowableOfType(CollectException.class, () -> region(Optional.empty(), "p"));
    assertThat(none.getMessage()).contains("no AWS region: set `collect.region`");
    config("[default]\nregion = eu-west-1\n[profile p]\nregion = eu-west-2\n");
    assertThat(region(Optional.empty(), "p")).isEqualTo("eu-west-2");
    environment.put("AWS_DEFAULT_REGION", "eu-west-3");
    assertThat(region(Optional.empty(), "p")).isEqualTo("eu-west-3");
    environment.put("AWS_REGION", "eu-north-1");
    assertThat(region(Optional.empty(), "p")).isEqualTo("eu-north-1");
    assertThat(region(Optional.of("sa-west-1"), "p")).as("opened later").isEqualTo("sa-west-1");
    CollectException e =
        catchThrowableOfType(CollectException.class, () -> region(Optional.of("eu-centrl-1"), "p"));
    assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(e.getMessage())
        .isEqualTo(
            "unknown AWS region `eu-centrl-1` (did you mean `eu-central-1`?); expected a name such"
                + " as `eu-central-1`");
  }

  private String problem(String profile) {
    CollectException e = catchThrowableOfType(CollectException.class, () -> of(profile));
    assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION);
    return e.getMessage();
  }

  private AWSCredentials of(String profile) throws CollectException {
    return Credentials.of(settings(Optional.of("eu-central-1"), Optional.of(profile)), environment)
        .getCredentials();
  }

  private String region(Optional<String> configured, String profile) throws CollectException {
    return Credentials.region(settings(configured, Optional.of(profile)), environment);
  }

  private CollectSettings settings(Optional<String> region, Optional<String> profile) {
    CollectSettings s = TestCollection.settings(endpoint, directory);
    return new CollectSettings(
        region,
        s.regions(),
        profile,
        s.endpoint(),
        s.snapshots(),
        s.parallelAccounts(),
        s.resourcePolicies(),
        s.cloudTrail(),
        s.maxShrinkPercent(),
        s.limits(),
        CallListener.NONE);
  }

  private void config(String text) throws Exception {
    Files.writeString(directory.resolve("config"), text);
  }

  private void credentials(String text) throws Exception {
    Files.writeString(directory.resolve("credentials"), text);
  }
}
