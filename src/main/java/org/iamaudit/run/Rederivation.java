package org.iamaudit.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Waivers;
import org.iamaudit.report.InputFile;
import org.iamaudit.report.Manifest;
import org.iamaudit.report.Release;
import org.iamaudit.report.StoredFindings;
import org.iamaudit.report.Verification;
import org.iamaudit.snapshot.DirectoryTree;
import org.iamaudit.snapshot.IoReason;

/**
 * Makes the findings of a package again, from nothing but the inputs that it keeps, and compares.
 */
public final class Rederivation {
  private Rederivation() {}

  /**
   * Compares the findings byte for byte in their canonical form.
   *
   * @param manifest of the package, which must hold: nothing here is checked again
   */
  public static Verification check(Path folder, Manifest manifest) {
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    String version = manifest.product().version();
    if (!version.equals(ProductVersion.current())) {
      String note =
          "its findings were not made again: version %s made them, this is %s"
              .formatted(version, ProductVersion.current());
      return new Verification(name, List.of(), List.of(note));
    }
    try {
      Path scratch = Files.createTempDirectory("iamaudit-verify");
      try {
        StoredFindings.restoreInputs(folder, manifest, scratch);
        AuditResult result =
            AuditRun.again(
                request(manifest, scratch),
                Optional.of(scratch.resolve(NotAuditedInput.FILE)).filter(Files::isRegularFile),
                StoredFindings.links(folder));
        return StoredFindings.compare(folder, result, scratch.resolve("findings.json"));
      } finally {
        DirectoryTree.delete(scratch);
      }
    } catch (RunException e) {
      return new Verification(
          name, e.problems().stream().map(p -> "its inputs: " + p).toList(), List.of());
    } catch (IOException e) {
      String problem = "its findings could not be made again: " + IoReason.of(e);
      return new Verification(name, List.of(problem), List.of());
    }
  }

  private static AuditRequest request(Manifest manifest, Path inputs) throws IOException {
    Manifest.Settings settings = manifest.config().effectiveMasked();
    Path baselines = inputs.resolve("baselines");
    Optional<InputFile> configuration = Optional.empty();
    if (manifest.config().sha256().isPresent()) {
      String file = manifest.config().file().orElseThrow();
      configuration = Optional.of(InputFile.read(file, inputs.resolve(file)));
    }
    return new AuditRequest(
        settings.accounts().stream()
            .map(
                account ->
                    new AuditRequest.AccountSource(
                        Optional.of(new AccountId(account.id())),
                        account.name(),
                        inputs.resolve("snapshot").resolve(account.id())))
            .toList(),
        Optional.empty(),
        Files.isDirectory(baselines)
            ? Optional.of(
                new BaselineSource(
                    baselines, Optional.of(inputs.resolve(BaselineSource.DOCUMENTS))))
            : Optional.empty(),
        inputs,
        Optional.of(settings.asOf()),
        new AuditRequest.Terms(
            settings.thresholds(),
            settings.frameworks(),
            settings.retention(),
            settings.organization(),
            settings.classification()),
        configuration,
        Optional.empty(),
        Optional.empty(),
        new AuditRequest.Accepted(Waivers.NONE, waivers(manifest, inputs)),
        Optional.empty(),
        Release.ALWAYS);
  }

  /** What people decided is no part of what is made again, but the run id tells of the file. */
  private static Optional<InputFile> waivers(Manifest manifest, Path inputs) throws IOException {
    for (String name : manifest.inputs().keySet()) {
      if (name.startsWith(AuditRequest.Accepted.DIRECTORY)) {
        return Optional.of(InputFile.read(name, inputs.resolve(name)));
      }
    }
    return Optional.empty();
  }
}
