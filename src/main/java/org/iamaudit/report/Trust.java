package org.iamaudit.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PrincipalElement;
import org.iamaudit.policy.PrincipalElement.Entry;
import org.iamaudit.policy.PrincipalElement.Type;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.IamRole;

/**
 * Who a role's trust policy lets in, as written: conditions are not looked at.
 *
 * @param external how many of the named principals are outside the account: other accounts,
 *     everyone, federated identities; AWS services are not counted
 * @param onlyServices whether nothing but AWS services is named
 */
record Trust(int external, boolean onlyServices) {

  static Trust of(IamRole role, AccountId account) {
    List<PrincipalElement> named =
        role.trustPolicy().stream()
            .flatMap(policy -> policy.statements().stream())
            .filter(statement -> statement.effect() == Effect.ALLOW)
            .map(Statement::principal)
            .flatMap(Optional::stream)
            .toList();
    long external =
        named.stream().filter(p -> p.everyone() || p.negated()).count()
            + entries(named).filter(e -> isExternal(e, account)).count();
    boolean onlyServices =
        !named.isEmpty()
            && named.stream().noneMatch(p -> p.everyone() || p.negated())
            && entries(named).allMatch(e -> e.type() == Type.SERVICE);
    return new Trust((int) external, onlyServices);
  }

  private static Stream<Entry> entries(List<PrincipalElement> named) {
    return named.stream().filter(p -> !p.negated()).flatMap(p -> p.entries().stream());
  }

  private static boolean isExternal(Entry entry, AccountId account) {
    return switch (entry.type()) {
      case SERVICE -> false;
      case FEDERATED, CANONICAL_USER -> true;
      case AWS ->
          !entry.value().equals(account.digits())
              && Arn.parse(entry.value())
                  .map(arn -> !arn.account().equals(account.digits()))
                  .orElse(true);
    };
  }
}
