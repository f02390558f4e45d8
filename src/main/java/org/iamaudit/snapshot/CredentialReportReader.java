package org.iamaudit.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;
import org.iamaudit.policy.Quoted;

/**
 * Reads the credential report, by the names of its columns (IAM User Guide, "Get credential reports
 * for your AWS account"; read 2026-11). Columns may be added, as {@code
 * additional_credentials_info} was.
 */
final class CredentialReportReader {
  /** The answer of {@code aws iam get-credential-report}, where nobody has decoded it. */
  static final String JSON_FILE = "credential-report.json";

  private static final List<String> COLUMNS =
      List.of(
          "user",
          "arn",
          "user_creation_time",
          "password_enabled",
          "password_last_used",
          "password_last_changed",
          "password_next_rotation",
          "mfa_active",
          "access_key_1_active",
          "access_key_1_last_rotated",
          "access_key_1_last_used_date",
          "access_key_1_last_used_region",
          "access_key_1_last_used_service",
          "access_key_2_active",
          "access_key_2_last_rotated",
          "access_key_2_last_used_date",
          "access_key_2_last_used_region",
          "access_key_2_last_used_service",
          "cert_1_active",
          "cert_1_last_rotated",
          "cert_2_active",
          "cert_2_last_rotated");

  private final String file;
  private final AccountId account;
  private final Map<String, Integer> columns = new HashMap<>();
  private final Set<String> users = new HashSet<>();

  private CredentialReportReader(String file, AccountId account) {
    this.file = file;
    this.account = account;
  }

  static CredentialReport readCsv(InputStream in, AccountId account) throws IOException {
    String file = SnapshotFile.CREDENTIAL_REPORT.fileName();
    return new CredentialReport(
        Optional.empty(),
        new CredentialReportReader(file, account).rows(Utf16.asUtf8(in).readAllBytes()));
  }

  static CredentialReport readJson(InputStream in, AccountId account) throws IOException {
    return JsonInput.read(
        JSON_FILE,
        in,
        json -> {
          String[] content = {""};
          List<Instant> generated = new ArrayList<>();
          json.object(
              field -> {
                switch (field) {
                  case "Content" -> content[0] = json.text();
                  case "GeneratedTime" -> json.time().ifPresent(generated::add);
                  default -> json.skip();
                }
              });
          return new CredentialReport(
              generated.stream().findFirst(),
              new CredentialReportReader(JSON_FILE, account).rows(decode(json, content[0])));
        });
  }

  private static byte[] decode(JsonInput json, String content) {
    try {
      return Base64.getDecoder().decode(content.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw json.error("`Content` is not Base64");
    }
  }

  private List<CredentialReport.Row> rows(byte[] bytes) {
    List<Csv.Row> rows = Csv.parse(file, text(bytes));
    if (rows.isEmpty()) {
      throw SnapshotException.of(file, "expected a header line, found an empty file");
    }
    header(rows.get(0));
    return rows.subList(1, rows.size()).stream()
        .filter(row -> !row.cells().equals(List.of("")))
        .map(this::row)
        .toList();
  }

  private String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw SnapshotException.of(file, "not UTF-8 text; save it as UTF-8", e);
    }
  }

  private void header(Csv.Row header) {
    for (String name : header.cells()) {
      if (columns.put(name.strip(), columns.size()) != null) {
        throw SnapshotException.at(file, header.line(), "column " + Quoted.of(name) + " twice");
      }
    }
    List<String> missing = COLUMNS.stream().filter(c -> !columns.containsKey(c)).toList();
    if (!missing.isEmpty()) {
      throw SnapshotException.at(
          file,
          header.line(),
          "the header lacks "
              + String.join(", ", missing.stream().map(Quoted::of).toList())
              + "; expected the content of `aws iam get-credential-report`, decoded");
    }
  }

  private CredentialReport.Row row(Csv.Row row) {
    if (row.cells().size() != columns.size()) {
      throw SnapshotException.at(
          file, row.line(), "expected " + columns.size() + " cells, found " + row.cells().size());
    }
    CredentialReportRow cells = new CredentialReportRow(file, row, columns);
    String arn = cells.text("arn");
    if (!Arn.parse(arn).map(Arn::account).equals(Optional.of(account.digits()))) {
      throw cells.error(
          "arn", "expected an ARN of account " + account + ", whose details were read");
    }
    if (!arn.endsWith(cells.isRoot() ? ":root" : "/" + cells.text("user"))) {
      throw cells.error("arn", "expected the ARN of " + Quoted.of(cells.text("user")));
    }
    if (!users.add(arn)) {
      throw cells.error("arn", "expected one row a user");
    }
    return new CredentialReport.Row(
        cells.text("user"),
        arn,
        cells.time("user_creation_time"),
        cells.flag("password_enabled"),
        cells.lastUse("password_last_used"),
        cells.time("password_last_changed"),
        cells.flag("mfa_active"),
        List.of(cells.accessKey(1), cells.accessKey(2)),
        List.of(cells.certificate(1), cells.certificate(2)),
        cells.hasMore());
  }
}
