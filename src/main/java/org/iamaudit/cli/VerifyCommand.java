package org.iamaudit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.iamaudit.report.PublicKeys;
import org.iamaudit.report.Verification;
import org.iamaudit.run.EvidenceCheck;
import org.iamaudit.run.RunException;
import org.iamaudit.snapshot.IoReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: whether evidence packages are what they were when they were written. */
@Command(
    name = "verify",
    description = {
      "Checks an evidence package or a monthly roll-up: every hash, the rows that are counted, and of"
          + " a run that its stored inputs give its findings again. Of a directory it checks each,"
          + " and that they follow each other as they were written.",
      "Prints a line for each package, and one for each problem."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Output output;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A package, or the directory of reports.")
  private Path directory;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Every manifest must be signed with the key of this certificate (PEM or DER).")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "Every manifest must be signed with this key (PEM).")
  private Optional<Path> publicKey = Optional.empty();

  @Mixin private OutputOptions options;

  VerifyCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws RunException {
    if (!Files.isDirectory(directory)) {
      throw new ParameterException(
          spec.commandLine(), "`" + directory + "` is no directory; expected an evidence package");
    }
    output.showProgress(options);
    List<Verification> packages = new EvidenceCheck(output.progress(), key()).check(directory);
    if (packages.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "there is no evidence package in `" + directory + "`");
    }
    packages.forEach(one -> output.result(text(one)));
    return (packages.stream().allMatch(Verification::holds) ? ExitCode.DONE : ExitCode.NOT_VERIFIED)
        .code();
  }

  private Optional<PublicKey> key() {
    Optional<Path> file = certificate.or(() -> publicKey);
    if (certificate.isPresent() && publicKey.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "give either --certificate or --public-key, not both");
    }
    try {
      return file.isPresent() ? Optional.of(PublicKeys.read(file.get())) : Optional.empty();
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot read the key in `" + file.get() + "`: " + IoReason.of(e));
    }
  }

  private static String text(Verification one) {
    StringBuilder text = new StringBuilder();
    text.append(one.holds() ? "OK      " : "FAILED  ").append(Printable.line(one.name()));
    text.append('\n');
    one.problems().forEach(p -> text.append("        ").append(Printable.line(p)).append('\n'));
    one.notes().forEach(n -> text.append("        note: ").append(Printable.line(n)).append('\n'));
    return text.toString();
  }
}
