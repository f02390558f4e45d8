package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.iamaudit.arn.AccountId;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;

/** {@link PolicyLayers} made ready once, for any number of requests and threads. */
public final class PreparedPolicies {
  /** One policy, ready, with the name it was given. */
  record Prepared(String name, CompiledPolicy policy) {}

  final List<Prepared> identity;
  final Optional<List<Prepared>> boundary;
  final Optional<List<Prepared>> session;
  final List<List<Prepared>> scpLevels;
  final List<List<Prepared>> rcpLevels;
  final Optional<List<Prepared>> resource;
  final Optional<List<Prepared>> vpcEndpoint;
  final Optional<AccountId> managementAccount;

  private PreparedPolicies(
      PolicyLayers layers, BiFunction<PolicyDocument, PolicyKind, CompiledPolicy> compiler) {
    Preparing preparing = new Preparing(compiler);
    identity = preparing.all(layers.identity(), PolicyKind.IDENTITY);
    boundary = layers.boundary().map(p -> preparing.all(p, PolicyKind.BOUNDARY));
    session = layers.session().map(p -> preparing.all(p, PolicyKind.SESSION));
    scpLevels = preparing.levels(layers.scpLevels(), PolicyKind.SCP);
    rcpLevels = preparing.levels(layers.rcpLevels(), PolicyKind.RCP);
    resource = layers.resource().map(p -> preparing.all(List.of(p), PolicyKind.RESOURCE));
    vpcEndpoint = layers.vpcEndpoint().map(p -> preparing.all(p, PolicyKind.VPC_ENDPOINT));
    managementAccount = layers.managementAccount();
  }

  /** Compiles every document. */
  public static PreparedPolicies of(PolicyLayers layers) {
    return new PreparedPolicies(layers, CompiledPolicy::compile);
  }

  /**
   * Takes compiled documents from elsewhere, so that policies that many principals share are
   * compiled once.
   */
  public static PreparedPolicies of(
      PolicyLayers layers, BiFunction<PolicyDocument, PolicyKind, CompiledPolicy> compiler) {
    return new PreparedPolicies(layers, compiler);
  }

  private record Preparing(BiFunction<PolicyDocument, PolicyKind, CompiledPolicy> compiler) {
    /** Without streams: single requests spend more on preparing than on deciding. */
    List<Prepared> all(List<SourcedPolicy> policies, PolicyKind kind) {
      List<Prepared> prepared = new ArrayList<>(policies.size());
      for (SourcedPolicy policy : policies) {
        prepared.add(new Prepared(policy.name(), compiler.apply(policy.document(), kind)));
      }
      return prepared;
    }

    List<List<Prepared>> levels(List<List<SourcedPolicy>> levels, PolicyKind kind) {
      List<List<Prepared>> prepared = new ArrayList<>(levels.size());
      for (List<SourcedPolicy> level : levels) {
        prepared.add(all(level, kind));
      }
      return prepared;
    }
  }
}
