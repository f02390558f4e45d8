package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.snapshot.SnapshotFile;

/**
 * Which gaps of an account, other than those of whole files, leave open what a principal may do:
 * those about itself, about a policy or group that it holds, and about policies that everyone is
 * under.
 */
public final class PrincipalGaps {
  private final Map<String, IamGroup> groups;
  private final Map<String, List<Gap>> byOwner = new HashMap<>();
  private final List<Gap> everyones = new ArrayList<>();

  public PrincipalGaps(AccountSnapshot snapshot, List<Gap> gaps) {
    this.groups = snapshot.groups();
    Set<String> owners = new HashSet<>(snapshot.policies().keySet());
    snapshot.principals().forEach(p -> owners.add(p.arn()));
    groups.values().forEach(g -> owners.add(g.arn()));
    for (Gap gap : gaps) {
      String owner = gap.subject().split(": ", 2)[0];
      if (owners.contains(owner)) {
        byOwner.computeIfAbsent(owner, o -> new ArrayList<>()).add(gap);
      } else if (Stream.of(SnapshotFile.values()).noneMatch(gap::isOf)) {
        everyones.add(gap);
      }
    }
  }

  /** Those of one thing alone, by its ARN. */
  public List<Gap> about(String arn) {
    return byOwner.getOrDefault(arn, List.of());
  }

  /** Those that are about a principal in one way or another. */
  public List<Gap> of(Principal principal) {
    if (byOwner.isEmpty() && everyones.isEmpty()) {
      return List.of();
    }
    Stream<IamGroup> held =
        principal instanceof IamUser user
            ? user.groups().stream().flatMap(name -> Optional.ofNullable(groups.get(name)).stream())
            : Stream.empty();
    Stream<String> owners =
        Stream.of(
                Stream.of(principal.arn()),
                principal.attachedPolicyArns().stream(),
                principal.boundaryArn().stream(),
                held.flatMap(
                    group ->
                        Stream.concat(Stream.of(group.arn()), group.attachedPolicyArns().stream())))
            .flatMap(arns -> arns);
    return Stream.concat(owners.distinct().flatMap(arn -> about(arn).stream()), everyones.stream())
        .toList();
  }
}
