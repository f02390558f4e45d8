package org.iamaudit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.iamaudit.evaluate.NewAccess;
import org.iamaudit.policy.ParsedPolicy;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.snapshot.IoReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code check-no-new-access}: whether a changed identity-based policy allows anything that the
 * existing one does not, as {@code aws accessanalyzer check-no-new-access} asks; for two files, or
 * for many pairs as JSON lines.
 */
@Command(
    name = "check-no-new-access",
    customSynopsis = {
      "iamaudit check-no-new-access --existing FILE --new FILE",
      "   or: iamaudit check-no-new-access [--input FILE]"
    },
    description = {
      "Says whether a changed identity-based policy allows anything that the existing one does not.",
      "Prints a JSON object; exits with 3 if so, 0 if not.",
      "Without --existing and --new: one JSON object a line in, one answer a line out, exit code 0.",
      "Fields of a line: CaseId, ExistingPolicyDocument, NewPolicyDocument, PolicyType."
    })
final class CheckNoNewAccessCommand implements Callable<Integer> {
  private final InputStream standardInput;
  private final Shell shell;
  private final Output output;

  @Spec private CommandSpec spec;

  @Option(names = "--existing", paramLabel = "FILE", description = "The policy as it is.")
  private Optional<Path> existing = Optional.empty();

  @Option(names = "--new", paramLabel = "FILE", description = "The policy as it would be.")
  private Optional<Path> changed = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Pairs of policies, one a line; standard input if nothing is given.")
  private Optional<Path> input = Optional.empty();

  CheckNoNewAccessCommand(InputStream standardInput, Shell shell, Output output) {
    this.standardInput = standardInput;
    this.shell = shell;
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    if (existing.isEmpty() && changed.isEmpty()) {
      return new JsonLines(standardInput, shell.out(), shell.err())
          .answerAll(input, new NewAccessJson()::answer);
    }
    if (existing.isEmpty() || changed.isEmpty() || input.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "give both --existing and --new, or neither and --input");
    }
    Optional<PolicyDocument> before = read(existing.get());
    Optional<PolicyDocument> after = read(changed.get());
    if (before.isEmpty() || after.isEmpty()) {
      return ExitCode.WRONG_USAGE.code();
    }
    NewAccess access = NewAccess.of(before.get(), after.get());
    output.result(NewAccessJson.of(access) + "\n");
    return (access.isNone() ? ExitCode.DONE : ExitCode.FINDINGS).code();
  }

  /** The policy of a file; what is wrong with it goes to stderr, a line each. */
  private Optional<PolicyDocument> read(Path file) {
    try {
      ParsedPolicy parsed = PolicyParser.parse(Files.readString(file), PolicyKind.IDENTITY);
      parsed.errors().forEach(problem -> output.error("`" + file + "`: " + problem));
      if (parsed.document().isPresent()) {
        parsed.problems().forEach(problem -> output.warning("`" + file + "`: " + problem));
      }
      return parsed.document();
    } catch (MalformedInputException e) {
      output.error("`" + file + "`: not UTF-8");
    } catch (IOException e) {
      output.error("`" + file + "`: cannot be read: " + IoReason.of(e));
    }
    return Optional.empty();
  }
}
