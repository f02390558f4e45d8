package org.iamaudit.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.baseline.BaselineException;
import org.iamaudit.baseline.BaselineLoader;
import org.iamaudit.baseline.BaselineProblem;
import org.iamaudit.catalog.AwsManagedPolicies;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.report.InputFile;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IoReason;
import org.iamaudit.snapshot.ManagedPolicy;

/**
 * Reads the baselines for one account and notes the hash of every file in their directory, and of
 * the documents that they name elsewhere.
 */
final class BaselineInputs {
  private BaselineInputs() {}

  static List<Baseline> load(
      AuditRequest request, AccountSnapshot snapshot, SortedMap<String, InputFile> inputs)
      throws RunException {
    if (request.baselines().isEmpty()) {
      return List.of();
    }
    BaselineSource source = request.baselines().get();
    Path directory = source.directory();
    SortedMap<String, Path> outside = new TreeMap<>();
    try {
      List<Baseline> baselines =
          BaselineLoader.load(
              directory,
              arn -> managed(arn, snapshot),
              (baseline, name) -> {
                Path file = source.find(baseline, name);
                if (source.leavesDirectory(baseline, name)) {
                  outside.put(BaselineSource.input(name), file);
                }
                return file;
              });
      hash(directory, inputs);
      for (Map.Entry<String, Path> document : outside.entrySet()) {
        String name = document.getKey();
        inputs.put(name, InputFile.read(name, document.getValue()));
      }
      return baselines;
    } catch (BaselineException e) {
      throw RunException.ofConfiguration(
          e.problems().stream().map(BaselineProblem::toString).toList(), e);
    } catch (IOException e) {
      throw new RunException("cannot read baselines in `" + directory + "`: " + IoReason.of(e), e);
    }
  }

  /**
   * The version in force in the account; where the account does not list the policy, the one that
   * ships with us.
   */
  private static Optional<PolicyDocument> managed(String arn, AccountSnapshot snapshot) {
    return Optional.ofNullable(snapshot.policies().get(arn))
        .flatMap(ManagedPolicy::defaultDocument)
        .or(
            () ->
                AwsManagedPolicies.get()
                    .document(arn)
                    .flatMap(json -> PolicyParser.parse(json, PolicyKind.IDENTITY).document()));
  }

  /** INVARIANT: links lead on to what they name, as they do for the loader of the baselines. */
  private static void hash(Path directory, SortedMap<String, InputFile> inputs) throws IOException {
    try (Stream<Path> files = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        inputs.put("baselines/" + name, InputFile.read("baselines/" + name, file));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
