package org.iamaudit.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.baseline.Requirement;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.PolicyKind;

/**
 * What the baselines that match a principal ask for, as sets.
 *
 * @param names of the baselines, sorted
 * @param required one for each required statement, in order of baseline and file
 */
record BaselineSets(
    List<String> names,
    List<Named> required,
    PermissionSet requiredUnion,
    PermissionSet tolerated,
    List<Named> forbidden,
    PermissionSet forbiddenUnion) {

  /** One statement of a baseline. */
  record Named(String baseline, Requirement requirement, PermissionSet set) {}

  /** Makes the sets; those that are the same for everyone only once. */
  static final class Compiler {
    private final Knowledge nobody;
    private final Map<Requirement, PermissionSet> shared = new ConcurrentHashMap<>();
    private final Map<List<String>, BaselineSets> whole = new ConcurrentHashMap<>();

    Compiler(String partition, Instant asOf) {
      nobody = Knowledge.ofPartition(partition).since(asOf);
    }

    BaselineSets of(List<Baseline> baselines, Knowledge knowledge) {
      List<String> names = baselines.stream().map(Baseline::name).toList();
      return baselines.stream().anyMatch(Compiler::dependsOnPrincipal)
          ? make(names, baselines, knowledge)
          : whole.computeIfAbsent(names, k -> make(names, baselines, nobody));
    }

    private static boolean dependsOnPrincipal(Baseline baseline) {
      return java.util.stream.Stream.of(
              baseline.requires(), baseline.tolerates(), baseline.forbids())
          .flatMap(List::stream)
          .anyMatch(r -> StatementCompiler.dependsOnPrincipal(r.statement(), r.variables()));
    }

    private BaselineSets make(List<String> names, List<Baseline> baselines, Knowledge knowledge) {
      List<Named> required = new ArrayList<>();
      List<Named> tolerated = new ArrayList<>();
      List<Named> forbidden = new ArrayList<>();
      for (Baseline baseline : baselines) {
        compile(baseline, baseline.requires(), knowledge, required);
        compile(baseline, baseline.tolerates(), knowledge, tolerated);
        compile(baseline, baseline.forbids(), knowledge, forbidden);
      }
      return new BaselineSets(
          names, required, union(required), union(tolerated), forbidden, union(forbidden));
    }

    private static PermissionSet union(List<Named> named) {
      return PermissionSet.union(named.stream().map(Named::set).toList());
    }

    private void compile(
        Baseline baseline, List<Requirement> requirements, Knowledge knowledge, List<Named> into) {
      for (Requirement requirement : requirements) {
        boolean personal =
            StatementCompiler.dependsOnPrincipal(requirement.statement(), requirement.variables());
        PermissionSet set =
            personal
                ? compile(requirement, knowledge)
                : shared.computeIfAbsent(requirement, r -> compile(r, nobody));
        into.add(new Named(baseline.name(), requirement, set));
      }
    }

    private static PermissionSet compile(Requirement requirement, Knowledge knowledge) {
      return StatementCompiler.compile(
          requirement.statement(), PolicyKind.IDENTITY, requirement.variables(), knowledge);
    }
  }
}
