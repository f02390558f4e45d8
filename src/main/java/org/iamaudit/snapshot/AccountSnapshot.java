package org.iamaudit.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;

/**
 * Everything that was read of one account. Nothing right of it knows where it came from.
 *
 * <p>An absent source is {@code Optional.empty()} and has a {@link Gap}; an empty list means that
 * the source was read and holds nothing.
 *
 * @param users in file order, as are roles, groups and policies
 * @param policies by ARN, in file order
 * @param lastAccessed by principal ARN
 * @param fileHashes SHA-256 of every file read, by name relative to the directory, sorted
 */
public record AccountSnapshot(
    AccountId account,
    String partition,
    Provenance provenance,
    List<IamUser> users,
    Map<String, IamGroup> groups,
    List<IamRole> roles,
    Map<String, ManagedPolicy> policies,
    Optional<CredentialReport> credentialReport,
    Optional<Map<String, LastAccessed>> lastAccessed,
    Optional<Map<String, Long>> accountSummary,
    Optional<PasswordPolicy> passwordPolicy,
    Optional<List<MfaDevice>> virtualMfaDevices,
    Optional<List<ServerCertificate>> serverCertificates,
    Optional<OrganizationPlacement> organization,
    Optional<List<ResourcePolicy>> resourcePolicies,
    Optional<List<CloudTrailEvent>> cloudTrail,
    List<Gap> gaps,
    Map<String, String> fileHashes) {

  /** Whether the account was asked for its password policy, be it that it has none. */
  public boolean knowsPasswordPolicy() {
    return fileHashes.containsKey(SnapshotFile.PASSWORD_POLICY.fileName());
  }

  /** Users, then roles, each in file order. */
  public List<Principal> principals() {
    List<Principal> all = new ArrayList<>(users.size() + roles.size());
    all.addAll(users);
    all.addAll(roles);
    return all;
  }
}
