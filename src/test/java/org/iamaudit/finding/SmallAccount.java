package org.iamaudit.finding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.baseline.BaselineLoader;
import org.iamaudit.snapshot.SnapshotReader;

/** An account of a few hand-written users, roles and baselines, and its audit. */
final class SmallAccount {
  static final String ID = "123456789012";
  private static final Instant AS_OF = Instant.parse("2026-11-01T00:00:00Z");

  private static final String CREATED = "\"CreateDate\":\"2020-01-01T00:00:00Z\",";

  private final Path directory;
  private final List<String> users = new ArrayList<>();
  private final List<String> roles = new ArrayList<>();
  private final List<String> policies = new ArrayList<>();

  SmallAccount(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory.resolve("snapshot"));
    Files.createDirectories(directory.resolve("baselines"));
  }

  /** A user with one inline policy {@code p} of these statements, and more fields if need be. */
  SmallAccount user(String name, String statements, String... fields) {
    String more = fields.length == 0 ? "" : "," + String.join(",", fields);
    users.add(
        """
        {"UserName":"%1$s",%6$s"Path":"/","Arn":"arn:aws:iam::%2$s:user/%1$s",
         %5$s"AttachedManagedPolicies":[],
         "UserPolicyList":[{"PolicyName":"p","PolicyDocument":
           {"Version":"2012-10-17","Statement":[%3$s]}}]%4$s}"""
            .formatted(
                name,
                ID,
                statements,
                more,
                more.contains("CreateDate") ? "" : CREATED,
                more.contains("UserId") ? "" : "\"UserId\":\"AIDA%s\",".formatted(name)));
    return this;
  }

  /** A role that these trust statements let in, with one inline policy {@code p}. */
  SmallAccount role(String name, String trust, String statements, String... fields) {
    String more = fields.length == 0 ? "" : "," + String.join(",", fields);
    roles.add(
        """
        {"RoleName":"%1$s","RoleId":"AROA%1$s","Path":"/","Arn":"arn:aws:iam::%2$s:role/%1$s",
         "CreateDate":"2020-01-01T00:00:00Z","AttachedManagedPolicies":[],"InstanceProfileList":[],
         "AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[%3$s]},
         "RolePolicyList":[{"PolicyName":"p","PolicyDocument":
           {"Version":"2012-10-17","Statement":[%4$s]}}]%5$s}"""
            .formatted(name, ID, trust, statements, more));
    return this;
  }

  /** The role of a permission set, with one inline policy {@code p}. */
  SmallAccount permissionSet(String name, String statements) {
    String path = "/aws-reserved/sso.amazonaws.com/";
    role(name, "", statements);
    roles.add(
        roles
            .remove(roles.size() - 1)
            .replace("\"Path\":\"/\"", "\"Path\":\"" + path + "\"")
            .replace(":role/" + name, ":role" + path + name));
    return this;
  }

  /** A customer managed policy of one version. */
  SmallAccount policy(String name, String statements) {
    return policy(ID, name, statements);
  }

  /** A policy of one version; of the account {@code aws} if AWS manages it. */
  SmallAccount policy(String account, String name, String statements) {
    policies.add(
        """
        {"PolicyName":"%1$s","PolicyId":"ANPA%1$s","Arn":"arn:aws:iam::%2$s:policy/%1$s","Path":"/",
         "DefaultVersionId":"v1","AttachmentCount":0,"PolicyVersionList":[
           {"VersionId":"v1","IsDefaultVersion":true,"Document":
             {"Version":"2012-10-17","Statement":[%3$s]}}]}"""
            .formatted(name, account, statements));
    return this;
  }

  /** A file of the snapshot. */
  SmallAccount file(String name, String text) throws IOException {
    Path file = directory.resolve("snapshot").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** A baseline for everyone; {@code body} is YAML. */
  SmallAccount baseline(String name, String body) throws IOException {
    Files.writeString(
        directory.resolve("baselines").resolve(name + ".yml"),
        "baseline: "
            + name
            + "\nowner: owner@example.com\napplies-to: [{user: '*'}, {role: '*'}]\n"
            + body
            + "\n");
    return this;
  }

  AccountResult audit() throws Exception {
    file(
        "account-authorization-details.json",
        "{\"UserDetailList\":["
            + String.join(",", users)
            + "],\"RoleDetailList\":["
            + String.join(",", roles)
            + "],\"GroupDetailList\":[],\"Policies\":["
            + String.join(",", policies)
            + "]}");
    List<Baseline> baselines =
        BaselineLoader.load(directory.resolve("baselines"), arn -> Optional.empty());
    return AccountAudit.audit(
        "small",
        SnapshotReader.read(directory.resolve("snapshot")),
        baselines,
        Thresholds.DEFAULT,
        AS_OF,
        p -> {});
  }

  /** The findings of that type about that principal. */
  static List<Finding> of(AccountResult result, FindingType type, String name) {
    return result.findings().stream()
        .filter(f -> f.type() == type && f.principal().name().equals(name))
        .toList();
  }
}
