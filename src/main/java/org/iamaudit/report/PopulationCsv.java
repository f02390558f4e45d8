package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.Principal;

/** {@code population.csv}: everyone that was evaluated, those without findings too. */
final class PopulationCsv {
  static final String FILE = "population.csv";

  private static final List<String> HEADER =
      List.of(
          "account_id",
          "account_name",
          "kind",
          "name",
          "arn",
          "unique_id",
          "path",
          "owner",
          "created",
          "baselines",
          "privilege_tier",
          "open_findings",
          "result",
          "not_evaluated_because");

  private PopulationCsv() {}

  static FileEntry.Cells write(AuditResult result, Path file) throws IOException {
    try (CsvFile out = new CsvFile("population", file, HEADER)) {
      for (AccountResult account : result.accounts()) {
        CsvRows rows = new CsvRows(HEADER.size());
        account(rows, account, new Unjudged(result, account));
        out.add(rows);
      }
      return out.cells();
    }
  }

  private static void account(CsvRows out, AccountResult account, Unjudged unjudged) {
    root(out, account, unjudged);
    for (PrincipalResult result : account.principals()) {
      Principal principal = result.principal();
      begin(out, account, principal.kind(), principal.name(), principal.arn());
      out.value(principal.id()).value(principal.path()).value(Owner.of(principal));
      out.value(principal.created()).value(String.join(" ", result.baselines()));
      out.value(result.tier()).value(result.findingCount()).value(unjudged.verdict(result));
      end(out, unjudged.verdict(result), unjudged.reasons(result));
    }
    for (IamGroup group : account.snapshot().groups().values()) {
      begin(out, account, "group", group.name(), group.arn());
      out.value(group.id()).value(group.path()).value("").value(group.created()).value("");
      String verdict = unjudged.verdict(group);
      out.value("").value(unjudged.open(group.arn())).value(verdict);
      end(out, verdict, unjudged.reasons(group));
    }
  }

  private static void root(CsvRows out, AccountResult account, Unjudged unjudged) {
    String arn = Unjudged.root(account.snapshot());
    begin(out, account, "root", "root", arn);
    out.value("").value("/").value("");
    out.value(PrincipalsSheet.root(account.snapshot()).flatMap(CredentialReport.Row::userCreated));
    out.value("").value("ADMIN").value(unjudged.open(arn)).value(unjudged.rootVerdict());
    end(out, unjudged.rootVerdict(), unjudged.rootReasons());
  }

  private static void end(CsvRows out, String verdict, List<String> reasons) {
    out.value(verdict.equals("NOT_EVALUATED") ? String.join("; ", reasons) : "").endRow();
  }

  private static void begin(
      CsvRows out, AccountResult account, String kind, String name, String arn) {
    out.value(account.snapshot().account().digits()).value(account.name());
    out.value(kind).value(name).value(arn);
  }
}
