package org.iamaudit.gen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.iamaudit.evaluate.Request;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.Patterns;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.Statement;

/**
 * Two identity-based policies about the same things; most often the second is the first with one
 * edit, so that either may hold the other and borders lie close together.
 *
 * @param request that most statements of both are about
 */
public record PolicyPair(Request request, PolicyDocument first, PolicyDocument second) {

  /**
   * Some pair.
   *
   * @param size from 1; how many statements there may be
   */
  public static PolicyPair of(Choice choice, int size) {
    Request request = RequestGenerator.request(choice);
    PolicyGenerator generator = new PolicyGenerator(choice, request, size);
    List<Statement> first = statements(choice, generator, size);
    List<Statement> second =
        choice.oneIn(4) ? statements(choice, generator, size) : edited(choice, generator, first);
    return new PolicyPair(request, document(choice, first), document(choice, second));
  }

  private static List<Statement> statements(Choice choice, PolicyGenerator generator, int size) {
    List<Statement> statements = new ArrayList<>();
    statements.add(generator.statement(0, Effect.ALLOW, false));
    for (int i = 1; i <= choice.below(size + 1); i++) {
      Effect effect = choice.oneIn(3) ? Effect.DENY : Effect.ALLOW;
      statements.add(generator.statement(i, effect, false));
    }
    return statements;
  }

  private static List<Statement> edited(
      Choice choice, PolicyGenerator generator, List<Statement> statements) {
    List<Statement> edited = choice.shuffled(statements);
    int at = choice.below(edited.size());
    Statement old = edited.get(at);
    Statement other = generator.statement(old.index(), old.effect(), false);
    switch (choice.below(7)) {
      case 0 -> edited.remove(at);
      case 1 ->
          edited.add(
              generator.statement(edited.size(), choice.of(Effect.ALLOW, Effect.DENY), false));
      case 2 -> edited.set(at, with(old, other.action(), old.resource(), old));
      case 3 -> edited.set(at, with(old, old.action(), other.resource(), old));
      case 4 -> edited.set(at, with(old, old.action(), old.resource(), other));
      case 5 -> edited.set(at, with(old, old.action(), old.resource().map(r -> wider(r)), old));
      default -> edited.set(at, with(old, otherCase(old.action()), old.resource(), old));
    }
    return edited;
  }

  private static Statement with(
      Statement old, Patterns action, Optional<Patterns> resource, Statement conditionsOf) {
    return new Statement(
        old.index(),
        old.sid(),
        old.effect(),
        old.principal(),
        action,
        resource,
        conditionsOf.conditions(),
        old.location());
  }

  private static Patterns wider(Patterns patterns) {
    return new Patterns(patterns.negated(), patterns.values().stream().map(v -> v + "*").toList());
  }

  private static Patterns otherCase(Patterns patterns) {
    return new Patterns(
        patterns.negated(),
        patterns.values().stream().map(v -> v.toUpperCase(Locale.ROOT)).toList());
  }

  private static PolicyDocument document(Choice choice, List<Statement> statements) {
    Optional<String> version = choice.oneIn(20) ? Optional.empty() : Optional.of("2012-10-17");
    List<Statement> numbered = new ArrayList<>();
    for (Statement s : statements) {
      numbered.add(
          new Statement(
              numbered.size(),
              s.sid(),
              s.effect(),
              s.principal(),
              s.action(),
              s.resource(),
              s.conditions(),
              s.location()));
    }
    return new PolicyDocument(version, Optional.empty(), numbered);
  }
}
