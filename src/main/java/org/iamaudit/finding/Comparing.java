package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.evaluate.EffectivePermissions;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.usage.PrincipalUsage;

/** What the parts of one principal's comparison share: what is compared, and what came of it. */
record Comparing(
    FindingFactory factory,
    SetCache sets,
    PrincipalRef about,
    EffectivePermissions effective,
    PrincipalUsage usage,
    Prover prover,
    Discriminators discriminators,
    List<Slice> slices,
    List<Finding> findings,
    List<String> undecided) {

  Comparing(
      FindingFactory factory,
      SetCache sets,
      Principal principal,
      EffectivePermissions effective,
      PrincipalUsage usage,
      Prover prover) {
    this(
        factory,
        sets,
        FindingFactory.ref(principal),
        effective,
        usage,
        prover,
        new Discriminators(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /**
   * A request that proves a difference.
   *
   * @param allowed whether the principal must be allowed to make it, or must be denied
   * @param what the difference is, said of one that no request proves
   */
  Optional<Witness> prove(PermissionSet set, boolean allowed, String what) {
    Optional<Witness> witness = prover.prove(set, allowed);
    if (witness.isEmpty()) {
      undecided.add(what);
    }
    return witness;
  }

  /** What a reader must know if the picture is not whole. */
  String reservation() {
    return effective.unknown().isEmpty()
        ? ""
        : ", as far as could be read: " + String.join("; ", effective.unknown());
  }
}
