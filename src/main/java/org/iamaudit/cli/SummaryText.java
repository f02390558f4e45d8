package org.iamaudit.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.iamaudit.cli.TextTable.Cell;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.finding.Severity;
import org.iamaudit.run.AuditOutcome;
import org.iamaudit.snapshot.Gap;

/** A run on one screen: accounts, open findings, gaps, and last of all where the workbook lies. */
final class SummaryText {
  private static final int MOST_GAPS = 8;
  private static final String RED = "\033[31m";
  private static final String YELLOW = "\033[33m";
  private static final String BOLD = "\033[1m";
  private static final String PLAIN = "\033[0m";

  private final boolean colour;

  SummaryText(boolean colour) {
    this.colour = colour;
  }

  /** The text, with its line breaks. */
  String of(AuditOutcome outcome) {
    AuditResult result = outcome.result();
    StringBuilder out = new StringBuilder();
    out.append("IAM audit as of ").append(result.asOf()).append("\n\n");
    out.append(accounts(result));
    String types = types(result);
    out.append(types.isEmpty() ? "\nno open findings\n" : "\n" + types);
    out.append(gaps(result));
    out.append(
        outcome.alreadyThere()
            ? "\nnothing new: an earlier run of the same inputs wrote the workbook\n"
            : "\nworkbook\n");
    return out.append(shown(outcome.workbook())).append('\n').toString();
  }

  private String accounts(AuditResult result) {
    TextTable table = new TextTable();
    List<Cell> head = new ArrayList<>();
    head.add(title(Cell.left("ACCOUNT")));
    head.add(title(Cell.right("PRINCIPALS")));
    head.add(title(Cell.right("WITH FINDINGS")));
    for (Severity severity : Severity.values()) {
      head.add(title(Cell.right(severity.name())));
    }
    table.add(head);
    for (AccountResult account : result.accounts()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.left(label(account)));
      row.add(number(account.principals().size()));
      row.add(number(account.principals().stream().filter(p -> p.findingCount() > 0).count()));
      for (Severity severity : Severity.values()) {
        row.add(
            count(severity, open(account).stream().filter(f -> f.severity() == severity).count()));
      }
      table.add(row);
    }
    return table.text();
  }

  private String types(AuditResult result) {
    TextTable table = new TextTable();
    List<Finding> open = result.accounts().stream().flatMap(a -> open(a).stream()).toList();
    for (FindingType type : FindingType.values()) {
      long count = open.stream().filter(finding -> finding.type() == type).count();
      if (count > 0) {
        table.add(List.of(Cell.left(type.code()), number(count), Cell.left(type.meaning())));
      }
    }
    return table.text();
  }

  private String gaps(AuditResult result) {
    List<String> lines = new ArrayList<>();
    for (NotAudited account : result.notAudited()) {
      lines.add(account.label() + ": not audited: " + account.reason());
    }
    for (AccountResult account : result.accounts()) {
      for (Gap gap : account.gaps()) {
        lines.add(label(account) + ": " + gap.subject() + ": " + gap.reason());
      }
    }
    if (lines.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("\n");
    out.append(paint(YELLOW, lines.size() == 1 ? "1 gap" : lines.size() + " gaps"));
    out.append(": not everything could be read, see the sheet Scope\n");
    lines.stream().limit(MOST_GAPS).forEach(l -> out.append("  " + Printable.line(l) + "\n"));
    if (lines.size() > MOST_GAPS) {
      out.append("  and " + (lines.size() - MOST_GAPS) + " more\n");
    }
    return out.toString();
  }

  private static List<Finding> open(AccountResult account) {
    return account.findings().stream().filter(Finding::isOpen).toList();
  }

  private static String label(AccountResult account) {
    String id = account.snapshot().account().digits();
    return account.name().equals(id) ? id : account.name() + " " + id;
  }

  private Cell title(Cell cell) {
    return colour ? cell.painted(BOLD, PLAIN) : cell;
  }

  private static Cell number(long value) {
    return Cell.right(String.format(Locale.ROOT, "%,d", value));
  }

  private Cell count(Severity severity, long value) {
    Cell plain = number(value);
    if (!colour || value == 0) {
      return plain;
    }
    return switch (severity) {
      case CRITICAL, HIGH -> plain.painted(RED, PLAIN);
      case MEDIUM -> plain.painted(YELLOW, PLAIN);
      case LOW, INFO -> plain;
    };
  }

  private String paint(String code, String text) {
    return colour ? code + text + PLAIN : text;
  }

  /** From the working directory where it lies below it, for it is then shorter and still true. */
  private static String shown(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath().normalize();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
  }
}
