package org.iamaudit.evaluate.naive;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.arn.NameCase;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.evaluate.Caller;
import org.iamaudit.evaluate.Caller.Kind;
import org.iamaudit.evaluate.Request;
import org.iamaudit.evaluate.naive.NaiveWildcards.Symbol;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.Patterns;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PrincipalElement;
import org.iamaudit.policy.Statement;

/** When a statement applies, element by element. */
final class NaiveStatements {
  private final Request request;
  private final boolean bounded;

  NaiveStatements(Request request, boolean bounded) {
    this.request = request;
    this.bounded = bounded;
  }

  /** The resource of the request; {@code *} for an action that takes none. */
  String resource() {
    return takesNoResource() ? "*" : request.resource();
  }

  boolean takesNoResource() {
    Catalog catalog = Catalog.get();
    return catalog.index(request.action()).isPresent()
        && catalog.resourceTypes(catalog.index(request.action()).getAsInt()).length == 0;
  }

  /**
   * How the statement names the caller, if it applies: {@code everyone}, {@code self}, {@code
   * entity} or {@code account}.
   */
  Optional<String> way(Statement statement, PolicyKind kind, boolean variables) {
    NaiveConditions conditions = new NaiveConditions(variables, request.context());
    boolean applies =
        action(statement.action())
            && resource(statement.resource(), kind, variables)
            && statement.conditions().stream().allMatch(conditions::holds);
    return applies ? principal(statement) : Optional.empty();
  }

  private boolean action(Patterns patterns) {
    String action = NameCase.lower(request.action());
    boolean listed = false;
    for (String value : patterns.values()) {
      String pattern = NameCase.lower(value);
      String[] halves = pattern.split(":", -1);
      if (pattern.equals("*") || pattern.equals("*:*")) {
        listed = true;
      } else if (halves.length == 2 && !halves[1].isEmpty() && action.startsWith(halves[0] + ":")) {
        listed |=
            NaiveWildcards.matches(
                NaiveWildcards.written(halves[1]), action.substring(halves[0].length() + 1));
      }
    }
    return listed != patterns.negated();
  }

  private boolean resource(Optional<Patterns> patterns, PolicyKind kind, boolean variables) {
    if (patterns.isEmpty()) {
      return true;
    }
    boolean listed = false;
    for (String value : patterns.get().values()) {
      listed |= value.equals("*") || resource(value, kind, variables);
    }
    return listed != patterns.get().negated();
  }

  private boolean resource(String value, PolicyKind kind, boolean variables) {
    String[] parts = value.split(":", 6);
    if (parts.length == 6) {
      Optional<List<Symbol>> last = NaiveVariables.replace(parts[5], variables, request.context());
      if (last.isEmpty()) {
        return false;
      }
      List<Symbol> pattern =
          NaiveWildcards.written(value.substring(0, value.length() - parts[5].length()));
      pattern.addAll(last.get());
      return NaiveWildcards.matchesResource(pattern, 0, resource());
    }
    boolean accepted =
        switch (kind) {
          case IDENTITY, BOUNDARY, SESSION -> true;
          case RESOURCE, TRUST, VPC_ENDPOINT -> value.contains("*") || value.contains("?");
          case SCP -> value.endsWith("*");
          case RCP -> false;
        };
    String padded = value;
    if (!value.endsWith("*")) {
      padded = value + ":*".repeat(6 - parts.length);
    }
    return accepted
        && Stream.of(padded, value.contains("*:") ? value : padded)
            .anyMatch(
                v -> NaiveWildcards.matchesResource(NaiveWildcards.written(v), 0, resource()));
  }

  private Optional<String> principal(Statement statement) {
    if (statement.principal().isEmpty()) {
      return Optional.of("everyone");
    }
    PrincipalElement element = statement.principal().get();
    List<String> ways =
        element.entries().stream().map(this::names).flatMap(Optional::stream).toList();
    boolean everyone = element.everyone() || ways.contains("everyone");
    if (!element.negated()) {
      return everyone
          ? Optional.of("everyone")
          : List.of("self", "entity", "account").stream().filter(ways::contains).findFirst();
    }
    boolean spared =
        statement.effect() == Effect.ALLOW
            ? everyone || !ways.isEmpty()
            : !bounded && (everyone || ways.containsAll(whatSpares()));
    return spared ? Optional.empty() : Optional.of("everyone");
  }

  private List<String> whatSpares() {
    return switch (request.caller().kind()) {
      case IAM_USER, FEDERATED_USER -> List.of("account", "self");
      case ROLE, ROLE_SESSION -> List.of("account", "entity", "self");
      case ROOT -> List.of("account");
      case SERVICE, IDENTITY_PROVIDER, ANONYMOUS, UNKNOWN -> List.of("self");
    };
  }

  private Optional<String> names(PrincipalElement.Entry entry) {
    Caller caller = request.caller();
    String value = entry.value();
    return switch (entry.type()) {
      case SERVICE -> when(caller.kind() == Kind.SERVICE && value.equals(caller.text()), "self");
      case FEDERATED ->
          when(caller.kind() == Kind.IDENTITY_PROVIDER && value.equals(caller.text()), "self");
      case CANONICAL_USER -> Optional.empty();
      case AWS -> value.equals("*") ? Optional.of("everyone") : aws(caller, value);
    };
  }

  private Optional<String> aws(Caller caller, String value) {
    if (caller.account().isEmpty()) {
      return Optional.empty();
    }
    String account = caller.account().get().digits();
    String partition = caller.arn().get().partition();
    String userId =
        String.join("", request.context().asMap().getOrDefault("aws:userid", List.of()));
    if (value.equals(account) || value.equals("arn:" + partition + ":iam::" + account + ":root")) {
      return Optional.of("account");
    }
    if (value.matches("AROA[A-Z0-9]+")) {
      return when(userId.split(":")[0].equals(value), "entity");
    }
    if (!userId.isEmpty() && value.equals(userId)) {
      return Optional.of("self");
    }
    String session = userId.substring(userId.indexOf(':') + 1);
    String sessions = "arn:" + partition + ":sts::" + account + ":assumed-role/";
    if (caller.kind() == Kind.ROLE && value.equals(sessions + caller.name() + "/" + session)) {
      return Optional.of("self");
    }
    if (caller.kind() == Kind.ROLE) {
      return when(value.equals(caller.text()), "entity");
    }
    if (caller.kind() == Kind.ROLE_SESSION
        && value.startsWith("arn:" + partition + ":iam::" + account + ":role/")) {
      String[] path = value.split("/");
      return when(path[path.length - 1].equals(caller.name()), "entity");
    }
    if (caller.kind() == Kind.FEDERATED_USER
        && caller.federatingUser().isEmpty()
        && value.startsWith("arn:" + partition + ":iam::" + account + ":user/")
        && value.endsWith("/" + caller.name())) {
      return Optional.of("entity");
    }
    if (caller.federatingUser().equals(Optional.of(value))) {
      return Optional.of("entity");
    }
    return when(value.equals(caller.text()), "self");
  }

  private static Optional<String> when(boolean condition, String way) {
    return condition ? Optional.of(way) : Optional.empty();
  }
}
