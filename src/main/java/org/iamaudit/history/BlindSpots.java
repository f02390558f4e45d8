package org.iamaudit.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.PrincipalGaps;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.SnapshotFile;

/**
 * What a run could not have seen, because of its gaps. A finding that is gone and lies in a blind
 * spot is not resolved.
 *
 * <p>INVARIANT: a gap that is not known here hides everything.
 */
final class BlindSpots {
  /** Beginnings of the codes that cannot be trusted to be gone without a source. */
  private static final Map<SnapshotFile, List<String>> HIDDEN =
      Map.of(
          SnapshotFile.CREDENTIAL_REPORT, List.of("USE-001", "USE-002", "USE-003", "CRD-"),
          SnapshotFile.SERVICE_LAST_ACCESSED, List.of("USE-004", "USE-005"),
          SnapshotFile.PASSWORD_POLICY, List.of("CRD-010"),
          SnapshotFile.VIRTUAL_MFA_DEVICES, List.of("CRD-002", "CRD-003"),
          SnapshotFile.SERVER_CERTIFICATES, List.of("CRD-011"),
          // What is denied there is withheld from someone who needs it, or was tried in vain.
          SnapshotFile.ORGANIZATION, List.of("BAS-002", "BAS-009"),
          SnapshotFile.RESOURCE_POLICIES, List.of("BAS-", "PRV-", "TRU-", "USE-005"),
          SnapshotFile.CLOUD_TRAIL, List.of("BAS-009", "USE-005"),
          SnapshotFile.ACCOUNT_SUMMARY, List.of(),
          SnapshotFile.SNAPSHOT, List.of());

  /** The same of fields that the listing of principals lacks, or that cannot be right. */
  private static final Map<String, List<String>> HIDDEN_BY_FIELD =
      Map.of(
          SnapshotFile.AUTHORIZATION_DETAILS.fileName() + ": RoleLastUsed", List.of("USE-004"),
          SnapshotFile.AUTHORIZATION_DETAILS.fileName() + ": CreateDate",
              List.of("USE-004", "USE-005"));

  private static final Set<String> LISTED = Set.of("user", "role", "group", "policy");

  private final Map<String, String> unevaluated = new HashMap<>();
  private final Set<String> arns = new HashSet<>();

  /** ARNs by unique id: what was renamed has another one now than when it was seen. */
  private final Map<String, String> named = new HashMap<>();

  private final List<Gap> general = new ArrayList<>();

  BlindSpots(AccountResult account) {
    AccountSnapshot snapshot = account.snapshot();
    PrincipalGaps gaps = new PrincipalGaps(snapshot, account.gaps());
    for (PrincipalResult principal : account.principals()) {
      know(principal.principal().arn(), principal.principal().id());
      Stream.concat(
              principal.notEvaluated().stream(),
              gaps.of(principal.principal()).stream().map(BlindSpots::text))
          .findFirst()
          .ifPresent(reason -> unevaluated.put(principal.principal().arn(), reason));
    }
    snapshot.groups().values().forEach(g -> know(g.arn(), g.id()));
    snapshot.policies().values().forEach(p -> know(p.arn(), p.id()));
    for (Gap gap : account.gaps()) {
      String owner = gap.subject().split(": ", 2)[0];
      if (arns.contains(owner)) {
        unevaluated.putIfAbsent(owner, text(gap));
      } else {
        general.add(gap);
      }
    }
  }

  private void know(String arn, String id) {
    arns.add(arn);
    named.put(id.isEmpty() ? arn : id, arn);
  }

  /**
   * Whether a thing that a finding was about is not in the account any more. Of one that is listed
   * without unique id nobody can tell whether it is the same.
   */
  boolean isGone(FindingState finding) {
    return LISTED.contains(finding.principal().kind())
        && !named.containsKey(finding.principal().uniqueId())
        && !named.containsKey(finding.principal().arn());
  }

  /** Why it cannot be told whether something that is not listed exists. */
  Optional<String> hidesDeletion() {
    return general.stream()
        .filter(
            gap ->
                gap.isOf(SnapshotFile.ACCOUNT_SUMMARY)
                    || gap.isOf(SnapshotFile.AUTHORIZATION_DETAILS)
                        && !HIDDEN_BY_FIELD.containsKey(gap.subject()))
        .findFirst()
        .map(BlindSpots::text);
  }

  /** Why it cannot be told whether the finding is still there. */
  Optional<String> hides(FindingState finding) {
    PrincipalRef about = finding.principal();
    return Optional.ofNullable(unevaluated.get(named.getOrDefault(about.uniqueId(), about.arn())))
        .or(
            () ->
                general.stream()
                    .filter(gap -> hides(gap, finding.code()))
                    .findFirst()
                    .map(BlindSpots::text));
  }

  private static boolean hides(Gap gap, String code) {
    if (HIDDEN_BY_FIELD.containsKey(gap.subject())) {
      return HIDDEN_BY_FIELD.get(gap.subject()).stream().anyMatch(code::startsWith);
    }
    for (Map.Entry<SnapshotFile, List<String>> source : HIDDEN.entrySet()) {
      if (gap.isOf(source.getKey())) {
        return source.getValue().stream().anyMatch(code::startsWith);
      }
    }
    // Too few were listed: what is known of those who are listed stands.
    return !gap.subject().equals(SnapshotFile.AUTHORIZATION_DETAILS.fileName());
  }

  private static String text(Gap gap) {
    return gap.subject() + ": " + gap.reason();
  }
}
