package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Input that can be read in part: the rest is audited as if nothing had happened, what could not be
 * read is said on the cover, and nobody whom it touches passes.
 */
class PartialInputIT {
  private static final int DONE = 0;
  private static final int FINDINGS = 3;
  private static final int INCOMPLETE = 4;
  private static final int ALICE = 0;
  private static final int BOB = 1;

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

  @Test
  void theUnspoiltAccountIsComplete() throws Exception {
    assertThat(account.audit()).as(account.stderr()).isEqualTo(DONE);
    assertThat(account.findings().at("/accounts/0/result").asText()).isEqualTo("COMPLETE");
    assertThat(account.findings().get("gaps")).isEmpty();
    assertThat(results()).containsEntry("alice", "FAIL");
  }

  /** Unknown elements, wrong types, keys given twice: AWS would have refused each of these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Acton": "s3:*", "Resource": "*"}]} | unknown element `Acton`
          {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": 7, "Resource": "*"}]} | Statement[0].Action
          {"Version": "2012-10-17", "Statement": "everything"} | Statement
          {"Version": "2012-10-17", "Statement": [{"Effect": "Maybe", "Action": "s3:*", "Resource": "*"}]} | `Maybe`
          {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": {"a": 1}}]} | Statement[0].Resource
          """)
  void policyThatCannotBeRead(String document, String reason) throws Exception {
    account.inlinePolicy(BOB, "broken", TinyAccount.json(document));
    assertBobIsNotEvaluated("broken", reason);
  }

  @Test
  void duplicateKeyInAnEncodedPolicy() throws Exception {
    String text =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
         "Action": "s3:GetObject", "Action": "s3:*", "Resource": "*"}]}
        """;
    String encoded =
        URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"); // as IAM does
    account.inlinePolicy(BOB, "twice", TextNode.valueOf(encoded));
    assertBobIsNotEvaluated("twice", "`Action` occurs twice");
  }

  @Test
  void attachedPolicyThatIsNotInTheFile() throws Exception {
    String arn = "arn:aws:iam::111122223333:policy/Gone";
    account.details(
        details ->
            details
                .get("UserDetailList")
                .get(BOB)
                .<ArrayNode>withArray("AttachedManagedPolicies")
                .addObject()
                .put("PolicyName", "Gone")
                .put("PolicyArn", arn));
    assertBobIsNotEvaluated(arn, "attached policy `" + arn + "` is not in " + TinyAccount.DETAILS);
  }

  @Test
  void groupThatIsNotInTheFile() throws Exception {
    account.details(
        details ->
            ((ObjectNode) details.get("UserDetailList").get(BOB))
                .<ArrayNode>withArray("GroupList")
                .add("ghosts"));
    assertBobIsNotEvaluated("ghosts", "group `ghosts` is not in " + TinyAccount.DETAILS);
  }

  @Test
  void boundaryThatIsNotInTheFile() throws Exception {
    String arn = "arn:aws:iam::111122223333:policy/Gone";
    account.details(
        details ->
            ((ObjectNode) details.get("UserDetailList").get(BOB))
                .putObject("PermissionsBoundary")
                .put("PermissionsBoundaryType", "Policy")
                .put("PermissionsBoundaryArn", arn));
    assertBobIsNotEvaluated(arn, "permissions boundary `" + arn + "` is not in");
  }

  /** Bob has a baseline and would pass, were it not for what could not be read of him. */
  private void assertBobIsNotEvaluated(String subject, String reason) throws Exception {
    account.baseline(
        "bob.yml",
        """
        baseline: bob
        owner: staff@example.com
        applies-to: [{user: bob}]
        """);
    assertThat(account.audit("--fail-on", "info")).as(account.stderr()).isEqualTo(INCOMPLETE);
    assertThat(account.errors()).isEmpty();
    JsonNode findings = account.findings();
    assertThat(findings.at("/accounts/0/result").asText()).isEqualTo("PARTIAL");
    assertThat(findings.at("/principals/notEvaluated").asInt()).isEqualTo(1);
    assertThat(findings.get("gaps")).hasSize(1);
    assertThat(findings.at("/gaps/0/kind").asText()).isEqualTo("UNREADABLE");
    assertThat(findings.at("/gaps/0/subject").asText()).contains("user/bob", subject);
    assertThat(findings.at("/gaps/0/reason").asText()).contains(reason);
    assertThat(codes("alice")).as("the rest is audited").contains("BAS-009", "USE-002");
    assertThat(codes("worker")).contains("BAS-004");
    assertThat(results()).containsEntry("bob", "NOT_EVALUATED").containsEntry("alice", "FAIL");
    try (XSSFWorkbook workbook = account.workbook()) {
      assertThat(texts(workbook.getSheet("Cover")))
          .anyMatch(text -> text.startsWith("PARTIAL"))
          .anyMatch(text -> text.contains(subject))
          .anyMatch(text -> text.contains(reason));
    }
  }

  private List<String> codes(String principal) throws IOException {
    List<String> codes = new ArrayList<>();
    for (JsonNode finding : account.findings().get("findings")) {
      if (finding.at("/principal/name").asText().equals(principal)) {
        codes.add(finding.get("code").asText());
      }
    }
    return codes;
  }

  /** Names and results on the sheet of principals. */
  private Map<String, String> results() throws Exception {
    Map<String, String> results = new LinkedHashMap<>();
    try (XSSFWorkbook workbook = account.workbook()) {
      int name = -1;
      int result = -1;
      for (Row row : workbook.getSheet("Principals")) {
        for (Cell cell : row) {
          String text = cell.toString();
          name = name < 0 && text.equals("Name") ? cell.getColumnIndex() : name;
          result = result < 0 && text.equals("Result") ? cell.getColumnIndex() : result;
        }
        if (name >= 0 && row.getCell(name) != null) {
          results.put(row.getCell(name).toString(), row.getCell(result).toString());
        }
      }
    }
    return results;
  }

  private static List<String> texts(Sheet sheet) {
    List<String> texts = new ArrayList<>();
    for (Row row : sheet) {
      row.forEach(cell -> texts.add(cell.toString()));
    }
    return texts;
  }

  @Test
  void baselineThatMatchesNobody() throws Exception {
    account.baseline(
        "nobody.yml",
        """
        baseline: nobody
        owner: staff@example.com
        applies-to: [{user: alcie}]
        """);
    assertThat(account.audit()).isEqualTo(DONE);
    assertThat(account.stdout()).contains("BAS-008");
    JsonNode finding = null;
    for (JsonNode each : account.findings().get("findings")) {
      finding = each.get("code").asText().equals("BAS-008") ? each : finding;
    }
    assertThat(finding).isNotNull();
    assertThat(finding.at("/principal/name").asText()).isEqualTo("nobody");
    assertThat(finding.get("title").asText()).contains("matches no user and no role");
    assertThat(account.audit("--fail-on", "info")).isEqualTo(FINDINGS);
  }

  /** IAM allows `=`, `+`, `-` and `@` first in names and tags; spreadsheets run formulas so. */
  @Test
  void textThatLooksLikeAFormulaStaysText() throws Exception {
    Path details = account.snapshot.resolve(TinyAccount.DETAILS);
    account.replace(details, "\"UserName\": \"bob\"", "\"UserName\": \"=1+1\"");
    account.replace(details, "user/bob", "user/=1+1");
    account.replace(account.snapshot.resolve("credential-report.csv"), "user/bob", "user/=1+1");
    account.replace(account.snapshot.resolve("credential-report.csv"), "\nbob,", "\n=1+1,");
    account.replace(
        account.snapshot.resolve("service-last-accessed.jsonl"), "user/bob", "user/=1+1");
    account.inlinePolicy(
        BOB,
        "=sum(a1)",
        TinyAccount.json(
            """
            {"Version": "2012-10-17",
             "Statement": {"Sid": "A", "Effect": "Allow", "Action": "sqs:*", "Resource": "*"}}
            """));
    account.inlinePolicy(
        ALICE,
        "@cmd",
        TinyAccount.json(
            """
            {"Version": "2012-10-17",
             "Statement": {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}}
            """));
    account.details(
        json ->
            ((ArrayNode) json.get("UserDetailList").get(BOB).get("Tags"))
                .addObject()
                .put("Key", "=team")
                .put("Value", "=HYPERLINK(\"http://example.com\")"));
    account.baseline(
        "formula.yml",
        """
        baseline: "=1*1"
        owner: "=me@example.com"
        applies-to: [{user: "=1+1"}]
        """);
    assertThat(account.audit()).as(account.stderr()).isEqualTo(DONE);
    TreeSet<String> shown = new TreeSet<>();
    try (XSSFWorkbook workbook = account.workbook()) {
      for (Sheet sheet : workbook) {
        for (Row row : sheet) {
          for (Cell cell : row) {
            // The live check of Reconciliation is ours, and counts: it holds no text of the
            // account.
            boolean ours = sheet.getSheetName().equals("Reconciliation");
            assertThat(!ours && cell.getCellType() == CellType.FORMULA)
                .as("%s!%s is a formula", sheet.getSheetName(), cell.getAddress())
                .isFalse();
            boolean risky = cell.toString().matches("(?s)[=+@-].*");
            if (risky && cell.getCellType() == CellType.STRING) {
              assertThat(cell.getCellStyle().getQuotePrefixed())
                  .as("%s!%s: %s", sheet.getSheetName(), cell.getAddress(), cell)
                  .isTrue();
              shown.add(cell.toString());
            }
          }
        }
      }
    }
    assertThat(shown).contains("=1+1", "=sum(a1)", "=1*1");
  }
}
