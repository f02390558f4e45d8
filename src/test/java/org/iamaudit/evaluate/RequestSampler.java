package org.iamaudit.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.ConditionKeyType;
import org.iamaudit.gen.Choice;
import org.iamaudit.gen.PolicyPair;
import org.iamaudit.gen.RequestGenerator;
import org.iamaudit.permission.Reach;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionValues;
import org.iamaudit.policy.IpRange;
import org.iamaudit.policy.Statement;

/**
 * Draws requests inside, outside and just across the borders of two policies: from the patterns and
 * values they name, mostly with one small fault.
 */
final class RequestSampler {
  private final Choice choice;
  private final Request request;
  private final List<Statement> statements;

  RequestSampler(Choice choice, PolicyPair pair) {
    this(
        choice,
        pair.request(),
        Stream.of(pair.first(), pair.second()).flatMap(d -> d.statements().stream()).toList());
  }

  /**
   * Draws around some policies.
   *
   * @param request that most of their statements are about
   */
  RequestSampler(Choice choice, Request request, List<Statement> statements) {
    this.choice = choice;
    this.request = request;
    this.statements = statements;
  }

  /**
   * A request.
   *
   * @param context by lower-case key
   */
  record Sample(String action, String resource, Map<String, List<String>> context) {}

  /** One that sets speak of; empty if the draw was another. */
  Optional<Sample> next() {
    Map<String, List<String>> context = new TreeMap<>();
    if (choice.oneIn(2)) {
      context.putAll(RequestGenerator.request(choice).context().asMap());
    }
    statements.forEach(s -> s.conditions().forEach(c -> fill(c, context)));
    Statement statement = choice.of(statements);
    String action = action(statement);
    String resource = resource(statement, action, context);
    context.values().removeIf(List::isEmpty);
    return isSpokenOf(action, resource, context)
        ? Optional.of(new Sample(action, resource, context))
        : Optional.empty();
  }

  /**
   * Sets leave out what no request can ask (bucket actions on objects, other partitions), the two
   * actions that need no permission, and values that are none of their key's type.
   */
  private static boolean isSpokenOf(
      String action, String resource, Map<String, List<String>> context) {
    boolean here = resource.equals("*") || resource.startsWith("arn:aws:");
    boolean reached =
        Catalog.get().index(action).stream()
            .allMatch(number -> Reach.resources(number).matches(resource));
    boolean free =
        List.of("sts:getcalleridentity", "sts:getsessiontoken")
            .contains(action.toLowerCase(Locale.ROOT));
    return here && reached && !free && context.entrySet().stream().noneMatch(e -> isMalformed(e));
  }

  private static boolean isMalformed(Map.Entry<String, List<String>> entry) {
    ConditionKeyType.Kind kind =
        Catalog.get()
            .keyType(entry.getKey())
            .map(ConditionKeyType::kind)
            .orElse(ConditionKeyType.Kind.STRING);
    return !entry.getValue().stream()
        .allMatch(
            value ->
                switch (kind) {
                  case STRING, ARN -> true;
                  case BOOL -> value.equals("true") || value.equals("false");
                  case NUMERIC -> ConditionValues.number(value).isPresent();
                  case DATE -> ConditionValues.epochSeconds(value).isPresent();
                  case IP_ADDRESS -> IpRange.parse(value).isPresent() && !value.contains("/");
                });
  }

  private String action(Statement statement) {
    if (choice.oneIn(3)) {
      return request.action();
    }
    String pattern = choice.of(statement.action().values());
    int[] known = Catalog.get().expand(pattern).stream().toArray();
    return known.length == 0
        ? request.action()
        : Catalog.get().action(known[choice.below(known.length)]);
  }

  private String resource(Statement statement, String action, Map<String, List<String>> context) {
    if (choice.oneIn(12)) {
      return "*";
    }
    String pattern =
        choice.oneIn(3)
            ? request.resource()
            : statement.resource().map(r -> choice.of(r.values())).orElse("*");
    if (pattern.equals("*")) {
      pattern = choice.oneIn(2) ? request.resource() : ofType(action);
    }
    String text = filled(pattern, context);
    return choice.oneIn(4) ? choice.nearMiss(text) : text;
  }

  private String ofType(String action) {
    Catalog catalog = Catalog.get();
    int[] types =
        catalog.index(action).stream()
            .flatMap(n -> java.util.Arrays.stream(catalog.resourceTypes(n)))
            .toArray();
    if (types.length == 0) {
      return "*";
    }
    return catalog
        .resourceTypes()
        .get(types[choice.below(types.length)])
        .arnFormat()
        .replace("${Partition}", "aws")
        .replace("${Region}", "eu-west-1")
        .replace("${Account}", "111111111111")
        .replaceAll("\\$\\{\\w+}", choice.of("a1", "prod/x"));
  }

  /** The pattern with variables as the context has them, or with values put into it. */
  private String filled(String pattern, Map<String, List<String>> context) {
    Map<String, List<String>> filled = new TreeMap<>(context);
    filled.values().removeIf(List::isEmpty);
    String text = ResourceVariables.substitute(pattern, filled);
    if (choice.below(3) > 0) {
      filled.forEach(context::putIfAbsent);
    }
    return text.replace("*", choice.of("", "x", "a/b", "eu:w")).replace('?', 'y');
  }

  private void fill(Condition condition, Map<String, List<String>> context) {
    String key = condition.key().toLowerCase(Locale.ROOT);
    if (choice.oneIn(4)) {
      context.remove(key);
    } else if (!condition.values().isEmpty() && choice.below(3) > 0) {
      List<String> values = choice.list(1, 1, () -> value(condition, context));
      if (Catalog.get().keyType(key).filter(ConditionKeyType::multivalued).isPresent()) {
        values = choice.list(0, 3, () -> value(condition, context));
      }
      context.put(key, values);
    }
  }

  private String value(Condition condition, Map<String, List<String>> context) {
    String value = filled(choice.of(condition.values()), context);
    int slash = value.indexOf('/');
    if (condition.key().equalsIgnoreCase("aws:SourceIp") && slash > 0) {
      value = value.substring(0, slash);
    }
    return choice.oneIn(4) ? choice.nearMiss(value) : value;
  }
}
