package org.iamaudit.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Input that stops a run: one line that names the file, the place and the remedy, the exit code of
 * whose fault it is (1 the snapshot, 2 what people wrote for us), and nothing written. What the
 * single readers say in each case is tested with them.
 */
class BadInputTest {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @TempDir Path directory;

  private TinyAccount account;

  @BeforeEach
  void copyTheAccount() throws IOException {
    account = new TinyAccount(directory);
  }

  @AfterEach
  void giveTheLogBack() {
    account.close();
  }

  private void assertRefused(int expected, int code, String... inOneLine) throws IOException {
    assertThat(code).as(account.stderr()).isEqualTo(expected);
    assertThat(account.errors()).hasSize(1);
    assertThat(account.errors().get(0)).contains(inOneLine);
    account.assertNothingWritten();
  }

  @ParameterizedTest
  @ValueSource(strings = {TinyAccount.DETAILS, "organization.json", "account-summary.json"})
  void truncatedJson(String file) throws Exception {
    Path path = account.snapshot.resolve(file);
    String text = Files.readString(path);
    Files.writeString(path, text.substring(0, text.length() / 2));
    assertRefused(
        FAILED,
        account.audit(),
        account.snapshot.toString(),
        "`" + file + "` line ",
        " column ",
        "the JSON ends too early; it was cut off, collect it again");
  }

  @Test
  void truncatedCredentialReport() throws Exception {
    Path path = account.snapshot.resolve("credential-report.csv");
    String text = Files.readString(path);
    Files.writeString(path, text.substring(0, text.lastIndexOf(",N/A")));
    assertRefused(
        FAILED, account.audit(), account.snapshot.toString(), "`credential-report.csv` line 4");
  }

  @Test
  void duplicateKeyInTheSnapshot() throws Exception {
    account.replace(
        account.snapshot.resolve(TinyAccount.DETAILS),
        "\"UserName\": \"alice\",",
        "\"UserName\": \"alice\", \"UserName\": \"bob\",");
    assertRefused(
        FAILED,
        account.audit(),
        account.snapshot.toString(),
        "`" + TinyAccount.DETAILS + "` line 5",
        "`UserDetailList[0]",
        "UserName");
  }

  @Test
  void duplicateKeyInABaseline() throws Exception {
    Path file =
        account.baseline(
            "twice.yml",
            """
            baseline: twice
            owner: one@example.com
            owner: two@example.com
            applies-to: [{user: bob}]
            """);
    assertRefused(WRONG_USAGE, account.audit(), file + ":3: `owner` occurs twice");
  }

  @Test
  void duplicateKeyInTheConfiguration() throws Exception {
    Path file = account.configuration("reports: elsewhere\n");
    assertRefused(
        WRONG_USAGE, account.run("run", "--config", file.toString()), file + ":4: ", "`reports`");
  }

  @Test
  void duplicateNameOfABaseline() throws Exception {
    Path file =
        account.baseline(
            "zz.yml",
            """
            baseline: staff
            owner: other@example.com
            applies-to: [{user: bob}]
            """);
    assertRefused(
        WRONG_USAGE,
        account.audit(),
        file + ":1: baseline `staff` is already in `" + account.baselines.resolve("staff.yml"));
  }

  @ParameterizedTest
  @CsvSource({"usr: alice, user", "rloe: worker, role", "grup: admins, group", "tags: x, tag"})
  void selectorWithATypo(String selector, String nearest) throws Exception {
    Path file =
        account.baseline(
            "typo.yml",
            """
            baseline: typo
            owner: other@example.com
            applies-to:
              - %s
            """
                .formatted(selector));
    assertRefused(
        WRONG_USAGE,
        account.audit(),
        file + ":4: unknown selector `",
        "(did you mean `" + nearest + "`?)");
  }

  @Test
  void everyMistakeInBaselinesIsALineOfItsOwn() throws Exception {
    account.baseline("a.yml", "baseline: a\nowner: o@example.com\napplies-to: [{usr: bob}]\n");
    account.baseline("b.yml", "baseline: b\nowner: o@example.com\napplies-to: []\n");
    assertThat(account.audit()).isEqualTo(WRONG_USAGE);
    assertThat(account.errors()).hasSize(2);
    account.assertNothingWritten();
  }

  @Test
  void cronThatNeverFires() throws Exception {
    Path file = account.configuration(schedule("0 0 6 30 2 ?", "Europe/Berlin"));
    for (String command : List.of("run", "daemon")) {
      assertRefused(
          WRONG_USAGE,
          account.run(command, "--config", file.toString()),
          file + ":6: ",
          "`0 0 6 30 2 ?` never fires from now on; check day, month and year");
    }
  }

  @Test
  void unknownZone() throws Exception {
    Path file = account.configuration(schedule("0 0 6 1 * ?", "Europe/Berlni"));
    for (String command : List.of("run", "daemon")) {
      assertRefused(
          WRONG_USAGE,
          account.run(command, "--config", file.toString()),
          file + ":7: ",
          "`Europe/Berlni`",
          "(did you mean `Europe/Berlin`?)");
    }
  }

  private static String schedule(String cron, String zone) {
    return """
    schedules:
      - name: monthly
        cron: "%s"
        zone: %s
    """
        .formatted(cron, zone);
  }

  @Test
  void outputDirectoryWhereAFileStands() throws Exception {
    Files.writeString(account.out, "kept");
    assertRefused(FAILED, account.audit(), "`" + account.out, "a file of that name");
    assertThat(account.out).hasContent("kept");
  }

  @Test
  void outputDirectoryOfTheConfigurationWhereAFileStands() throws Exception {
    Path file = account.configuration("");
    Files.writeString(account.out, "kept");
    assertRefused(
        FAILED,
        account.run("run", "--config", file.toString()),
        "cannot write `" + account.out,
        "`" + account.out + "` is in the way");
    assertThat(account.out).hasContent("kept");
  }

  @Test
  void accountWithoutPrincipals() throws Exception {
    account.details(
        details -> {
          ((ArrayNode) details.get("UserDetailList")).removeAll();
          ((ArrayNode) details.get("RoleDetailList")).removeAll();
        });
    assertRefused(
        FAILED,
        account.audit(),
        account.snapshot.toString(),
        "`" + TinyAccount.DETAILS + "`: empty account",
        "collect it again");
  }

  @Test
  void twoAccountsInOneSnapshot() throws Exception {
    account.replace(
        account.snapshot.resolve(TinyAccount.DETAILS),
        "arn:aws:iam::111122223333:user/bob",
        "arn:aws:iam::222233334444:user/bob");
    assertRefused(
        FAILED,
        account.audit(),
        account.snapshot.toString(),
        "`" + TinyAccount.DETAILS + "` line ",
        "`UserDetailList[1]",
        "ARNs of two accounts",
        "a snapshot holds one account");
  }

  @Test
  void snapshotOfAnotherAccountThanTheConfigurationSays() throws Exception {
    Path file = account.configuration("");
    account.replace(file, TinyAccount.ID, "222233334444");
    assertRefused(
        WRONG_USAGE,
        account.run("run", "--config", file.toString()),
        "`" + account.snapshot + "` holds account `111122223333`",
        "the configuration expects `222233334444`; correct the id or the directory");
  }

  @Test
  void directoriesThatAreNotThere() throws Exception {
    String nowhere = directory.resolve("nowhere").toString();
    assertRefused(
        WRONG_USAGE,
        account.run("run", "--snapshot", nowhere, "--out", account.out.toString()),
        "--snapshot names no directory: `" + nowhere + "`");
    assertRefused(
        WRONG_USAGE,
        account.run("run", "--snapshot", account.snapshot.toString(), "--baselines", nowhere),
        "--baselines names no directory: `" + nowhere + "`");
    Path file = account.configuration("");
    account.replace(file, "snapshot: snapshot", "snapshot: nowhere");
    assertRefused(
        WRONG_USAGE,
        account.run("run", "--config", file.toString()),
        file + ":1: ",
        "no directory `" + nowhere + "`");
  }

  @Test
  void directoryWithoutTheFileThatIsNeeded() throws Exception {
    Files.delete(account.snapshot.resolve(TinyAccount.DETAILS));
    assertRefused(
        FAILED,
        account.audit(),
        "`" + TinyAccount.DETAILS + "`: no such file in `" + account.snapshot + "`",
        "make it with `aws iam get-account-authorization-details`");
  }

  @Test
  void baselinesWithoutAnyFile() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Files.delete(account.baselines.resolve("staff.yml"));
    assertRefused(
        WRONG_USAGE,
        account.audit(),
        account.baselines.toString(),
        "there is no baseline here, no `*.yml` and no `*.yaml`");
    assertThat(empty).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"organization.json", "credential-report.csv"})
  void textOfAnotherCharacterSet(String file) throws Exception {
    Path path = account.snapshot.resolve(file);
    String text = Files.readString(path);
    int name = text.indexOf("alice") < 0 ? text.indexOf("Root") : text.indexOf("alice");
    Files.write(path, (text.substring(0, name) + "ü" + text.substring(name)).getBytes(ISO_8859_1));
    assertRefused(FAILED, account.audit(), "`" + file + "`", "not UTF-8 text; save it as UTF-8");
  }

  @Test
  void optionThatIsNoPath() throws Exception {
    assertRefused(
        WRONG_USAGE,
        account.run("run", "--snapshot", "a\0b"),
        "--snapshot",
        "is not a path; see `iamaudit run --help`");
  }
}
