package org.iamaudit.collect.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An account with every file of a snapshot. A generated one lacks some, about which the server
 * answers that there is nothing: to a collection that is no gap, to an audit of the files it is.
 */
public final class CompleteAccount {
  private static final Map<String, String> NOTHING =
      Map.of(
          "account-password-policy.json", "{\"PasswordPolicy\": null}",
          "organization.json", "{\"Organization\": null}",
          "virtual-mfa-devices.json", "{\"VirtualMFADevices\": []}",
          "server-certificates.json", "{\"ServerCertificateMetadataList\": []}",
          "resource-policies.json", "[]");

  private CompleteAccount() {}

  /** A copy of {@code account}, and there what it lacks. */
  public static Path of(Path account, Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(account)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(account.relativize(file).toString()));
      }
    }
    for (Map.Entry<String, String> file : NOTHING.entrySet()) {
      if (!Files.exists(copy.resolve(file.getKey()))) {
        Files.writeString(copy.resolve(file.getKey()), file.getValue());
      }
    }
    Path logs = copy.resolve("cloudtrail");
    if (!Files.exists(logs)) {
      Files.createDirectory(logs);
      String id = new FakeAccount(copy).id;
      Files.writeString(logs.resolve(id + "_CloudTrail_none.json"), "{\"Records\": []}");
    }
    return copy;
  }
}
