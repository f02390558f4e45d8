package org.iamaudit.policy;

import java.util.List;
import java.util.Optional;
import org.iamaudit.policy.Grammar.Presence;

/** Reads one statement, by the grammar of the document's kind. */
final class StatementReader {
  private static final List<String> ELEMENTS =
      List.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private final PolicyKind kind;
  private final Grammar grammar;
  private final Optional<Effect> defaultEffect;
  private final Problems problems;
  private final Strings strings;
  private final ActionCheck actionCheck;
  private final ResourceCheck resourceCheck;
  private final PrincipalReader principalReader;
  private final ConditionReader conditionReader;

  /**
   * @param variables whether policy variables are live in the document
   * @param defaultEffect of a statement that does not say; empty: it must say
   */
  StatementReader(
      PolicyKind kind, boolean variables, Optional<Effect> defaultEffect, Problems problems) {
    this.kind = kind;
    this.grammar = Grammar.of(kind);
    this.defaultEffect = defaultEffect;
    this.problems = problems;
    this.strings = new Strings(problems);
    this.actionCheck = new ActionCheck(kind, problems);
    this.resourceCheck = new ResourceCheck(kind, variables, problems);
    this.principalReader = new PrincipalReader(kind, problems);
    this.conditionReader = new ConditionReader(variables, problems);
  }

  /** The statement, or empty if it has an error. */
  Optional<Statement> read(Json written, int index) {
    if (!(written instanceof Json.Members statement)) {
      problems.error(written.place(), "a statement is an object, not " + written.description());
      return Optional.empty();
    }
    reportUnknown(statement);
    Optional<String> sid = sid(statement);
    Optional<Effect> effect = effect(statement);
    Optional<PrincipalElement> principal = principal(statement);
    Optional<Patterns> action = action(statement);
    Optional<Patterns> resource = resource(statement);
    List<Condition> conditions =
        statement.member("Condition").map(conditionReader::read).orElse(List.of());
    if (effect.isEmpty() || action.isEmpty()) {
      return Optional.empty();
    }
    Statement read =
        new Statement(
            index,
            sid,
            effect.get(),
            principal,
            action.get(),
            resource,
            conditions,
            statement.place().location());
    checkCombination(statement, read);
    return Optional.of(read);
  }

  private void reportUnknown(Json.Members statement) {
    for (Json.Member member : statement.members()) {
      if (!ELEMENTS.contains(member.name())) {
        problems.error(
            member.place(),
            "unknown element "
                + Quoted.of(member.name())
                + NearestName.hint(member.name(), ELEMENTS));
      }
    }
  }

  /** An empty Sid, as consoles write it, is none. */
  private Optional<String> sid(Json.Members statement) {
    Optional<String> sid =
        statement.member("Sid").flatMap(strings::one).filter(text -> !text.isEmpty());
    if (grammar.managed()
        && sid.isPresent()
        && !sid.get().chars().allMatch(Ascii::isAlphanumeric)) {
      problems.warning(
          statement.member("Sid").orElseThrow().value().place(),
          "`Sid` " + Quoted.of(sid.get()) + " has other characters than letters and digits");
    }
    return sid;
  }

  private Optional<Effect> effect(Json.Members statement) {
    Optional<Json.Member> member = statement.member("Effect");
    if (member.isEmpty()) {
      if (defaultEffect.isEmpty()) {
        problems.error(statement.place(), "no `Effect`");
      }
      return defaultEffect;
    }
    Json value = member.get().value();
    if (value instanceof Json.Scalar scalar && scalar.isText()) {
      if (scalar.text().equals("Allow")) {
        return Optional.of(Effect.ALLOW);
      }
      if (scalar.text().equals("Deny")) {
        return Optional.of(Effect.DENY);
      }
    }
    problems.error(value.place(), "`Effect` is `Allow` or `Deny`, not " + value.description());
    return Optional.empty();
  }

  private Optional<PrincipalElement> principal(Json.Members statement) {
    Optional<Json.Member> member =
        twin(statement, "Principal", "NotPrincipal", grammar.principal(), grammar.notPrincipal());
    return member.flatMap(principalReader::read);
  }

  private Optional<Patterns> action(Json.Members statement) {
    return twin(statement, "Action", "NotAction", Presence.REQUIRED, grammar.notAction())
        .map(member -> patterns(member, "NotAction", "action", actionCheck::check));
  }

  private Optional<Patterns> resource(Json.Members statement) {
    return twin(statement, "Resource", "NotResource", grammar.resource(), true)
        .map(member -> patterns(member, "NotResource", "resource", resourceCheck::check));
  }

  /** Checks one value of a list. */
  private interface ValueCheck {
    void check(Json.Scalar value);
  }

  private Patterns patterns(Json.Member member, String not, String thing, ValueCheck check) {
    List<Json.Scalar> values = strings.all(member);
    values.forEach(check::check);
    boolean negated = member.name().equals(not);
    if (member.value() instanceof Json.Items list && list.items().isEmpty()) {
      problems.warning(
          list.place(),
          "empty list: the statement applies to " + (negated ? "every " : "no ") + thing);
    }
    return new Patterns(negated, Strings.texts(values));
  }

  /** The one of an element and its {@code Not} twin that is there. */
  private Optional<Json.Member> twin(
      Json.Members statement, String name, String not, Presence presence, boolean notAllowed) {
    Optional<Json.Member> plain = statement.member(name);
    Optional<Json.Member> negated = statement.member(not);
    if (presence == Presence.FORBIDDEN) {
      plain.ifPresent(this::reportForbidden);
      negated.ifPresent(this::reportForbidden);
      return Optional.empty();
    }
    if (negated.isPresent() && !notAllowed) {
      reportForbidden(negated.get());
      return plain;
    }
    if (plain.isPresent() && negated.isPresent()) {
      problems.error(
          later(plain.get(), negated.get()).place(),
          "`" + name + "` and `" + not + "` exclude each other");
    } else if (plain.isEmpty() && negated.isEmpty() && presence == Presence.REQUIRED) {
      problems.error(
          statement.place(), "no `" + name + "`" + (notAllowed ? " or `" + not + "`" : ""));
    }
    return plain.or(() -> negated);
  }

  private static Json.Member later(Json.Member a, Json.Member b) {
    boolean before =
        a.place().line() < b.place().line()
            || (a.place().line() == b.place().line() && a.place().column() < b.place().column());
    return before ? b : a;
  }

  private void reportForbidden(Json.Member member) {
    problems.error(member.place(), "`" + member.name() + "` is not allowed in " + name(kind));
  }

  private static String name(PolicyKind kind) {
    return switch (kind) {
      case IDENTITY -> "an identity-based policy";
      case BOUNDARY -> "a permissions boundary";
      case SESSION -> "a session policy";
      case RESOURCE -> "a resource-based policy";
      case TRUST -> "a role trust policy";
      case SCP -> "an SCP";
      case RCP -> "an RCP";
      case VPC_ENDPOINT -> "a VPC endpoint policy";
    };
  }

  /** What is legal element by element, but not together. */
  private void checkCombination(Json.Members written, Statement statement) {
    boolean allow = statement.effect() == Effect.ALLOW;
    if (allow && statement.principal().filter(PrincipalElement::negated).isPresent()) {
      problems.warning(
          written.place(), "`Allow` with `NotPrincipal` grants everyone else, anonymous included");
    }
    boolean everyAction = statement.action().values().contains("*");
    if (kind == PolicyKind.RCP && allow && !isFullAccess(statement)) {
      problems.warning(
          written.place(), "only AWS's own `RCPFullAWSAccess` may allow; other RCPs deny");
    } else if (kind == PolicyKind.RCP && !allow && everyAction) {
      problems.warning(written.place(), "`Action` of an RCP may not be `*`; name the services");
    }
  }

  private static boolean isFullAccess(Statement statement) {
    return statement.action().values().equals(List.of("*"))
        && statement.resource().filter(r -> r.values().equals(List.of("*"))).isPresent()
        && statement.conditions().isEmpty();
  }
}
