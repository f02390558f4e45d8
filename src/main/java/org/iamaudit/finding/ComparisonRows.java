package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.iamaudit.arn.Words;
import org.iamaudit.catalog.AccessLevel;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.evaluate.GrantingStatement;
import org.iamaudit.permission.Box;
import org.iamaudit.permission.ConstraintText;
import org.iamaudit.usage.PrincipalUsage;
import org.iamaudit.usage.PrincipalUsage.DeniedAttempt;
import org.iamaudit.usage.Use;
import org.iamaudit.usage.UseState;

/**
 * Turns the slices of one principal into rows: by service, access level and state of use. OK rows
 * are only counted.
 */
final class ComparisonRows {
  /** Within one service and level rows keep the order of the grants, which the policies decide. */
  private static final Comparator<ComparisonRow> ORDER =
      Comparator.comparing(ComparisonRow::verdict)
          .thenComparing(ComparisonRow::service)
          .thenComparing(ComparisonRow::accessLevel);

  private final PrincipalRef about;
  private final String baselines;
  private final PrincipalUsage usage;
  private final ToIntFunction<GrantingStatement> alsoAffects;
  private final Map<String, Witness> witnesses;

  /**
   * @param witnesses by finding id; each stands in the row that it is a request of
   */
  ComparisonRows(
      PrincipalRef about,
      List<String> baselines,
      PrincipalUsage usage,
      ToIntFunction<GrantingStatement> alsoAffects,
      Map<String, Witness> witnesses) {
    this.about = about;
    this.baselines = String.join(", ", baselines);
    this.usage = usage;
    this.alsoAffects = alsoAffects;
    this.witnesses = witnesses;
  }

  /** How many (action, grant) pairs have each verdict. */
  Map<Verdict, Integer> counts(List<Slice> slices) {
    Map<Verdict, Integer> counts = new TreeMap<>();
    for (Slice slice : slices) {
      BitSet all = new BitSet();
      slice.permissions().boxes().forEach(b -> all.or(b.actions().knownBits()));
      all.stream()
          .forEach(i -> counts.merge(slice.verdict(use(slice, i).state()), 1, Integer::sum));
    }
    return counts;
  }

  /**
   * @param denied the id of the finding about the attempts
   */
  List<ComparisonRow> rows(
      List<Slice> slices, List<DeniedAttempt> attempts, Optional<String> denied) {
    List<ComparisonRow> rows = new ArrayList<>();
    for (Slice slice : slices) {
      for (Box box : slice.permissions().parts()) {
        rows(slice, box, rows);
      }
    }
    attempts.forEach(a -> rows.add(row(a, denied)));
    rows.sort(ORDER);
    return rows;
  }

  private Use use(Slice slice, int action) {
    Catalog catalog = Catalog.get();
    return slice.standing() == Slice.Standing.MISSING
        ? new Use(UseState.NOT_TRACKED, Optional.empty(), "none")
        : usage.use(catalog.serviceOf(action).prefix(), catalog.lowerCaseName(action));
  }

  private void rows(Slice slice, Box box, List<ComparisonRow> into) {
    List<ComparisonCell> cells =
        ComparisonCell.of(box.actions().knownBits(), slice, action -> use(slice, action));
    if (cells.isEmpty()) {
      return;
    }
    List<String> conditions = ConstraintText.of(box.constraint());
    Optional<Witness> witness =
        slice.findingId().map(witnesses::get).filter(w -> box.covers(w.action(), w.resource()));
    for (Words words : box.resources().words()) {
      cells.forEach(cell -> into.add(row(slice, words, conditions, cell, witness)));
    }
  }

  private ComparisonRow row(
      Slice slice,
      Words words,
      List<String> conditions,
      ComparisonCell cell,
      Optional<Witness> witness) {
    Optional<GrantRef> grant = slice.grant().map(FindingFactory::ref);
    return new ComparisonRow(
        about,
        cell.verdict(),
        !conditions.isEmpty(),
        cell.service().prefix(),
        cell.level(),
        cell.actionCount(),
        cell.actions(),
        String.join(", ", words.includes()),
        String.join(", ", words.excepts()),
        String.join("; ", conditions),
        grant.map(GrantRef::label).orElse(""),
        grant.map(GrantRef::via).orElse(""),
        slice.grant().map(alsoAffects::applyAsInt).orElse(0),
        baselines,
        slice.requiredBy(),
        cell.use(),
        String.join("; ", slice.blockedBy()),
        witness.filter(w -> cell.holds(w.action())).map(Witness::text).orElse(""),
        edit(cell.verdict(), grant),
        slice.findingId());
  }

  private ComparisonRow row(DeniedAttempt attempt, Optional<String> denied) {
    Catalog catalog = Catalog.get();
    String action = attempt.action();
    OptionalInt index = catalog.index(action);
    int colon = action.indexOf(':');
    return new ComparisonRow(
        about,
        Verdict.DENIED_ATTEMPT,
        false,
        action.substring(0, Math.max(colon, 0)),
        index.isPresent() ? catalog.level(index.getAsInt()) : AccessLevel.READ,
        1,
        action.substring(colon + 1),
        "",
        "",
        "",
        "",
        "",
        0,
        baselines,
        "",
        attempt.asUse(),
        "",
        "",
        "",
        denied);
  }

  private String edit(Verdict verdict, Optional<GrantRef> grant) {
    String from = grant.map(g -> " from " + g.label()).orElse("");
    return switch (verdict) {
      case EXCESS_UNUSED, FORBIDDEN -> "remove" + from;
      case EXCESS_IN_USE, EXCESS_USE_UNKNOWN ->
          "ask who uses it; add to a baseline or remove" + from;
      case MISSING -> "grant it, or take it out of the baseline";
      case UNUSED -> "ask whether it is still needed; else remove" + from;
      case TOLERATED, OK, NOT_JUDGED, DENIED_ATTEMPT -> "";
    };
  }
}
