package org.iamaudit.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.evaluate.RequestSampler.Sample;
import org.iamaudit.evaluate.naive.NaiveAccount;
import org.iamaudit.gen.AccountGenerator;
import org.iamaudit.gen.Choice;
import org.iamaudit.gen.RequestGenerator;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Principal;
import org.junit.jupiter.api.Test;

/**
 * Effective permissions under every layer at once (groups, boundary, SCPs and RCPs by level,
 * resource-based policies) against a second evaluator that reads the snapshot anew, on sampled
 * requests; and a witness for everything that is granted or missing.
 *
 * <p>{@code -Diamaudit.accounts=2000} and {@code -Diamaudit.seed} ask for more and for others.
 */
class PrincipalSetsTest {
  private static final int ACCOUNTS = Integer.getInteger("iamaudit.accounts", 250);
  private static final int SAMPLES = 40;
  private static final long SEED = Long.getLong("iamaudit.seed", 20261125L);

  @Test
  void effectivePermissionsAgreeWithASecondEvaluation() {
    int allowed = 0;
    int denied = 0;
    for (int i = 0; i < ACCOUNTS; i++) {
      Choice choice = new Choice(SEED + i);
      Request request = RequestGenerator.request(choice);
      AccountGenerator generator = new AccountGenerator(choice, request, 1 + i * 3 / ACCOUNTS);
      AccountSnapshot account = generator.account();
      AccountPermissions permissions = new AccountPermissions(account);
      NaiveAccount naive = new NaiveAccount(account);
      RequestSampler sampler = new RequestSampler(choice, request, generator.statements());
      for (Principal principal : account.principals()) {
        EffectivePermissions effective = permissions.of(principal, PermissionSet.EMPTY);
        PermissionSet set = union(effective);
        for (int n = 0; n < SAMPLES; n++) {
          Optional<Sample> drawn = sampler.next();
          if (drawn.filter(s -> !isAboutTrust(s)).isPresent()) {
            Sample sample = drawn.get();
            Map<String, List<String>> drawnContext = new TreeMap<>(sample.context());
            drawnContext.remove("aws:userid");
            Map<String, List<String>> context = as(drawnContext, effective);
            boolean decided =
                naive.decide(principal, sample.action(), sample.resource(), context)
                    == Decision.Outcome.ALLOWED;
            assertThat(SetMembership.contains(set, sample.action(), sample.resource(), context))
                .as(
                    "seed %d: %s by %s with %s, %s",
                    SEED + i, sample, principal.arn(), context, account)
                .isEqualTo(decided);
            allowed += decided ? 1 : 0;
            denied += decided ? 0 : 1;
          }
        }
      }
    }
    assertThat(allowed).as("allowed with seed %d", SEED).isGreaterThan(denied / 50);
  }

  @Test
  void whatIsGrantedAndWhatIsMissingHasAWitness() {
    int granted = 0;
    int missing = 0;
    List<String> without = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      Choice choice = new Choice(SEED + i);
      Request request = RequestGenerator.request(choice);
      AccountGenerator generator = new AccountGenerator(choice, request, 1 + i * 3 / ACCOUNTS);
      AccountSnapshot account = generator.account();
      AccountPermissions permissions = new AccountPermissions(account);
      NaiveAccount naive = new NaiveAccount(account);
      for (Principal principal : account.principals()) {
        EffectivePermissions effective = permissions.of(principal, PermissionSet.EMPTY);
        WitnessSearch search = permissions.witnesses(principal, effective);
        String about = "seed %d: %s in %s".formatted(SEED + i, principal.arn(), account);
        for (GrantingStatement grant : effective.grants()) {
          PermissionSet telling = grant.effective().minus(effective.free());
          if (telling.holdsKnownAction()) {
            granted++;
            prove(
                search.find(telling, true),
                naive,
                principal,
                effective,
                true,
                telling.boxes().subList(0, 1) + " " + about,
                without);
          }
        }
        Statement wanted = choice.of(generator.statements());
        PermissionSet required =
            StatementCompiler.compile(wanted, PolicyKind.IDENTITY, true, effective.knowledge());
        PermissionSet lacking = permissions.of(principal, required).missingFrom(required);
        if (lacking.holdsKnownAction()) {
          missing++;
          prove(
              search.find(lacking, false),
              naive,
              principal,
              effective,
              false,
              lacking.boxes().subList(0, 1) + " " + about,
              without);
        }
      }
    }
    assertThat(granted).as("grants with seed %d", SEED).isGreaterThan(ACCOUNTS);
    assertThat(missing).as("missing with seed %d", SEED).isGreaterThan(ACCOUNTS / 2);
    // What NotResource means where a variable has no value is open (D12): no request proves it.
    assertThat(without).hasSizeLessThanOrEqualTo(granted / 200);
  }

  private static void prove(
      Optional<ProvenRequest> witness,
      NaiveAccount naive,
      Principal principal,
      EffectivePermissions effective,
      boolean allowed,
      String about,
      List<String> without) {
    if (witness.isEmpty()) {
      without.add((allowed ? "granted, " : "missing, ") + about);
      return;
    }
    ProvenRequest found = witness.get();
    Map<String, List<String>> context = as(found.context(), effective);
    assertThat(
            naive.decide(principal, found.action(), found.resource(), context)
                == Decision.Outcome.ALLOWED)
        .as("%s, %s", found, about)
        .isEqualTo(allowed);
  }

  /** Trust policies are not asked for what reaches roles through a star, see RoleTrust. */
  private static boolean isAboutTrust(Sample sample) {
    return sample.resource().contains(":role/")
        && ResourceLayer.TRUST_ACTIONS.contains(sample.action().toLowerCase(java.util.Locale.ROOT));
  }

  private static PermissionSet union(EffectivePermissions effective) {
    return PermissionSet.union(
        effective.grants().stream().map(GrantingStatement::effective).toList());
  }

  /** The context with what every request of the principal says of it, and nothing against it. */
  private static Map<String, List<String>> as(
      Map<String, List<String>> context, EffectivePermissions effective) {
    Map<String, List<String>> own = new TreeMap<>();
    context.forEach((key, values) -> own.put(key.toLowerCase(java.util.Locale.ROOT), values));
    own.keySet().removeIf(effective.knowledge()::isAbsent);
    effective.knowledge().values().forEach((key, value) -> own.put(key, List.of(value)));
    effective.knowledge().usual().forEach((key, value) -> own.putIfAbsent(key, List.of(value)));
    return own;
  }
}
