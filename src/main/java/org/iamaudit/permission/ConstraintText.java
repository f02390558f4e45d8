package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.List;
import org.iamaudit.arn.Language;
import org.iamaudit.arn.Words;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.ValueSet.BoolValues;
import org.iamaudit.permission.ValueSet.NumberValues;
import org.iamaudit.permission.ValueSet.TextValues;

/**
 * Says a {@link Constraint} in words, one phrase for each key and each atom: {@code aws:SourceIp in
 * 203.0.113.0/24}.
 */
public final class ConstraintText {
  private ConstraintText() {}

  /** The phrases, keys first, in order of key; empty if nothing is demanded. */
  public static List<String> of(Constraint constraint) {
    List<String> phrases = new ArrayList<>();
    constraint
        .keys()
        .forEach((key, values) -> phrases.add(Catalog.get().keyName(key) + " " + of(values)));
    constraint
        .atoms()
        .forEach((atom, holds) -> phrases.add(holds ? atom.text() : "not (" + atom.text() + ")"));
    return phrases;
  }

  private static String of(ValueSet values) {
    if (values instanceof BoolValues bool) {
      return ofBool(bool);
    }
    String present =
        values instanceof TextValues text ? ofText(text) : ofNumber((NumberValues) values);
    if (present.isEmpty()) {
      return "is absent";
    }
    return values.absent() ? present + " or is absent" : present;
  }

  private static String ofBool(BoolValues bool) {
    if (bool.holdsTrue() && bool.holdsFalse()) {
      return "is present";
    }
    if (!bool.holdsTrue() && !bool.holdsFalse()) {
      return "is absent";
    }
    return "is " + bool.holdsTrue() + (bool.absent() ? " or absent" : "");
  }

  /** Requests carry no empty values in practice, so the empty text is not named beside absence. */
  private static String ofText(TextValues text) {
    Language present = text.present();
    if (text.absent() && present.equals(Language.ofLiterals(List.of("")))) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    for (Words words : present.words()) {
      boolean all = words.includes().equals(List.of("*"));
      List<String> excepts = words.excepts().stream().filter(e -> !e.isEmpty()).toList();
      String except =
          excepts.isEmpty() ? "" : (all ? "is not " : " but not ") + String.join(", ", excepts);
      parts.add(
          all
              ? excepts.isEmpty() ? "is present" : except
              : "is " + String.join(", ", words.includes()) + except);
    }
    return String.join(" or ", parts);
  }

  private static String ofNumber(NumberValues number) {
    Intervals inside = number.present();
    Intervals outside = inside.complement().intersect(number.kind().universe());
    if (inside.isEmpty()) {
      return "";
    }
    if (outside.isEmpty()) {
      return "is present";
    }
    boolean negate = outside.borders().size() < inside.borders().size();
    Intervals said = negate ? outside : inside;
    String ranges = ranges(number.kind(), said);
    boolean open = said.fromBelow() || said.borders().size() % 2 == 1;
    return (open ? "is " : "") + (negate ? "not " : "") + (open ? "" : "in ") + ranges;
  }

  private static String ranges(NumberValues.Kind kind, Intervals set) {
    List<String> ranges = new ArrayList<>();
    List<Intervals.Border> borders = set.borders();
    int at = 0;
    if (set.fromBelow()) {
      ranges.add("up to " + write(kind, borders.get(0), true));
      at = 1;
    }
    for (; at < borders.size(); at += 2) {
      Intervals.Border from = borders.get(at);
      if (at + 1 == borders.size()) {
        ranges.add("from " + write(kind, from, false));
      } else {
        String first = write(kind, from, false);
        String last = write(kind, borders.get(at + 1), true);
        ranges.add(first.equals(last) ? first : first + " to " + last);
      }
    }
    return String.join(", ", ranges);
  }

  private static String write(NumberValues.Kind kind, Intervals.Border border, boolean end) {
    if (kind == NumberValues.Kind.ADDRESS) {
      return NumberText.write(
          kind, end ? border.at().subtract(java.math.BigDecimal.ONE) : border.at());
    }
    boolean inclusive = end == border.after();
    return NumberText.write(kind, border.at()) + (inclusive ? "" : " (exclusive)");
  }
}
