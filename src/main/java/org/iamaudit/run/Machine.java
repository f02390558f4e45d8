package org.iamaudit.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.iamaudit.report.InputFile;
import org.iamaudit.report.Manifest;
import org.iamaudit.report.Occasion;
import org.iamaudit.report.Occasion.Trigger;
import org.iamaudit.report.SigningKey;

/**
 * The machine and the program that carry out a run, as the manifest names them.
 *
 * @param user who started the process
 */
public record Machine(String host, String user, InstantSource clock, Manifest.Product product) {

  /** This one. */
  public static Machine current() {
    return new Machine(
        hostName(),
        System.getProperty("user.name", ""),
        InstantSource.system(),
        new Manifest.Product(
            "iamaudit",
            ProductVersion.current(),
            ProductVersion.commit(),
            artifact(),
            System.getProperty("java.version")));
  }

  /** A run on this machine that began then. */
  Occasion occasion(Optional<Trigger> trigger, Optional<KeySource> signing, Instant started)
      throws RunException {
    Optional<SigningKey> signer = Optional.empty();
    if (signing.isPresent()) {
      signer = Optional.of(signing.get().read());
    }
    return new Occasion(
        trigger,
        trigger.map(t -> "schedule " + t.schedule()).orElse(user),
        started,
        clock,
        host,
        product,
        signer);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** The hash of the jar; from class files there is none. */
  private static Optional<String> artifact() {
    CodeSource source = Machine.class.getProtectionDomain().getCodeSource();
    try {
      Path file = Path.of(source.getLocation().toURI());
      return Files.isRegularFile(file)
          ? Optional.of(InputFile.read(file.getFileName().toString(), file).sha256())
          : Optional.empty();
    } catch (URISyntaxException | IOException e) {
      return Optional.empty();
    }
  }
}
