package org.iamaudit.baseline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.snapshot.IoReason;

/**
 * Reads a directory of baselines, one in each {@code *.yml} or {@code *.yaml} file. The only class
 * of its package that touches files.
 */
public final class BaselineLoader {
  private final Function<String, Optional<PolicyDocument>> managedPolicies;
  private final Documents documents;
  private final List<BaselineProblem> problems = new ArrayList<>();

  private BaselineLoader(
      Function<String, Optional<PolicyDocument>> managedPolicies, Documents documents) {
    this.managedPolicies = managedPolicies;
    this.documents = documents;
  }

  /** Where the policy documents lie that baselines name. */
  @FunctionalInterface
  public interface Documents {
    /** Beside the baseline that names them, or wherever the name leads from there. */
    Documents AS_NAMED = Path::resolveSibling;

    /**
     * The file of a document.
     *
     * @param name as written in the baseline, a valid path
     */
    Path find(Path baseline, String name);
  }

  /**
   * Reads all baselines of a directory; subdirectories are for what baselines name.
   *
   * @param managedPolicies finds the document in force of a managed policy by its ARN
   * @return at least one, in order of names
   * @throws BaselineException with all problems of all files, if there is one
   */
  public static List<Baseline> load(
      Path directory, Function<String, Optional<PolicyDocument>> managedPolicies)
      throws BaselineException {
    return load(directory, managedPolicies, Documents.AS_NAMED);
  }

  /**
   * The same, with documents that may lie elsewhere than their names say.
   *
   * @throws BaselineException with all problems of all files, if there is one
   */
  public static List<Baseline> load(
      Path directory,
      Function<String, Optional<PolicyDocument>> managedPolicies,
      Documents documents)
      throws BaselineException {
    BaselineLoader loader = new BaselineLoader(managedPolicies, documents);
    List<Baseline> baselines = loader.readAll(directory);
    if (!loader.problems.isEmpty()) {
      throw new BaselineException(loader.problems);
    }
    return baselines;
  }

  private List<Baseline> readAll(Path directory) {
    List<Path> files = files(directory);
    if (files.isEmpty() && problems.isEmpty()) {
      report(directory, "there is no baseline here, no `*.yml` and no `*.yaml`");
    }
    List<Baseline> baselines = new ArrayList<>();
    Map<String, Path> fileOfName = new HashMap<>();
    for (Path file : files) {
      BaselineReader reader =
          new BaselineReader(file, managedPolicies, documents, BaselineLoader::readText, problems);
      reader.read().ifPresent(baselines::add);
      reader.name().ifPresent(name -> checkName(name, file, fileOfName));
    }
    baselines.sort(Comparator.comparing(Baseline::name));
    return baselines;
  }

  private void checkName(BaselineReader.Name name, Path file, Map<String, Path> fileOfName) {
    Path other = fileOfName.putIfAbsent(name.text(), file);
    if (other != null) {
      problems.add(
          new BaselineProblem(
              file.toString(),
              name.line(),
              "baseline `" + name.text() + "` is already in `" + other + "`"));
    }
  }

  /** In order of names, so that problems come in one order on every machine. */
  private List<Path> files(Path directory) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory, BaselineLoader::isBaseline)) {
      entries.forEach(files::add);
    } catch (IOException e) {
      report(directory, Files.isDirectory(directory) ? reason(e) : "there is no such directory");
    }
    files.sort(Comparator.comparing(file -> file.getFileName().toString()));
    refuseBelow(directory);
    return files;
  }

  /** What a baseline forbids would be lost without a word if nobody read it. */
  private void refuseBelow(Path directory) {
    try (Stream<Path> tree = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      tree.filter(file -> !directory.equals(file.getParent()))
          .filter(BaselineLoader::isBaseline)
          .filter(file -> !isHidden(directory.relativize(file)))
          .sorted()
          .forEach(
              file -> report(file, "baselines stand in `" + directory + "` itself: move it there"));
    } catch (IOException | UncheckedIOException e) {
      if (problems.isEmpty()) {
        report(directory, "cannot be searched for baselines: " + e.getMessage());
      }
    }
  }

  private static boolean isHidden(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .anyMatch(name -> name.toString().startsWith("."));
  }

  private static boolean isBaseline(Path file) {
    String name = file.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && (lower.endsWith(".yml") || lower.endsWith(".yaml"))
        && (Files.isRegularFile(file) || Files.notExists(file));
  }

  private void report(Path file, String message) {
    problems.add(new BaselineProblem(file.toString(), 1, message));
  }

  /** Text of a file, or in words why there is none. */
  record FileText(Optional<String> text, String reason) {}

  private static FileText readText(Path file) {
    try {
      return new FileText(Optional.of(Files.readString(file)), "");
    } catch (IOException e) {
      return new FileText(Optional.empty(), reason(e));
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return e instanceof CharacterCodingException
        ? "is not UTF-8 text; save it as UTF-8"
        : "cannot be read: " + IoReason.of(e);
  }
}
