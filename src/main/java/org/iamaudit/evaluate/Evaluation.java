package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;
import org.iamaudit.arn.NameCase;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.policy.Effect;

/** One request on its way through the layers, with what follows from it alone. */
final class Evaluation {
  final Request request;
  final PreparedPolicies policies;
  final Trace trace;
  final Caller caller;
  final Catalog catalog = Catalog.get();

  /** Lower case. */
  final String action;

  /** Whether the catalogue knows the action and no resource type of it. */
  final boolean takesNoResource;

  /** {@code *} if the action takes no resource, whatever the request says. */
  final String resource;

  /** Twelve digits; the empty string if nobody knows. */
  final String resourceAccount;

  /** Whether caller and resource belong to one account. */
  final boolean sameAccount;

  Evaluation(Request request, PreparedPolicies policies, Trace trace) {
    this.request = request;
    this.policies = policies;
    this.trace = trace;
    caller = request.caller();
    action = NameCase.lower(request.action());
    takesNoResource = takesNoResource(request.action(), catalog);
    resource = takesNoResource ? "*" : request.resource();
    resourceAccount = ownerOf(request, resource);
    sameAccount =
        caller.kind() == Caller.Kind.UNKNOWN
            || caller.account().filter(own -> own.digits().equals(resourceAccount)).isPresent();
  }

  /**
   * As the request says, else as the ARN says, else the caller's account (cases {@code
   * cross-account/owner-*}, {@code s3/owner-from-data}).
   */
  private static String ownerOf(Request request, String resource) {
    if (request.resourceAccount().isPresent()) {
      return request.resourceAccount().get().digits();
    }
    int colon = -1;
    for (int i = 0; i < 4; i++) {
      colon = resource.indexOf(':', colon + 1);
      if (colon < 0) {
        break;
      }
    }
    int end = colon < 0 ? -1 : resource.indexOf(':', colon + 1);
    if (end == colon + 13) {
      String account = resource.substring(colon + 1, end);
      if (account.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return account;
      }
    }
    return request.caller().account().map(AccountId::digits).orElse("");
  }

  /**
   * An action without resource types is requested on {@code *}, which only the pattern {@code *}
   * matches (Service Authorization Reference, read 2026-11; case {@code
   * resource/action-without-resource}).
   */
  private static boolean takesNoResource(String action, Catalog catalog) {
    OptionalInt index = catalog.index(action);
    return index.isPresent() && catalog.resourceTypes(index.getAsInt()).length == 0;
  }

  /** Absent if the request names no resource. */
  Optional<Arn> resourceArn() {
    return Arn.parse(resource);
  }

  /** Whether the account is the one that manages the organization. */
  boolean isManagement(String account) {
    return policies.managementAccount.filter(m -> m.digits().equals(account)).isPresent();
  }

  /** The prefix of the action. */
  String service() {
    int colon = action.indexOf(':');
    return colon < 0 ? action : action.substring(0, colon);
  }

  /** Whether the caller has a permissions boundary. */
  boolean bounded() {
    return policies.boundary.isPresent() && caller.hasIdentityPolicies();
  }

  /**
   * Whether the caller is a service-linked role: its path, which {@code aws:PrincipalArn} holds,
   * begins with {@code /aws-service-role/} (IAM User Guide, "IAM identifiers", read 2026-11; cases
   * {@code scp/service-linked-role*}, {@code rcp/service-linked-role}).
   */
  boolean isServiceLinkedRole() {
    return caller.kind().isRole()
        && (caller.arn().filter(a -> isServiceLinked(a.resource())).isPresent()
            || request
                .context()
                .single("aws:principalarn")
                .filter(arn -> arn.contains(":role/aws-service-role/"))
                .isPresent());
  }

  static boolean isServiceLinked(String resource) {
    return resource.startsWith("role/aws-service-role/");
  }

  List<Matches> matchLevels(Layer layer, List<List<PreparedPolicies.Prepared>> levels) {
    List<Matches> matches = new ArrayList<>(levels.size());
    for (List<PreparedPolicies.Prepared> level : levels) {
      matches.add(match(layer, level));
    }
    return matches;
  }

  /** All statements of some policies that apply to the request. */
  Matches match(Layer layer, List<PreparedPolicies.Prepared> prepared) {
    return match(layer, prepared, grant -> true);
  }

  /** The same, of those that name the caller in an acceptable way. */
  Matches match(
      Layer layer, List<PreparedPolicies.Prepared> prepared, Predicate<Grant> acceptable) {
    Matches matches = new Matches();
    for (PreparedPolicies.Prepared policy : prepared) {
      for (StatementMatch statement : policy.policy().forAction(action)) {
        Grant grant = statement.match(resource, request, bounded(), trace);
        if (grant != Grant.NONE && acceptable.test(grant)) {
          boolean allow = statement.statement().effect() == Effect.ALLOW;
          matches.add(statement.inLayer(layer, policy.name()), allow, grant);
        }
      }
    }
    return matches;
  }
}
