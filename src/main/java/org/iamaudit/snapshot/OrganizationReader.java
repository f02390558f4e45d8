package org.iamaudit.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.Quoted;
import org.iamaudit.snapshot.OrganizationPlacement.Level;
import org.iamaudit.snapshot.OrganizationPlacement.OrganizationPolicy;

/**
 * Reads {@code organization.json}: the organization, whether the account manages it, and the path
 * from the root to the account with the SCPs and RCPs attached at each level. {@code
 * {"Organization": null}} says that the account is in no organization.
 */
final class OrganizationReader {
  private static final String FILE = SnapshotFile.ORGANIZATION.fileName();
  private static final List<String> TYPES = List.of("ROOT", "ORGANIZATIONAL_UNIT", "ACCOUNT");

  private final JsonInput json;
  private final Documents documents;
  private final AccountId account;
  private final List<Gap> gaps;

  private boolean alone;
  private String organizationId = "";
  private Optional<String> managementAccountId = Optional.empty();
  private Optional<Boolean> managementAccount = Optional.empty();
  private final List<Level> path = new ArrayList<>();
  private final List<LevelFields> withoutScps = new ArrayList<>();

  private OrganizationReader(
      JsonInput json, Documents documents, AccountId account, List<Gap> gaps) {
    this.json = json;
    this.documents = documents;
    this.account = account;
    this.gaps = gaps;
  }

  /** Empty if the account is in no organization; adds what could not be read to the gaps. */
  static Optional<OrganizationPlacement> read(
      InputStream in, Documents documents, AccountId account, List<Gap> gaps) throws IOException {
    return JsonInput.read(
        FILE, in, json -> new OrganizationReader(json, documents, account, gaps).read());
  }

  private Optional<OrganizationPlacement> read() throws IOException {
    json.object(this::field);
    if (alone) {
      if (!path.isEmpty()) {
        throw json.error("`Organization` is null, but `Path` leads through one");
      }
      return Optional.empty();
    }
    if (organizationId.isEmpty()) {
      throw json.error("expected `Organization` with an `Id`");
    }
    checkPath();
    if (withoutScps.size() < path.size()) {
      withoutScps.stream().filter(level -> level.scpsListed).forEach(this::emptied);
    }
    return Optional.of(
        new OrganizationPlacement(organizationId, managementAccountId, isManagement(), path));
  }

  /** Whether SCPs spare the account, on which both fields must agree. */
  private boolean isManagement() {
    Optional<Boolean> byId = managementAccountId.map(account.digits()::equals);
    if (byId.isPresent() && managementAccount.isPresent() && !byId.equals(managementAccount)) {
      throw json.error(
          "`ManagementAccount` is "
              + managementAccount.get()
              + " for account "
              + account
              + ", but `MasterAccountId` is "
              + Quoted.of(managementAccountId.get()));
    }
    return managementAccount
        .or(() -> byId)
        .orElseThrow(
            () ->
                json.error(
                    "expected `ManagementAccount`, or a `MasterAccountId` of the organization: SCPs"
                        + " spare the management account"));
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "Organization" -> {
        alone = json.isNull();
        if (!alone) {
          json.object(this::organizationField);
        }
      }
      case "ManagementAccount" -> managementAccount = Optional.of(json.flag());
      case "Path" -> json.list(() -> level(new LevelFields()));
      default -> json.skip();
    }
  }

  private void organizationField(String field) throws IOException {
    switch (field) {
      case "Id" -> organizationId = json.text();
      case "MasterAccountId", "ManagementAccountId" -> managementAccountId = json.optionalText();
      default -> json.skip();
    }
  }

  /** SCPs are inherited along the path, so that one with a hole would allow too much. */
  private void checkPath() {
    boolean complete =
        path.size() >= 2
            && path.get(0).type().equals("ROOT")
            && path.get(path.size() - 1).type().equals("ACCOUNT")
            && path.subList(1, path.size() - 1).stream()
                .allMatch(level -> level.type().equals("ORGANIZATIONAL_UNIT"));
    if (!complete) {
      throw json.error(
          "expected `Path` to lead from a `ROOT` over each `ORGANIZATIONAL_UNIT` to the `ACCOUNT`");
    }
    String id = path.get(path.size() - 1).id();
    if (!id.equals(account.digits())) {
      throw json.error(
          "`Path` leads to account "
              + Quoted.of(id)
              + ", the details are those of account "
              + account);
    }
  }

  private static final class LevelFields {
    String type = "";
    String id = "";
    String name = "";
    final List<OrganizationPolicy> scps = new ArrayList<>();
    final List<OrganizationPolicy> rcps = new ArrayList<>();
    final List<PolicyProblem> problems = new ArrayList<>();
    boolean scpsListed;
    boolean rcpsListed;
  }

  private record PolicyProblem(OrganizationPolicy policy, String problem) {}

  private void level(LevelFields level) throws IOException {
    json.object(
        field -> {
          switch (field) {
            case "Type" -> level.type = json.text();
            case "Id" -> level.id = json.text();
            case "Name" -> level.name = json.text();
            case "ServiceControlPolicies" -> {
              level.scpsListed = true;
              json.list(() -> level.scps.add(policy(PolicyKind.SCP, level.problems)));
            }
            case "ResourceControlPolicies" -> {
              level.rcpsListed = true;
              json.list(() -> level.rcps.add(policy(PolicyKind.RCP, level.problems)));
            }
            default -> json.skip();
          }
        });
    if (!TYPES.contains(level.type) || level.id.isEmpty()) {
      throw json.error(
          "expected a level with an `Id` and a `Type` out of " + String.join(", ", TYPES));
    }
    path.add(new Level(level.type, level.id, level.name, level.scps, level.rcps));
    if (level.scps.isEmpty()) {
      withoutScps.add(level);
    }
    if (!level.scpsListed) {
      notListed(level, "ServiceControlPolicies", "which SCPs apply there");
    }
    if (!level.rcpsListed) {
      notListed(level, "ResourceControlPolicies", "which RCPs apply there");
    }
    level.problems.forEach(p -> unreadable(level, p));
  }

  private void notListed(LevelFields level, String list, String what) {
    notKnown(level, "no `" + list + "` at " + level.type + " " + Quoted.of(level.name), what);
  }

  /** Where SCPs are enabled, AWS keeps at least one attached at every level. */
  private void emptied(LevelFields level) {
    notKnown(
        level,
        "no SCP at "
            + level.type
            + " "
            + Quoted.of(level.name)
            + ", though there are some elsewhere",
        "which SCPs apply there");
  }

  private void notKnown(LevelFields level, String reason, String what) {
    gaps.add(
        new Gap(
            Gap.Kind.NOT_COLLECTED,
            FILE + ": " + level.id,
            reason,
            what + " is unknown: what they deny is not subtracted from permissions"));
  }

  private void unreadable(LevelFields level, PolicyProblem unreadable) {
    OrganizationPolicy policy = unreadable.policy();
    gaps.add(
        new Gap(
            Gap.Kind.UNREADABLE,
            policy.arn().orElse(level.id) + ": " + policy.name(),
            unreadable.problem(),
            "what it denies at " + level.type + " " + Quoted.of(level.name) + " is unknown"));
  }

  private static final class PolicyFields {
    String id = "";
    String name = "";
    Optional<String> arn = Optional.empty();
    Documents.Parsed parsed = Documents.Parsed.unreadable("no `Document`");
  }

  private OrganizationPolicy policy(PolicyKind kind, List<PolicyProblem> problems)
      throws IOException {
    PolicyFields fields = new PolicyFields();
    json.object(
        field -> {
          switch (field) {
            case "Id" -> fields.id = json.text();
            case "Name" -> fields.name = json.text();
            case "Arn" -> fields.arn = json.optionalText();
            case "Document" -> fields.parsed = documents.read(json, kind);
            default -> json.skip();
          }
        });
    OrganizationPolicy policy =
        new OrganizationPolicy(fields.id, fields.name, fields.arn, fields.parsed.document());
    if (policy.document().isEmpty()) {
      problems.add(new PolicyProblem(policy, fields.parsed.problem()));
    }
    return policy;
  }
}
