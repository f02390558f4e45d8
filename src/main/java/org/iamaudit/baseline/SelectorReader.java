package org.iamaudit.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.baseline.Selector.Kind;
import org.iamaudit.policy.Json;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.Quoted;

/** Reads {@code applies-to}. */
final class SelectorReader {
  private static final Map<String, Kind> KINDS =
      new TreeMap<>(
          Map.of(
              "user", Kind.USER,
              "role", Kind.ROLE,
              "arn", Kind.ARN,
              "path", Kind.PATH,
              "tag", Kind.TAG,
              "group", Kind.GROUP));

  private final Fields fields;

  SelectorReader(Fields fields) {
    this.fields = fields;
  }

  List<Selector> read(Json.Members baseline) {
    Optional<Json.Member> member = baseline.member("applies-to");
    if (member.isEmpty()) {
      fields.report(baseline.place(), "no `applies-to`: the baseline is for nobody");
      return List.of();
    }
    if (member.get().value() instanceof Json.Items list && list.items().isEmpty()) {
      fields.report(member.get().place(), "`applies-to` is empty: the baseline is for nobody");
    }
    List<Selector> selectors = new ArrayList<>();
    for (Json entry : fields.entries(member.get())) {
      selector(entry).ifPresent(selectors::add);
    }
    return selectors;
  }

  private Optional<Selector> selector(Json entry) {
    if (!(entry instanceof Json.Members object) || object.members().isEmpty()) {
      fields.report(
          entry.place(), "a selector is written like `role: Name*`, not " + entry.description());
      return Optional.empty();
    }
    if (object.members().size() > 1) {
      fields.report(
          entry.place(),
          "a selector has one key; a second one is an entry of its own, and either is enough");
    }
    Json.Member member = object.members().get(0);
    Kind kind = KINDS.get(member.name());
    if (kind == null) {
      fields.report(
          member.place(),
          "unknown selector "
              + Quoted.of(member.name())
              + NearestName.hint(member.name(), KINDS.keySet()));
      return Optional.empty();
    }
    return kind == Kind.TAG ? tag(member) : pattern(kind, member);
  }

  private Optional<Selector> tag(Json.Member member) {
    if (!(member.value() instanceof Json.Members tag) || tag.members().size() != 1) {
      fields.report(
          member.value().place(),
          "`tag` has one key and one value, like `{team: billing}`, not "
              + member.value().description());
      return Optional.empty();
    }
    Json.Member pair = tag.members().get(0);
    if (pair.value() instanceof Json.Scalar value && value.text().isEmpty()) {
      return Optional.of(new Selector(Kind.TAG, "", pair.name())); // AWS has tags without a value
    }
    return fields.text(pair).map(value -> new Selector(Kind.TAG, value.text(), pair.name()));
  }

  private Optional<Selector> pattern(Kind kind, Json.Member member) {
    Optional<Json.Scalar> text = fields.text(member);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String pattern = text.get().text();
    if (kind == Kind.ARN && !pattern.startsWith("arn:") && !pattern.startsWith("*")) {
      fields.report(text.get().place(), Quoted.of(pattern) + " is no pattern of an ARN");
    } else if (kind == Kind.PATH && !pattern.startsWith("/") && !pattern.startsWith("*")) {
      fields.report(text.get().place(), "a path begins with `/`, unlike " + Quoted.of(pattern));
    }
    return Optional.of(new Selector(kind, pattern, ""));
  }
}
