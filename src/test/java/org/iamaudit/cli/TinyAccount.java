package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.iamaudit.run.AuditRun;
import org.iamaudit.run.RunLock;

/**
 * A copy of the complete snapshot of four principals, for a test to spoil, with a baseline and what
 * the real pipeline says of it. Unspoilt, its audit is complete: exit code 0.
 */
final class TinyAccount implements AutoCloseable {
  static final String DETAILS = "account-authorization-details.json";
  static final String ID = "111122223333";

  private static final Path COMPLETE = Path.of("src/test/resources/snapshot/complete");
  private static final ObjectMapper JSON = new ObjectMapper();

  final Path snapshot;
  final Path baselines;
  final Path out;
  private final Path directory;
  private final TestShell shell = new TestShell().auditing(AuditRun::run);

  TinyAccount(Path directory) throws IOException {
    this.directory = directory;
    snapshot = directory.resolve("snapshot");
    baselines = Files.createDirectory(directory.resolve("baselines"));
    out = directory.resolve("out");
    copy(COMPLETE, snapshot);
    Files.delete(snapshot.resolve("snapshot.json")); // its hashes and its gap
    baseline(
        "staff.yml",
        """
        baseline: staff
        owner: staff@example.com
        applies-to: [{user: alice}]
        requires: [{Action: s3:GetObject, Resource: "*"}]
        """);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  Path baseline(String file, String yaml) throws IOException {
    return Files.writeString(baselines.resolve(file), yaml);
  }

  /** A configuration of the account, with more keys. */
  Path configuration(String more) throws IOException {
    return Files.writeString(
        directory.resolve("iamaudit.yml"),
        """
        accounts: [{id: "%s", snapshot: snapshot}]
        baselines: baselines
        reports: out
        """
                .formatted(ID)
            + more);
  }

  /** Replaces text that must be there, everywhere. */
  void replace(Path file, String old, String with) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, with));
  }

  /** Changes the file that every snapshot has. */
  void details(Consumer<ObjectNode> change) throws IOException {
    Path file = snapshot.resolve(DETAILS);
    ObjectNode details = (ObjectNode) JSON.readTree(file.toFile());
    change.accept(details);
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), details);
  }

  /** Gives a user of that index an inline policy; the document is JSON or any other text. */
  void inlinePolicy(int user, String name, JsonNode document) throws IOException {
    details(
        details -> {
          ObjectNode entity = (ObjectNode) details.get("UserDetailList").get(user);
          ArrayNode policies = entity.withArray("UserPolicyList");
          policies.addObject().put("PolicyName", name).set("PolicyDocument", document);
        });
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  /** Audits the snapshot against the baselines. */
  int audit(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "run",
                "--snapshot",
                snapshot.toString(),
                "--baselines",
                baselines.toString(),
                "--out",
                out.toString(),
                "--as-of",
                "2026-09-01T00:00:00Z"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  /** Runs any command. */
  int run(String... args) {
    shell.out.reset();
    shell.err.reset();
    return shell.run(args);
  }

  String stdout() {
    return shell.out();
  }

  String stderr() {
    return shell.err();
  }

  /** The lines that say why a command failed, without their mark. */
  List<String> errors() {
    assertThat(stderr())
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .doesNotContain("\u0000");
    return stderr()
        .lines()
        .filter(line -> line.startsWith("error: "))
        .map(line -> line.substring("error: ".length()))
        .toList();
  }

  /** Nothing but the lock file, which stays behind empty. */
  void assertNothingWritten() throws IOException {
    assertThat(stdout()).isEmpty();
    if (Files.isDirectory(out)) {
      assertThat(written()).allMatch(path -> path.endsWith(RunLock.FILE));
    }
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.toList();
    }
  }

  /** The only evidence package; nothing but the lock file lies beside it. */
  Path file(String suffix) throws IOException {
    List<Path> folders = written().stream().filter(path -> !path.endsWith(RunLock.FILE)).toList();
    assertThat(folders).hasSize(1);
    try (Stream<Path> files = Files.list(folders.get(0))) {
      return files.filter(path -> path.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  /** {@code findings.json} of the only package. */
  JsonNode findings() throws IOException {
    return JSON.readTree(file("findings.json").toFile());
  }

  /** {@code manifest.json} of the only package. */
  JsonNode manifest() throws IOException {
    return JSON.readTree(file("manifest.json").toFile());
  }

  /** The workbook of the only package. */
  XSSFWorkbook workbook() throws IOException {
    try (InputStream in = Files.newInputStream(file(".xlsx"))) {
      return new XSSFWorkbook(in); // of a file, it would be written back on closing
    }
  }

  @Override
  public void close() {
    shell.close();
  }
}
