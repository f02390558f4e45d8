package org.iamaudit.gen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.evaluate.PolicyLayers;
import org.iamaudit.evaluate.Request;
import org.iamaudit.evaluate.SourcedPolicy;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionOperator;
import org.iamaudit.policy.ConditionOperator.Base;
import org.iamaudit.policy.ConditionOperator.Family;
import org.iamaudit.policy.ConditionOperator.Qualifier;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.Location;
import org.iamaudit.policy.Patterns;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PrincipalElement;
import org.iamaudit.policy.PrincipalElement.Entry;
import org.iamaudit.policy.PrincipalElement.Type;
import org.iamaudit.policy.Statement;

/**
 * Policies around a request: most statements meet it, the others miss it by little.
 *
 * <p>Sizes are up to the caller, so that the first failure of a run can be a small one.
 */
public final class PolicyGenerator {
  private final Choice choice;
  private final Request request;
  private final int size;

  /** Asked for often, so that several conditions meet on it. */
  private final ContextKey favourite;

  private int named;

  /**
   * Makes policies for a request.
   *
   * @param size from 1; how many policies and statements there may be
   */
  public PolicyGenerator(Choice choice, Request request, int size) {
    this.choice = choice;
    this.request = request;
    this.size = size;
    this.favourite = choice.of(ContextKey.ALL);
  }

  /** Every layer, each there or not. */
  public PolicyLayers layers() {
    return new PolicyLayers(
        policies(false, 4),
        optional(3, () -> policies(false, 5)),
        optional(
            request.caller().text().contains("federated-user") ? 1 : 4, () -> policies(false, 5)),
        choice.oneIn(3) ? choice.list(1, 3, () -> policies(false, 8)) : List.of(),
        choice.oneIn(3) ? choice.list(1, 3, () -> policies(true, 8)) : List.of(),
        optional(2, () -> policy(true, 4)),
        optional(3, () -> policies(true, 8)),
        optional(8, () -> new AccountId(choice.of(RequestGenerator.HOME, RequestGenerator.AWAY))));
  }

  private <T> Optional<T> optional(int oneIn, java.util.function.Supplier<T> value) {
    return choice.oneIn(oneIn) ? Optional.of(value.get()) : Optional.empty();
  }

  private List<SourcedPolicy> policies(boolean principals, int allowsToOneDeny) {
    return choice.list(1, size, () -> policy(principals, allowsToOneDeny));
  }

  private SourcedPolicy policy(boolean principals, int allowsToOneDeny) {
    Optional<String> version =
        choice.oneIn(12)
            ? choice.of(Optional.of("2008-10-17"), Optional.<String>empty())
            : Optional.of("2012-10-17");
    List<Statement> statements = new ArrayList<>();
    for (int i = choice.below(size + 1); i >= 0; i--) {
      Effect effect = choice.oneIn(allowsToOneDeny + 1) ? Effect.DENY : Effect.ALLOW;
      statements.add(statement(statements.size(), effect, principals));
    }
    return new SourcedPolicy(
        "p" + ++named, new PolicyDocument(version, Optional.empty(), statements));
  }

  /** One statement. */
  public Statement statement(int index, Effect effect, boolean principals) {
    return new Statement(
        index,
        Optional.empty(),
        effect,
        principals ? Optional.of(principal()) : Optional.empty(),
        new Patterns(choice.oneIn(8), choice.list(1, 2, this::action)),
        principals && choice.oneIn(5)
            ? Optional.empty()
            : Optional.of(new Patterns(choice.oneIn(8), choice.list(1, 2, this::resource))),
        choice.oneIn(2) ? List.of() : choice.list(1, 2, this::condition),
        new Location("Statement[" + index + "]", 1, 1));
  }

  private String action() {
    String action = request.action();
    String service = action.substring(0, action.indexOf(':') + 1);
    return switch (choice.below(8)) {
      case 0, 1 -> "*";
      case 2 -> service + "*";
      case 3 -> service.toUpperCase(java.util.Locale.ROOT) + action.substring(service.length());
      case 4 -> service + choice.pattern(action.substring(service.length()));
      case 5 -> choice.nearMiss(action);
      case 6 -> choice.of("*:*", service, "s3:Get*", "sqs*:SendMessage", "sts:Assume*");
      default -> action;
    };
  }

  private String resource() {
    String resource = request.resource();
    return switch (choice.below(10)) {
      case 0, 1 -> "*";
      case 2, 3 -> choice.pattern(resource);
      case 4 -> choice.pattern(choice.pattern(resource));
      case 5 -> choice.nearMiss(resource);
      case 6 -> withVariable(resource);
      case 7 ->
          choice.of(
              "arn:aws:s3:*",
              "arn:aws:s3",
              "arn:*",
              "arn:aws:s?s",
              "arn:aws:*:*:*:queue",
              "arn:aws:s*:*:queue",
              "arn:aws:s3:::${aws:PrincipalTag/none}");
      default -> resource;
    };
  }

  private String withVariable(String resource) {
    return resource
        .replace("alice", choice.of("${aws:username}", "${aws:userid}", "${aws:TagKeys}"))
        .replace("blue", choice.of("${aws:PrincipalTag/team}", "${aws:PrincipalTag/x, 'blue'}"))
        .replace("queue", "${aws:PrincipalTag/none, 'queue'}")
        .replace("role/svc", "role${?}svc");
  }

  private PrincipalElement principal() {
    boolean everyone = choice.oneIn(5);
    return new PrincipalElement(
        choice.oneIn(8), everyone, everyone ? List.of() : choice.list(1, 4, this::entry));
  }

  private Entry entry() {
    String caller = request.caller().text();
    return switch (choice.below(11)) {
      case 0 -> new Entry(Type.AWS, "*");
      case 1 -> new Entry(Type.AWS, choice.of(RequestGenerator.HOME, RequestGenerator.AWAY));
      case 2 -> new Entry(Type.AWS, "arn:aws:iam::" + RequestGenerator.HOME + ":root");
      case 3 ->
          new Entry(
              Type.AWS,
              "arn:aws:iam::"
                  + RequestGenerator.HOME
                  + ":role/"
                  + choice.of("app", "svc/app", "a"));
      case 4 -> new Entry(Type.AWS, choice.of(RequestGenerator.CALLERS));
      case 5 -> new Entry(Type.SERVICE, "lambda.amazonaws.com");
      case 6 -> new Entry(Type.FEDERATED, "accounts.google.com");
      case 7 -> new Entry(Type.AWS, caller.isEmpty() ? "*" : choice.nearMiss(caller));
      case 8 ->
          new Entry(Type.AWS, choice.of("AROAEXAMPLE", "AROAEXAMPLE:s1", "AIDAEXAMPLE", "AROA"));
      case 9 -> new Entry(choice.of(Type.values()), caller.isEmpty() ? "*" : caller);
      default ->
          caller.endsWith("amazonaws.com")
              ? new Entry(Type.SERVICE, caller)
              : new Entry(Type.AWS, caller.isEmpty() ? "*" : caller);
    };
  }

  private Condition condition() {
    ContextKey key = choice.oneIn(2) ? favourite : choice.of(ContextKey.ALL);
    List<Base> fitting =
        Arrays.stream(Base.values())
            .filter(b -> b.family() == key.family() || b.family() == Family.NULL)
            .toList();
    Base base = choice.oneIn(8) ? choice.of(Base.values()) : choice.of(fitting);
    Qualifier qualifier =
        key.multivalued() || choice.oneIn(10) ? choice.of(Qualifier.values()) : Qualifier.NONE;
    boolean ifExists = base != Base.NULL && choice.oneIn(4);
    String name = choice.oneIn(3) ? key.name().toUpperCase(java.util.Locale.ROOT) : key.name();
    List<String> values =
        base == Base.NULL
            ? List.of(choice.of("true", "false"))
            : choice.list(choice.oneIn(30) ? 0 : 1, 3, () -> value(key));
    return new Condition(new ConditionOperator(qualifier, base, ifExists), name, values);
  }

  private String value(ContextKey key) {
    String carried = choice.of(key.values());
    return switch (choice.below(6)) {
      case 0 -> choice.pattern(carried);
      case 1 -> choice.nearMiss(carried);
      case 2 ->
          choice.of(
              "${aws:username}",
              "${aws:PrincipalTag/team}",
              "${aws:SourceArn}",
              "b${*}",
              "${aws:PrincipalTag/none, 'dev'}",
              "${aws:PrincipalTag/none,'dev'}",
              "${aws:PrincipalTag/none",
              "${aws:SecureTransport}",
              "${aws:TagKeys}");
      case 3 ->
          switch (key.family()) {
            case IP_ADDRESS ->
                choice.of(
                    "203.0.113.0/24", "203.0.0.0/8", "203.0.113.7/33", "2001:db8::/32", "::/0");
            case NUMERIC -> choice.of("10", "1e1", "-1", "11", " 10", "+10.");
            case DATE ->
                choice.of(
                    "2024", "2024-06", "2024-06-15", "2025-01-01T00:00Z", "0", "2024-06-15T12:30");
            case ARN -> choice.of("arn:aws:sns:*:*:*", "arn:*:topic", "*");
            default -> choice.of("*", "true", "team");
          };
      default -> carried;
    };
  }
}
