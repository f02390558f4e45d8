package org.iamaudit.collect;

import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.auth.BasicSessionCredentials;
import com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper;
import com.amazonaws.auth.EnvironmentVariableCredentialsProvider;
import com.amazonaws.auth.InstanceProfileCredentialsProvider;
import com.amazonaws.auth.WebIdentityTokenCredentialsProvider;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.iamaudit.policy.NearestName;

/** The credentials that a profile describes, in the order in which the AWS CLI looks for them. */
final class ProfileCredentials {
  private static final String SESSION = "iamaudit";

  private final Profiles profiles;
  private final CollectSettings settings;
  private final Map<String, String> environment;

  ProfileCredentials(Profiles profiles, CollectSettings settings, Map<String, String> environment) {
    this.profiles = profiles;
    this.settings = settings;
    this.environment = environment;
  }

  /**
   * The credentials of a profile. Roles are assumed and processes run when they are first needed.
   *
   * @throws CollectException if there is no such profile, or one that cannot be used
   */
  AWSCredentialsProvider of(String profile) throws CollectException {
    return of(profile, new LinkedHashSet<>());
  }

  private AWSCredentialsProvider of(String profile, Set<String> way) throws CollectException {
    if (!profiles.names().contains(profile)) {
      throw unknown(profile);
    }
    boolean again = !way.add(profile);
    Optional<String> role = value(profile, "role_arn");
    if (role.isPresent() && !again) {
      return role(profile, role.get(), way);
    }
    Optional<String> key = value(profile, "aws_access_key_id");
    if (key.isPresent()) {
      return keys(profile, key.get());
    }
    if (again) {
      throw wrong(profile, "names itself as its `source_profile`, over " + String.join(", ", way));
    }
    Optional<String> process = value(profile, "credential_process");
    if (process.isPresent()) {
      return new ProcessCredentials(profile, process.get());
    }
    throw profiles.hasAny(profile, "sso_")
        ? wrong(profile, "signs in by SSO, which the SDK does not know; " + exported(profile))
        : wrong(
            profile,
            "has no credentials: expected `role_arn`, `credential_process` or"
                + " `aws_access_key_id`");
  }

  private AWSCredentialsProvider role(String profile, String role, Set<String> way)
      throws CollectException {
    if (value(profile, "mfa_serial").isPresent()) {
      throw wrong(profile, "asks for an MFA code, which nobody can type; " + exported(profile));
    }
    String session = value(profile, "role_session_name").orElse(SESSION);
    Optional<String> token = value(profile, "web_identity_token_file");
    if (token.isPresent()) {
      return WebIdentityTokenCredentialsProvider.builder()
          .roleArn(role)
          .roleSessionName(session)
          .webIdentityTokenFile(token.get())
          .build();
    }
    Aws source =
        new Aws(
            settings,
            Credentials.region(settings, environment),
            source(profile, way),
            Journal.inMemory(),
            Waiting.SYSTEM);
    return new AssumedRole(source, role, value(profile, "external_id"), session);
  }

  private AWSCredentialsProvider source(String profile, Set<String> way) throws CollectException {
    Optional<String> source = value(profile, "source_profile");
    if (source.isPresent()) {
      return of(source.get(), way);
    }
    String place = value(profile, "credential_source").orElse("");
    return switch (place) {
      case "Environment" -> new EnvironmentVariableCredentialsProvider();
      case "Ec2InstanceMetadata" -> InstanceProfileCredentialsProvider.getInstance();
      case "EcsContainer" -> new EC2ContainerCredentialsProviderWrapper();
      case "" ->
          throw wrong(profile, "has a `role_arn`, and no `source_profile` or `credential_source`");
      default ->
          throw wrong(
              profile,
              "has the unknown `credential_source` `"
                  + place
                  + "`; expected Environment, Ec2InstanceMetadata or EcsContainer");
    };
  }

  private AWSCredentialsProvider keys(String profile, String id) throws CollectException {
    Optional<String> secret = value(profile, "aws_secret_access_key");
    if (secret.isEmpty()) {
      throw wrong(profile, "has an `aws_access_key_id`, and no `aws_secret_access_key`");
    }
    AWSCredentials credentials =
        value(profile, "aws_session_token")
            .<AWSCredentials>map(token -> new BasicSessionCredentials(id, secret.get(), token))
            .orElseGet(() -> new BasicAWSCredentials(id, secret.get()));
    return new AWSStaticCredentialsProvider(credentials);
  }

  private Optional<String> value(String profile, String key) {
    return profiles.value(profile, key);
  }

  private static CollectException wrong(String profile, String what) {
    return CollectException.ofConfiguration("AWS profile `" + profile + "` " + what);
  }

  private static String exported(String profile) {
    return "make another profile with `credential_process = aws configure export-credentials"
        + " --profile "
        + profile
        + " --format process`";
  }

  private CollectException unknown(String profile) {
    String files =
        profiles.files().stream().map(file -> "`" + file + "`").collect(Collectors.joining(" or "));
    return CollectException.ofConfiguration(
        "no AWS profile `"
            + profile
            + "` in "
            + files
            + NearestName.hint(profile, profiles.names())
            + (profiles.names().isEmpty()
                ? "; there are none at all: `aws configure` makes one"
                : "; there are: " + String.join(", ", profiles.names())));
  }
}
