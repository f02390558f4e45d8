package org.iamaudit.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;
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

  /** {@code *} if the action takes no resource, whatever the request says. */
  final String resource;

  final Optional<Arn> resourceArn;
  final Optional<AccountId> resourceAccount;

  /** Whether caller and resource belong to one account. */
  final boolean sameAccount;

  Evaluation(Request request, PreparedPolicies policies, Trace trace) {
    this.request = request;
    this.policies = policies;
    this.trace = trace;
    caller = request.caller();
    action = request.action().toLowerCase(Locale.ROOT);
    resource = resourceOf(request, catalog);
    resourceArn = Arn.parse(resource);
    resourceAccount =
        request
            .resourceAccount()
            .or(() -> resourceArn.flatMap(Evaluation::accountOf))
            .or(caller::account);
    sameAccount =
        caller.kind() == Caller.Kind.UNKNOWN
            || (caller.account().isPresent() && caller.account().equals(resourceAccount));
  }

  /**
   * An action without resource types is requested on {@code *}, which only the pattern {@code *}
   * matches (Service Authorization Reference, read 2026-11; case {@code
   * resource/action-without-resource}).
   */
  static String resourceOf(Request request, Catalog catalog) {
    OptionalInt index = catalog.index(request.action());
    boolean none = index.isPresent() && catalog.resourceTypes(index.getAsInt()).length == 0;
    return none ? "*" : request.resource();
  }

  private static Optional<AccountId> accountOf(Arn arn) {
    String account = arn.account();
    boolean twelveDigits =
        account.length() == 12 && account.chars().allMatch(c -> c >= '0' && c <= '9');
    return twelveDigits ? Optional.of(new AccountId(account)) : Optional.empty();
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
   * begins with {@code /aws-service-role/} (IAM User Guide, "IAM identifiers", read 2026-11).
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

  /** All statements of some policies that apply to the request. */
  Matches match(Layer layer, List<PreparedPolicies.Prepared> prepared) {
    Matches matches = new Matches();
    for (PreparedPolicies.Prepared policy : prepared) {
      for (StatementMatch statement : policy.policy().forAction(action)) {
        Grant grant = statement.match(resource, request, bounded(), trace);
        if (grant != Grant.NONE) {
          boolean allow = statement.statement().effect() == Effect.ALLOW;
          matches.add(statement.inLayer(layer, policy.name()), allow, grant);
        }
      }
    }
    return matches;
  }
}
