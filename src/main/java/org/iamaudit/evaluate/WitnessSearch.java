package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.Atom;
import org.iamaudit.permission.Box;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.snapshot.Principal;

/**
 * Finds a concrete request in a set of requests and has the evaluator decide it, so that no
 * difference is reported that one request does not prove.
 */
public final class WitnessSearch {
  private static final int BOXES = 40;
  private static final int ACTIONS = 3;

  private final Caller caller;
  private final AccountId account;
  private final PreparedPolicies policies;
  private final Map<String, List<String>> known = new TreeMap<>();
  private final RequestExamples examples;

  WitnessSearch(
      Principal principal,
      AccountId account,
      String partition,
      Map<String, String> knownKeys,
      PreparedPolicies policies) {
    this.caller = Caller.parse(principal.arn());
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
    List<Box> boxes = new ArrayList<>(set.boxes());
    boxes.sort(Comparator.comparing(b -> !b.constraint().isFree()));
    for (Box box : boxes.subList(0, Math.min(BOXES, boxes.size()))) {
      Optional<ProvenRequest> proven = find(box, allowed);
      if (proven.isPresent()) {
        return proven;
      }
    }
    return Optional.empty();
  }

  private Optional<ProvenRequest> find(Box box, boolean allowed) {
    int[] actions = box.actions().known().limit(ACTIONS).toArray();
    List<Map<String, List<String>>> contexts = ContextSearch.of(known, box.constraint());
    for (int action : actions) {
      for (Map<String, List<String>> context : contexts) {
        Map<String, List<String>> filled = new TreeMap<>(context);
        Language resources = bind(box, filled);
        for (String resource : examples.resources(action, resources)) {
          if (decide(action, resource, filled) == allowed) {
            return Optional.of(proven(action, resource, filled));
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The resources that patterns with variables leave, their variables given values in the context.
   */
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

  private boolean decide(int action, String resource, Map<String, List<String>> context) {
    Request request =
        new Request(
            caller,
            Catalog.get().action(action),
            resource,
            RequestContext.of(context),
            Optional.of(account),
            Optional.empty());
    return Evaluator.decide(request, policies).isAllowed();
  }

  private ProvenRequest proven(int action, String resource, Map<String, List<String>> context) {
    TreeMap<String, List<String>> beyond = new TreeMap<>();
    context.forEach(
        (key, values) -> {
          if (!known.containsKey(key)) {
            beyond.put(Catalog.get().keyName(key), values);
          }
        });
    return new ProvenRequest(Catalog.get().action(action), resource, beyond);
  }
}
