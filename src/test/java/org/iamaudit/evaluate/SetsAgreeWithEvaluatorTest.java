package org.iamaudit.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.ConditionKeyType;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.Reach;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.Test;

/**
 * The sets of a whole account against the concrete evaluator, on sampled requests: drawn from the
 * principal's own policies (inside), from others' (mostly outside), and altered by a character, an
 * action or a context value (across a border).
 *
 * <p>{@code -Diamaudit.account=DIR -Diamaudit.samples=1000000} runs it on any snapshot.
 */
class SetsAgreeWithEvaluatorTest {
  private final Map<Integer, Language> reach = new HashMap<>();
  private final long seed = Long.getLong("iamaudit.seed", 20261130);
  private final Random random = new Random(seed);
  private List<Statement> pool;

  @Test
  void everySampledRequestIsDecidedAlike() throws Exception {
    Path directory =
        Path.of(System.getProperty("iamaudit.account", "config/sample/account-123456789012"));
    int samples = Integer.getInteger("iamaudit.samples", 20_000);
    AccountSnapshot snapshot = SnapshotReader.read(directory);
    AccountPermissions permissions = new AccountPermissions(snapshot);
    List<Principal> principals = snapshot.principals();
    pool = pool(snapshot);
    int allowed = 0;
    int perPrincipal = Math.max(1, samples / principals.size());
    for (Principal principal : principals) {
      EffectivePermissions effective = permissions.of(principal, PermissionSet.EMPTY);
      PermissionSet set =
          PermissionSet.union(
              effective.grants().stream().map(GrantingStatement::effective).toList());
      WitnessSearch evaluator = permissions.witnesses(principal, effective);
      List<Statement> own = effective.grants().stream().map(GrantingStatement::statement).toList();
      for (int i = 0; i < perPrincipal; i++) {
        Statement from = own.isEmpty() || random.nextInt(4) == 0 ? pick(pool) : pick(own);
        Optional<Sample> sample = sample(from, effective);
        if (sample.isPresent()) {
          Sample s = sample.get();
          boolean decided =
              evaluator.decide(
                  evaluator.request(Catalog.get().action(s.action), s.resource, s.context));
          allowed += decided ? 1 : 0;
          assertThat(
                  SetMembership.contains(
                      set, Catalog.get().action(s.action), s.resource, s.context))
              .as("seed %d: %s may %s", seed, principal.arn(), s)
              .isEqualTo(decided);
        }
      }
    }
    assertThat(allowed).as("allowed with seed %d", seed).isGreaterThan(samples / 20);
  }

  private record Sample(int action, String resource, Map<String, List<String>> context) {
    @Override
    public String toString() {
      return Catalog.get().action(action) + " on " + resource + " with " + context;
    }
  }

  private static List<Statement> pool(AccountSnapshot snapshot) {
    List<Statement> all = new ArrayList<>();
    snapshot.policies().values().stream()
        .flatMap(p -> p.defaultDocument().stream())
        .map(PolicyDocument::statements)
        .forEach(all::addAll);
    return all;
  }

  private Optional<Sample> sample(Statement statement, EffectivePermissions effective) {
    int[] actions =
        statement.action().values().stream()
            .flatMapToInt(p -> Catalog.get().expand(p).stream())
            .toArray();
    int action =
        actions.length == 0 || statement.action().negated() || random.nextInt(10) == 0
            ? random.nextInt(Catalog.get().size())
            : actions[random.nextInt(actions.length)];
    Map<String, List<String>> context = new TreeMap<>();
    effective.knowledge().usual().forEach((k, v) -> context.put(k, List.of(v)));
    for (Condition condition : conditions(statement, effective)) {
      fill(condition, context);
    }
    String resource = resource(statement, action, context);
    // These two succeed without a permission, so no grant's set speaks of them.
    boolean free =
        List.of("sts:getcalleridentity", "sts:getsessiontoken")
            .contains(Catalog.get().lowerCaseAction(action));
    // No request crosses partitions; sets are made for principals of one.
    boolean here = resource.equals("*") || resource.startsWith("arn:aws:");
    return !free && here && reach.computeIfAbsent(action, Reach::resources).matches(resource)
        ? Optional.of(new Sample(action, resource, context))
        : Optional.empty();
  }

  private List<Condition> conditions(Statement statement, EffectivePermissions effective) {
    List<Condition> conditions = new ArrayList<>(statement.conditions());
    effective.denials().forEach(d -> conditions.addAll(d.statement().conditions()));
    return conditions;
  }

  private void fill(Condition condition, Map<String, List<String>> context) {
    String key = condition.key().toLowerCase(Locale.ROOT);
    boolean ofPrincipal = key.startsWith("aws:principal") || key.startsWith("aws:user");
    if (ofPrincipal
        || context.containsKey(key)
        || condition.values().isEmpty()
        || random.nextInt(4) == 0) {
      return;
    }
    Map<String, List<String>> scratch = new TreeMap<>(context);
    String value = ResourceVariables.substitute(pick(condition.values()), scratch);
    if (random.nextBoolean()) {
      // What a request says of its principal is not for the sample to choose.
      scratch.keySet().removeIf(k -> k.startsWith("aws:principal") || k.startsWith("aws:user"));
      scratch.forEach(context::putIfAbsent);
    }
    value = value.replace("*", random.nextBoolean() ? "" : "abc").replace('?', 'q');
    int slash = value.indexOf('/');
    if (key.endsWith("sourceip") && slash > 0) {
      value = value.substring(0, slash);
    }
    if (random.nextInt(4) == 0) {
      value = random.nextBoolean() ? "other" : alter(value);
    }
    boolean bool =
        Catalog.get().keyType(key).filter(t -> t.kind() == ConditionKeyType.Kind.BOOL).isPresent();
    if (bool) {
      value = String.valueOf(random.nextBoolean());
    }
    boolean multivalued = Catalog.get().keyType(key).map(t -> t.multivalued()).orElse(false);
    context.put(
        key, multivalued && random.nextBoolean() ? List.of(value, "second") : List.of(value));
  }

  private String resource(Statement statement, int action, Map<String, List<String>> context) {
    Catalog catalog = Catalog.get();
    if (catalog.resourceTypes(action).length == 0
        || catalog.reachesStar(action) && random.nextInt(5) == 0) {
      return "*";
    }
    String pattern =
        statement
            .resource()
            .filter(r -> !r.values().isEmpty())
            .map(r -> pick(r.values()))
            .orElse("*");
    if (pattern.equals("*") || random.nextInt(5) == 0) {
      int[] types = catalog.resourceTypes(action);
      pattern =
          catalog
              .resourceTypes()
              .get(types[random.nextInt(types.length)])
              .arnFormat()
              .replace("${Partition}", "aws")
              .replace("${Region}", "eu-west-1")
              .replace("${Account}", "111122223333")
              .replaceAll("\\$\\{\\w+}", random.nextBoolean() ? "a1" : "prod/x");
    }
    String text =
        ResourceVariables.substitute(pattern, new TreeMap<>(context))
            .replace("*", random.nextBoolean() ? "x" : random.nextBoolean() ? "a/b" : "eu:w")
            .replace('?', 'y');
    return random.nextInt(6) == 0 ? alter(text) : text;
  }

  private String alter(String text) {
    int at = random.nextInt(text.length() + 1);
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + "z" + text.substring(at);
      case 1 -> at == text.length() ? text : text.substring(0, at) + text.substring(at + 1);
      default -> text.substring(0, at).toUpperCase(Locale.ROOT) + text.substring(at);
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
