package org.iamaudit.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.iamaudit.policy.Quoted;

/**
 * Reads the answer of {@code aws iam get-account-authorization-details}, token by token: the file
 * of a large account does not fit in memory beside what is read from it.
 */
final class AuthorizationDetailsReader {
  private static final String FILE = AuthorizationDetails.FILE;

  private final JsonInput json;
  private final Documents documents;
  private final Interner interner = new Interner();
  private final OwnAccount account = new OwnAccount();
  private final Set<String> lists = new LinkedHashSet<>();
  private final Set<String> identities = new HashSet<>();

  private final List<IamUser> users = new ArrayList<>();
  private final Map<String, IamGroup> groups = new LinkedHashMap<>();
  private final List<IamRole> roles = new ArrayList<>();
  private final Map<String, ManagedPolicy> policies = new LinkedHashMap<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final Truncation truncation = new Truncation();

  private AuthorizationDetailsReader(JsonInput json, Documents documents) {
    this.json = json;
    this.documents = documents;
  }

  static AuthorizationDetails read(InputStream in, Documents documents) throws IOException {
    return JsonInput.read(FILE, in, json -> new AuthorizationDetailsReader(json, documents).read());
  }

  private AuthorizationDetails read() throws IOException {
    json.object(this::field);
    truncation.refuse(json);
    if (users.isEmpty() && roles.isEmpty()) {
      throw SnapshotException.of(
          FILE,
          "empty account: an account without principals is a failed read, not a clean one;"
              + " collect it again without `--filter`");
    }
    for (String list : List.of("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")) {
      if (!lists.contains(list)) {
        gaps.add(
            new Gap(
                Gap.Kind.NOT_COLLECTED,
                FILE + ": " + list,
                "not in the file",
                "nothing is known of what this list holds"));
      }
    }
    return new AuthorizationDetails(
        account.id(),
        account.partition(),
        List.copyOf(users),
        Collections.unmodifiableMap(groups),
        List.copyOf(roles),
        Collections.unmodifiableMap(policies),
        List.copyOf(gaps));
  }

  private void field(String field) throws IOException {
    lists.add(field);
    switch (field) {
      case "UserDetailList" -> json.list(() -> users.add(entity("user").user()));
      case "RoleDetailList" -> json.list(() -> roles.add(entity("role").role()));
      case "GroupDetailList" -> json.list(this::group);
      case "Policies" -> json.list(this::policy);
      default -> truncation.field(field, json);
    }
  }

  private EntityFields entity(String type) throws IOException {
    EntityFields entity = new EntityFields(json, documents, interner, type);
    entity.read(account);
    checkOnce(entity.arn());
    checkOnce(
        type + " " + entity.name().toLowerCase(Locale.ROOT), type + " " + Quoted.of(entity.name()));
    if (!entity.id().isEmpty()) {
      checkOnce(entity.id());
    }
    gaps.addAll(entity.gaps());
    return entity;
  }

  private void group() throws IOException {
    EntityFields entity = entity("group");
    groups.put(interner.of(entity.name()), entity.group());
  }

  private void policy() throws IOException {
    ManagedPolicyReader reader = new ManagedPolicyReader(json, documents);
    ManagedPolicy policy = reader.read(account);
    checkOnce(policy.arn());
    policies.put(interner.of(policy.arn()), policy);
    reader.gap().ifPresent(gaps::add);
  }

  /** ARNs and unique ids name one thing in an account. */
  private void checkOnce(String arnOrId) {
    checkOnce(arnOrId, Quoted.of(arnOrId));
  }

  /** So do names, whatever their path and case (IAM User Guide, "IAM identifiers"). */
  private void checkOnce(String identity, String written) {
    if (!identities.add(identity)) {
      throw json.error(written + " occurs twice");
    }
  }
}
