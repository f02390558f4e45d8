package org.iamaudit.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code simulate}: requests in, decisions out, one JSON object a line, in the shape of {@code aws
 * iam simulate-custom-policy}.
 *
 * <p>A line that cannot be read answers an error and the rest go on.
 */
@Command(
    name = "simulate",
    description = {
      "Decide requests: one JSON object a line in, one answer a line out.",
      "Fields are those of `aws iam simulate-custom-policy`, and beyond them CaseId,",
      "SessionPolicyInputList, ServiceControlPolicyInputLists and",
      "ResourceControlPolicyInputLists (levels, root first, each a list of policies),",
      "VpcEndpointPolicyInputList, VpcEndpointType, ManagementAccountId, FederatingUserArn."
    })
final class SimulateCommand implements Callable<Integer> {
  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "The requests; standard input if not given.")
  private Optional<Path> input = Optional.empty();

  private final InputStream standardInput;
  private final PrintStream out;
  private final PrintStream err;

  /** Reads and writes the standard streams. */
  SimulateCommand() {
    this(System.in, System.out, System.err);
  }

  SimulateCommand(InputStream standardInput, PrintStream out, PrintStream err) {
    this.standardInput = standardInput;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    return new JsonLines(standardInput, out, err).answerAll(input, new SimulateJson()::answer);
  }
}
