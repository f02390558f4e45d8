package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.iamaudit.arn.AccountId;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.Box;
import org.iamaudit.permission.ContextSolver;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;

/**
 * Finds a concrete request in a set of requests and has the evaluator decide it, so that no
 * difference is reported that one request does not prove.
 */
public final class WitnessSearch {
  private static final int BOXES = 200;
  private static final int ACTIONS = 4;

  private final Caller caller;
  private final AccountId account;
  private final Function<Request, PreparedPolicies> policies;
  private final Knowledge knowledge;
  private final RequestExamples examples;

  /**
   * @param examples of resources in the account
   * @param knowledge of the caller; what it says is in every request
   * @param policies that decide a request
   */
  WitnessSearch(
      Caller caller,
      AccountId account,
      RequestExamples examples,
      Knowledge knowledge,
      Function<Request, PreparedPolicies> policies) {
    this.caller = caller;
    this.account = account;
    this.policies = policies;
    this.knowledge = knowledge;
    this.examples = examples;
  }

  /**
   * A request of the set that the evaluator decides as expected; unconditional ones are tried
   * first.
   *
   * @param allowed whether the principal's own policies must allow it, or must not
   */
  public Optional<ProvenRequest> find(PermissionSet set, boolean allowed) {
    return find(set, r -> decide(r) == allowed);
  }

  /** A request of the set that the test confirms. */
  Optional<ProvenRequest> find(PermissionSet set, Predicate<Request> confirms) {
    List<Box> boxes = new ArrayList<>(set.boxes());
    boxes.sort(Comparator.comparing(b -> !b.constraint().isFree()));
    for (Box box : boxes.subList(0, Math.min(BOXES, boxes.size()))) {
      Optional<ProvenRequest> proven = find(box, confirms);
      if (proven.isPresent()) {
        return proven;
      }
    }
    return Optional.empty();
  }

  private Optional<ProvenRequest> find(Box box, Predicate<Request> confirms) {
    AtomicReference<ProvenRequest> proven = new AtomicReference<>();
    ContextSolver.search(
        box,
        knowledge,
        (condition, context) ->
            ConditionEvaluator.test(condition, RequestContext.of(context), true),
        instance -> {
          confirmed(instance, confirms).ifPresent(proven::set);
          return proven.get() != null;
        });
    return Optional.ofNullable(proven.get());
  }

  private Optional<ProvenRequest> confirmed(
      ContextSolver.Instance instance, Predicate<Request> confirms) {
    Map<String, List<String>> now = new TreeMap<>(instance.context());
    knowledge.moment().forEach((key, value) -> now.putIfAbsent(key, List.of(value)));
    for (int action : instance.actions().known().limit(ACTIONS).toArray()) {
      Optional<Request> found =
          examples
              .resources(action, instance.resources())
              .map(r -> request(Catalog.get().action(action), r, now))
              .filter(confirms)
              .findFirst();
      if (found.isPresent()) {
        Request timed = found.get();
        Request timeless = request(timed.action(), timed.resource(), instance.context());
        // Most policies do not ask for the time, and then the reader need not see it.
        boolean anytime = confirms.test(timeless);
        return Optional.of(proven(timed, anytime ? instance.context() : now));
      }
    }
    return Optional.empty();
  }

  Request request(String action, String resource, Map<String, List<String>> context) {
    return new Request(
        caller,
        action,
        resource,
        RequestContext.of(context),
        Optional.of(account),
        Optional.empty());
  }

  boolean decide(Request request) {
    return Evaluator.decide(request, policies.apply(request)).isAllowed();
  }

  private ProvenRequest proven(Request request, Map<String, List<String>> context) {
    SortedMap<String, List<String>> beyond = new TreeMap<>();
    context.forEach(
        (key, values) -> {
          if (knowledge.value(key).isEmpty() && !knowledge.isUsual(key, values.get(0))) {
            beyond.put(Catalog.get().keyName(key), values);
          }
        });
    return new ProvenRequest(
        request.action(),
        request.resource(),
        beyond.isEmpty() ? Collections.emptySortedMap() : beyond);
  }
}
