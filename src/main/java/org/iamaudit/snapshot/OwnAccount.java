package org.iamaudit.snapshot;

import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;
import org.iamaudit.policy.Quoted;

/** The account and partition that all ARNs of a snapshot must share; the first ARN says which. */
final class OwnAccount {
  private Optional<Arn> first = Optional.empty();

  /**
   * Checks the ARN of an entity.
   *
   * @param type {@code user}, {@code role}, {@code group} or {@code policy}
   * @return what is wrong, empty if nothing is
   */
  Optional<String> problem(String text, String type) {
    Optional<Arn> parsed =
        Arn.parse(text)
            .filter(arn -> arn.service().equals("iam") && arn.region().isEmpty())
            .filter(arn -> arn.resource().startsWith(type + "/") && !arn.resource().endsWith("/"));
    if (parsed.isEmpty()) {
      return Optional.of("expected the ARN of a " + type + ", found " + Quoted.of(text));
    }
    Arn arn = parsed.get();
    boolean ownedByAws = type.equals("policy") && arn.account().equals("aws");
    if (!ownedByAws && !arn.account().matches("\\d{12}")) {
      return Optional.of("expected an ARN with a 12-digit account id, found " + Quoted.of(text));
    }
    if (ownedByAws) {
      return Optional.empty();
    }
    if (first.isEmpty()) {
      first = parsed;
    }
    return first
        .filter(
            own -> !own.account().equals(arn.account()) || !own.partition().equals(arn.partition()))
        .map(
            own ->
                "ARNs of two accounts: "
                    + Quoted.of(text)
                    + " is not in account "
                    + own.account()
                    + " of partition `"
                    + own.partition()
                    + "` like "
                    + Quoted.of(own.toString())
                    + "; a snapshot holds one account");
  }

  /** The account, once one ARN has been checked. */
  AccountId id() {
    return new AccountId(first.orElseThrow().account());
  }

  String partition() {
    return first.orElseThrow().partition();
  }
}
