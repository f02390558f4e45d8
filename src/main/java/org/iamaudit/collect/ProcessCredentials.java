package org.iamaudit.collect;

import com.amazonaws.SdkClientException;
import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.ProcessCredentialsProvider;
import java.util.List;
import org.iamaudit.collect.CollectException.Kind;

/**
 * The credentials that a command prints, as {@code credential_process} has it. What it printed, and
 * the command itself, are never shown: both may hold secrets.
 */
final class ProcessCredentials implements AWSCredentialsProvider {
  private final String profile;
  private final ProcessCredentialsProvider process;

  ProcessCredentials(String profile, String command) {
    this.profile = profile;
    this.process =
        ProcessCredentialsProvider.builder().withCommand(List.of("sh", "-c", command)).build();
  }

  @Override
  public AWSCredentials getCredentials() {
    try {
      return process.getCredentials();
    } catch (SdkClientException | IllegalStateException e) {
      String why =
          e.getCause() instanceof IllegalStateException said
              ? said.getMessage()
              : "it printed something else";
      throw new Refused(
          new CollectException(
              Kind.CREDENTIALS,
              "the `credential_process` of the AWS profile `"
                  + profile
                  + "` gave no credentials: "
                  + why
                  + "; sign in, and try the command by hand",
              e));
    }
  }

  @Override
  public void refresh() {
    process.refresh();
  }
}
