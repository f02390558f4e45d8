package org.iamaudit.snapshot;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.Quoted;

/**
 * The fields of one user, group or role, gathered in whatever order the file has them (IAM API
 * Reference, {@code UserDetail}, {@code GroupDetail}, {@code RoleDetail}; read 2026-11). Fields
 * that are not known are skipped: AWS adds some now and then.
 */
final class EntityFields {
  /**
   * What AWS never leaves out: without it, somebody chose fields, and nobody knows what it held.
   */
  private static final Map<String, List<String>> LISTS =
      Map.of(
          "user", List.of("AttachedManagedPolicies", "GroupList"),
          "group", List.of("AttachedManagedPolicies", "GroupPolicyList"),
          "role", List.of("AttachedManagedPolicies", "RolePolicyList"));

  private final JsonInput json;
  private final Documents documents;
  private final Interner interner;
  private final String type;
  private final List<Unreadable> unreadable = new ArrayList<>();

  private String arn = "";
  private String name = "";
  private String id = "";
  private String path = "";
  private Optional<Instant> created = Optional.empty();
  private final List<NamedPolicy> inlinePolicies = new ArrayList<>();
  private final List<String> attachedPolicyArns = new ArrayList<>();
  private Optional<String> boundaryArn = Optional.empty();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final List<String> groups = new ArrayList<>();
  private Optional<PolicyDocument> trustPolicy = Optional.empty();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> held = new HashSet<>();
  private Optional<Instant> lastUsed = Optional.empty();
  private boolean lastUseKnown;

  /**
   * @param type {@code user}, {@code role} or {@code group}
   */
  EntityFields(JsonInput json, Documents documents, Interner interner, String type) {
    this.json = json;
    this.documents = documents;
    this.interner = interner;
    this.type = type;
  }

  /** Reads the entity the file stands at; its ARN must be of the account. */
  void read(OwnAccount account) throws IOException {
    json.object(this::field);
    if (arn.isEmpty()) {
      throw json.error("a " + type + " without an `Arn`");
    }
    Optional<String> problem = account.problem(arn, type);
    if (problem.isPresent()) {
      throw json.error(problem.get());
    }
    int slash = arn.lastIndexOf('/');
    if (name.isEmpty()) {
      name = arn.substring(slash + 1);
    }
    if (path.isEmpty()) {
      path = interner.of(arn.substring(arn.indexOf('/'), slash + 1));
    }
    if (!arn.endsWith(":" + type + path + name)) {
      throw json.error(
          Quoted.of(arn)
              + " is not the ARN of a "
              + type
              + " of name "
              + Quoted.of(name)
              + " and path "
              + Quoted.of(path));
    }
    if (type.equals("role") && !seen.contains("AssumeRolePolicyDocument")) {
      unreadable.add(new Unreadable(Unreadable.TRUST_POLICY, "no `AssumeRolePolicyDocument`"));
    }
    if (id.isEmpty() && !type.equals("group")) {
      unreadable.add(new Unreadable(Unreadable.UNIQUE_ID, "no unique id, which AWS always gives"));
    }
    for (String list : LISTS.get(type)) {
      if (!seen.contains(list)) {
        unreadable.add(
            new Unreadable(list, "no such field, which AWS gives even where it is empty"));
      }
    }
  }

  private void field(String field) throws IOException {
    seen.add(field);
    switch (field) {
      case "Arn" -> arn = json.text();
      case "UserName", "RoleName", "GroupName" -> name = json.text();
      case "UserId", "RoleId", "GroupId" -> id = json.text();
      case "Path" -> path = interner.of(json.text());
      case "CreateDate" -> created = json.time();
      case "UserPolicyList", "RolePolicyList", "GroupPolicyList" -> json.list(this::inlinePolicy);
      case "AttachedManagedPolicies" -> json.list(this::attachedPolicy);
      case "PermissionsBoundary" -> boundary();
      case "Tags" -> json.list(this::tag);
      case "GroupList" -> json.list(this::membership);
      case "AssumeRolePolicyDocument" -> trustPolicy();
      case "RoleLastUsed" -> {
        lastUseKnown = !json.isNull();
        json.optionalObject(this::lastUse);
      }
      default -> json.skip();
    }
  }

  private void inlinePolicy() throws IOException {
    String[] policyName = {""};
    Documents.Parsed[] parsed = {Documents.Parsed.unreadable("no `PolicyDocument`")};
    json.object(
        field -> {
          switch (field) {
            case "PolicyName" -> policyName[0] = interner.of(json.text());
            case "PolicyDocument" -> parsed[0] = documents.read(json, PolicyKind.IDENTITY);
            default -> json.skip();
          }
        });
    if (policyName[0].isEmpty()) {
      throw json.error("an inline policy without a `PolicyName`");
    }
    checkOnce("inline policy", policyName[0]);
    inlinePolicies.add(new NamedPolicy(policyName[0], parsed[0].document()));
    keepProblem(policyName[0], parsed[0]);
  }

  private void trustPolicy() throws IOException {
    Documents.Parsed parsed = documents.read(json, PolicyKind.TRUST);
    trustPolicy = parsed.document();
    keepProblem(Unreadable.TRUST_POLICY, parsed);
  }

  private void keepProblem(String policy, Documents.Parsed parsed) {
    if (parsed.document().isEmpty()) {
      unreadable.add(new Unreadable(policy, parsed.problem()));
    }
  }

  private void attachedPolicy() throws IOException {
    String policy = required("PolicyArn", "an attached policy without a `PolicyArn`");
    checkOnce("attached policy", policy);
    attachedPolicyArns.add(policy);
  }

  private void membership() throws IOException {
    String group = interner.of(json.text());
    checkOnce("group", group);
    groups.add(group);
  }

  /** What is there twice is granted and found twice, and may say two things under one name. */
  private void checkOnce(String what, String which) {
    if (!held.add(what + " " + which)) {
      throw json.error(what + " " + Quoted.of(which) + " occurs twice");
    }
  }

  private void boundary() throws IOException {
    if (!json.isNull()) {
      boundaryArn =
          Optional.of(
              required(
                  "PermissionsBoundaryArn",
                  "a permissions boundary without a `PermissionsBoundaryArn`"));
    }
  }

  /** One text field of an object whose other fields do not matter. */
  private String required(String wanted, String problem) throws IOException {
    String[] found = {""};
    json.object(
        field -> {
          if (field.equals(wanted)) {
            found[0] = interner.of(json.text());
          } else {
            json.skip();
          }
        });
    if (found[0].isEmpty()) {
      throw json.error(problem);
    }
    return found[0];
  }

  private void tag() throws IOException {
    String[] tag = {"", ""};
    json.object(
        field -> {
          switch (field) {
            case "Key" -> tag[0] = interner.of(json.text());
            case "Value" -> tag[1] = interner.of(json.text());
            default -> json.skip();
          }
        });
    if (tag[0].isEmpty()) {
      throw json.error("a tag without a `Key`");
    }
    if (tags.put(tag[0], tag[1]) != null) {
      throw json.error("tag " + Quoted.of(tag[0]) + " occurs twice");
    }
  }

  private void lastUse(String field) throws IOException {
    if (field.equals("LastUsedDate")) {
      lastUsed = json.time();
    } else {
      json.skip();
    }
  }

  String arn() {
    return arn;
  }

  String name() {
    return name;
  }

  String id() {
    return id;
  }

  IamUser user() {
    return new IamUser(
        arn,
        name,
        id,
        path,
        created,
        inlinePolicies,
        attachedPolicyArns,
        boundaryArn,
        compactTags(),
        groups);
  }

  IamGroup group() {
    return new IamGroup(arn, name, id, path, created, inlinePolicies, attachedPolicyArns);
  }

  IamRole role() {
    return new IamRole(
        arn,
        name,
        id,
        path,
        created,
        inlinePolicies,
        attachedPolicyArns,
        boundaryArn,
        compactTags(),
        trustPolicy,
        lastUsed,
        lastUseKnown);
  }

  private Map<String, String> compactTags() {
    return tags.isEmpty() ? Map.of() : Collections.unmodifiableMap(tags);
  }

  List<Gap> gaps() {
    return unreadable.stream().map(u -> u.gap(type, name, arn)).toList();
  }
}
