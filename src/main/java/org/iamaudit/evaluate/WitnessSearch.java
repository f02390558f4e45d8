package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.Atom;
import org.iamaudit.permission.Box;
import org.iamaudit.permission.PermissionSet;

/**
 * Finds a concrete request in a set of requests and has the evaluator decide it, so that no
 * difference is reported that one request does not prove.
 */
public final class WitnessSearch {
  private static final int BOXES = 40;
  private static final int ACTIONS = 3;

  private final Caller caller;
  private final AccountId account;
  private final Function<Request, PreparedPolicies> policies;
  private final Map<String, List<String>> known = new TreeMap<>();
  private final RequestExamples examples;

  /**
   * @param knownKeys keys that every request of the caller carries
   * @param policies that decide a request
   */
  WitnessSearch(
      Caller caller,
      AccountId account,
      String partition,
      Map<String, String> knownKeys,
      Function<Request, PreparedPolicies> policies) {
    this.caller = caller;
    this.account = account;
    this.policies = policies;
    this.examples = new RequestExamples(partition, account.digits());
    knownKeys.forEach((key, value) -> known.put(key, List.of(value)));
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
    int[] actions = box.actions().known().limit(ACTIONS).toArray();
    List<Map<String, List<String>>> contexts = ContextSearch.of(known, box.constraint());
    for (int action : actions) {
      for (Map<String, List<String>> context : contexts) {
        Map<String, List<String>> filled = new TreeMap<>(context);
        Language resources = bind(box, filled);
        for (String resource : examples.resources(action, resources)) {
          Request request = request(Catalog.get().action(action), resource, filled);
          if (confirms.test(request)) {
            return Optional.of(proven(request, filled));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The resources that patterns with variables leave, once these have values in the context. */
  private static Language bind(Box box, Map<String, List<String>> context) {
    Language resources = box.resources();
    for (Map.Entry<Atom, Boolean> entry : box.constraint().atoms().entrySet()) {
      Optional<String> pattern = entry.getKey().resourcePattern();
      if (pattern.isPresent() && entry.getValue()) {
        String text = ContextSearch.substitute(pattern.get(), context);
        resources =
            resources.intersect(Language.of(new GlobBuilder().pattern(text).asResource(true)));
      }
    }
    return resources;
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
    TreeMap<String, List<String>> beyond = new TreeMap<>();
    context.forEach(
        (key, values) -> {
          if (!known.containsKey(key)) {
            beyond.put(Catalog.get().keyName(key), values);
          }
        });
    return new ProvenRequest(request.action(), request.resource(), beyond);
  }
}
