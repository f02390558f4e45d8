package org.iamaudit.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.ExternalId;
import org.iamaudit.collect.LiveAccount;
import org.iamaudit.config.AuditConfig.Account;

/** Reads the accounts that are listed one by one: with a snapshot, or to be read from AWS. */
final class AccountsReader {
  static final List<String> KEYS = List.of("id", "name", "snapshot", "role-arn", "external-id");

  private final Problems problems;
  private final boolean collects;
  private final Set<AccountId> listed = new LinkedHashSet<>();
  private final List<Account> accounts = new ArrayList<>();
  private final List<LiveAccount> live = new ArrayList<>();

  /**
   * @param collects whether the configuration says how accounts are read from AWS
   */
  AccountsReader(Problems problems, boolean collects) {
    this.problems = problems;
    this.collects = collects;
  }

  void read(List<Section> sections) {
    sections.forEach(this::read);
  }

  private void read(Section section) {
    Optional<AccountId> id =
        section.required("id", "the 12 digits of the account, in quotes", Values::accountId);
    String name = section.value("name", Values::text).orElse("");
    Optional<String> role = section.value("role-arn", Values::roleArn);
    Optional<ExternalId> externalId = CollectReader.externalId(section, problems);
    if (id.isPresent() && !listed.add(id.get())) {
      problems.add(section.place("id"), "account `" + id.get() + "` is listed twice; keep one");
    }
    if (section.has("snapshot") || !collects) {
      Optional<java.nio.file.Path> snapshot =
          section.required(
              "snapshot",
              "the directory with its exports; or say under `collect` how it is read from AWS",
              Values::directory);
      if (role.isPresent() || externalId.isPresent()) {
        problems.add(
            section.place(),
            "`role-arn` and `external-id` are for accounts that are read from AWS; leave out either"
                + " them or `snapshot`");
      } else if (id.isPresent() && snapshot.isPresent()) {
        accounts.add(new Account(id.get(), name, snapshot.get()));
      }
    } else if (id.isPresent()) {
      checkRole(section, id.get(), role);
      live.add(new LiveAccount(id.get(), name, role, externalId));
    }
  }

  private void checkRole(Section section, AccountId id, Optional<String> role) {
    if (role.isPresent() && !role.get().contains(":" + id + ":")) {
      problems.add(
          section.place("role-arn"), "the role is not in account `" + id + "`; correct either");
    }
  }

  /** Every id that stands there, also of those that cannot be used. */
  Set<AccountId> listed() {
    return listed;
  }

  List<Account> accounts() {
    return accounts;
  }

  List<LiveAccount> live() {
    return live;
  }
}
