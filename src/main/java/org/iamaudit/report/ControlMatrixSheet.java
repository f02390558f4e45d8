package org.iamaudit.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.report.ControlMapping.Control;

/**
 * A row for each control of a framework that a finding speaks of, once as its primary and once as a
 * supporting one: how many items the rules looked at, and how they came out.
 */
final class ControlMatrixSheet {
  private static final List<Column> COLUMNS =
      List.of(
          Column.id("Framework", 20),
          Column.id("Version", 9),
          Column.id("Control ID", 34),
          Column.wrap("Summary", 60),
          Column.wrap("Finding codes", 28),
          Column.text("Mapping strength", 13),
          Column.number("Items evaluated", 11),
          Column.number("Passed", 9),
          Column.number("Failed", 9),
          Column.number("Excepted", 10),
          Column.number("Not evaluated", 11),
          Column.text("Result", 15),
          Column.id("Link to findings", 18));

  private final Rendering rendering;
  private final SheetWriter out;
  private final Populations populations;
  private final Map<FindingType, Set<String>> failed = new HashMap<>();
  private final Map<FindingType, Set<String>> excepted = new HashMap<>();
  private final Map<FindingType, String> first = new HashMap<>();

  private ControlMatrixSheet(Rendering rendering, SheetWriter out) {
    this.rendering = rendering;
    this.out = out;
    this.populations = new Populations(rendering.result());
    for (Rendering.Located located : rendering.findings()) {
      Finding finding = located.finding();
      boolean open = finding.isOpen();
      (open ? failed : excepted)
          .computeIfAbsent(finding.type(), t -> new HashSet<>())
          .add(Populations.item(finding));
      if (open) {
        first.putIfAbsent(finding.type(), finding.id());
      }
    }
  }

  static void write(Rendering rendering) {
    Highlights highlights =
        new Highlights()
            .bad("Result", "FAIL")
            .good("Result", "PASS")
            .doubtful("Result", "NOT_EVALUATED");
    SheetWriter writer =
        new SheetWriter(
            rendering.book(),
            "Control matrix",
            "controls of the chosen frameworks, and what was found",
            COLUMNS,
            highlights);
    ControlMatrixSheet sheet = new ControlMatrixSheet(rendering, writer);
    for (String name : rendering.result().frameworks()) {
      ControlMapping mapping = ControlMapping.of(name);
      for (Control control : mapping.controls()) {
        sheet.row(mapping, control, "PRIMARY", control.primary());
        sheet.row(mapping, control, "SUPPORTING", control.supporting());
      }
    }
    writer.end();
  }

  /** Codes of findings that this version does not make say nothing, so they are left out. */
  private void row(ControlMapping mapping, Control control, String strength, List<String> codes) {
    List<FindingType> types =
        Stream.of(FindingType.values()).filter(t -> codes.contains(t.code())).toList();
    if (types.isEmpty()) {
      return;
    }
    Populations.Items items = populations.of(types);
    Set<String> failing = union(failed, types);
    Set<String> tolerated = union(excepted, types);
    tolerated.removeAll(failing);
    Set<String> unknown = new HashSet<>(items.notEvaluated());
    unknown.removeAll(failing);
    unknown.removeAll(tolerated);
    Set<String> all = new HashSet<>(items.evaluated());
    all.addAll(failing);
    all.addAll(tolerated);
    all.removeAll(unknown);
    long passed = all.size() - failing.size() - tolerated.size();
    Optional<String> finding =
        types.stream().map(first::get).filter(java.util.Objects::nonNull).findFirst();
    out.row("controls of " + mapping.name())
        .text(mapping.framework())
        .text(mapping.version())
        .text(mapping.key(control))
        .text(control.summary())
        .text(types.stream().map(FindingType::code).collect(Collectors.joining(", ")))
        .text(strength)
        .number(all.size())
        .number(passed)
        .number(failing.size())
        .number(tolerated.size())
        .number(unknown.size())
        .text(result(failing, unknown, all))
        .link(finding.orElse(""), finding.flatMap(rendering.findingRows()::of));
  }

  /** INVARIANT: what was not evaluated is never shown as passed. */
  private static String result(Set<String> failing, Set<String> unknown, Set<String> all) {
    if (!failing.isEmpty()) {
      return "FAIL";
    }
    return !unknown.isEmpty() ? "NOT_EVALUATED" : all.isEmpty() ? "NO_ITEMS" : "PASS";
  }

  private static Set<String> union(Map<FindingType, Set<String>> sets, List<FindingType> types) {
    Set<String> all = new HashSet<>();
    types.forEach(type -> all.addAll(sets.getOrDefault(type, Set.of())));
    return all;
  }
}
