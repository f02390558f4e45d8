package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.ActionSet;
import org.iamaudit.permission.Constraint;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.OrganizationPlacement.OrganizationPolicy;

/**
 * The RCPs in force on the resources of an account (AWS Organizations User Guide, "Resource control
 * policies", read 2026-11; iam-semantics 4.8). None on those of the management account.
 */
final class ResourceControl {
  private static final SourcedPolicy FULL_ACCESS = fullAccess();

  private final AccountSnapshot snapshot;
  private final CompiledStatements compiled;
  private final List<Rcp> rcps = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final PermissionSet scope;

  private record Rcp(String name, PolicyDocument document) {}

  ResourceControl(AccountSnapshot snapshot, CompiledStatements compiled) {
    this.snapshot = snapshot;
    this.compiled = compiled;
    snapshot.organization().filter(o -> !o.managementAccount()).stream()
        .flatMap(o -> o.path().stream())
        .flatMap(l -> l.resourceControlPolicies().stream())
        .forEach(
            p ->
                p.document()
                    .ifPresentOrElse(
                        d -> rcps.add(new Rcp(p.name(), d)),
                        () -> unreadable.add("RCP `" + p.name() + "` could not be read")));
    this.scope = rcps.isEmpty() ? PermissionSet.EMPTY : scope();
  }

  /**
   * Actions of the listed services that name a resource, on resources of the account, without those
   * that RCPs leave alone.
   */
  private PermissionSet scope() {
    Catalog catalog = Catalog.get();
    BitSet actions = new BitSet();
    for (String prefix : catalog.rcpServices()) {
      catalog.expand(prefix + ":*").stream()
          .filter(a -> catalog.resourceTypes(a).length > 0)
          .filter(a -> !catalog.lowerCaseAction(a).equals("kms:retiregrant"))
          .forEach(actions::set);
    }
    Glob own = new GlobBuilder().pattern("arn:*:*:*:" + snapshot.account() + ":*").asArn();
    Glob unnamed = new GlobBuilder().pattern("arn:*:*:*::*").asArn();
    Glob linked = new GlobBuilder().pattern("arn:*:iam:*:*:role/aws-service-role/*").asArn();
    Glob managed = new GlobBuilder().pattern("arn:*:kms:*:*:alias/aws/*").asArn();
    PermissionSet managedKeys =
        PermissionSet.of(
            ActionSet.matching(List.of("kms:*")), Language.of(managed), Constraint.NONE);
    return PermissionSet.of(
            ActionSet.of(actions),
            Language.of(own, unnamed, Glob.literal("*")).minus(Language.of(linked)),
            Constraint.NONE)
        .minus(managedKeys);
  }

  /** Adds what the RCPs deny a principal. */
  void deny(Knowledge knowledge, List<Denial> into) {
    for (Rcp rcp : rcps) {
      for (Statement statement : rcp.document.statements()) {
        if (statement.effect() == Effect.DENY) {
          PermissionSet denied =
              compiled.share(
                  compiled
                      .compile(rcp.document, PolicyKind.RCP, statement, knowledge)
                      .intersect(scope));
          if (!denied.isEmpty()) {
            into.add(new Denial("RCP", rcp.name, statement, denied));
          }
        }
      }
    }
  }

  /** What could not be read and may deny. */
  List<String> unreadable() {
    return unreadable;
  }

  /**
   * RCPs by level, for the concrete evaluator. {@code RCPFullAWSAccess} is attached everywhere and
   * cannot be taken away, whether a snapshot lists it or not.
   */
  List<List<SourcedPolicy>> levels() {
    return rcps.isEmpty()
        ? List.of()
        : snapshot.organization().orElseThrow().path().stream()
            .map(
                l ->
                    Stream.concat(
                            Stream.of(FULL_ACCESS),
                            l.resourceControlPolicies().stream().flatMap(ResourceControl::sourced))
                        .toList())
            .toList();
  }

  private static Stream<SourcedPolicy> sourced(OrganizationPolicy policy) {
    return policy.document().map(d -> new SourcedPolicy(policy.name(), d)).stream();
  }

  private static SourcedPolicy fullAccess() {
    String json =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\","
            + "\"Action\":\"*\",\"Resource\":\"*\"}}";
    return new SourcedPolicy(
        "RCPFullAWSAccess", PolicyParser.parse(json, PolicyKind.RCP).document().orElseThrow());
  }
}
