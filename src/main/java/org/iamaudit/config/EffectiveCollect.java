package org.iamaudit.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.CollectPlan;
import org.iamaudit.collect.CollectSettings;
import org.iamaudit.collect.ExternalId;
import org.iamaudit.collect.OrganizationSelection;

/** How accounts are read from AWS, written out as {@link EffectiveConfig} has it. */
final class EffectiveCollect {
  private EffectiveCollect() {}

  static Map<String, Object> tree(CollectPlan plan) {
    CollectSettings settings = plan.settings();
    Map<String, Object> tree = new LinkedHashMap<>();
    settings.region().ifPresent(region -> tree.put("region", region));
    if (!settings.regions().isEmpty()) {
      tree.put("regions", settings.regions());
    }
    settings.profile().ifPresent(profile -> tree.put("profile", profile));
    settings.endpoint().ifPresent(endpoint -> tree.put("endpoint", endpoint.toString()));
    tree.put("snapshots", EffectiveConfig.absolute(settings.snapshots()));
    settings.cloudTrail().ifPresent(d -> tree.put("cloudtrail", EffectiveConfig.absolute(d)));
    tree.put("resource-policies", settings.resourcePolicies().stream().map(Keyword::of).toList());
    tree.put("parallel-accounts", settings.parallelAccounts());
    tree.put("requests-per-second", (int) settings.limits().requestsPerSecond());
    tree.put("deadline", settings.limits().deadline().toString());
    tree.put("answer-timeout", settings.limits().answerTimeout().toString());
    tree.put("max-shrink", settings.maxShrinkPercent());
    plan.organization().ifPresent(o -> tree.put("organization", tree(o)));
    return tree;
  }

  private static Map<String, Object> tree(OrganizationSelection selection) {
    Map<String, Object> tree = new LinkedHashMap<>();
    selection.readerRoleArn().ifPresent(role -> tree.put("reader-role-arn", role));
    selection.memberRole().ifPresent(role -> tree.put("member-role", role));
    selection.externalId().ifPresent(id -> tree.put("external-id", tree(id)));
    put(tree, "include", selection.include());
    put(tree, "exclude", selection.exclude());
    return tree;
  }

  private static void put(
      Map<String, Object> tree, String key, OrganizationSelection.Filter filter) {
    Map<String, Object> child = new LinkedHashMap<>();
    List<String> accounts = filter.accounts().stream().map(AccountId::digits).toList();
    putIfAny(child, "accounts", accounts, accounts.isEmpty());
    putIfAny(child, "organizational-units", filter.units(), filter.units().isEmpty());
    putIfAny(child, "tags", new java.util.TreeMap<>(filter.tags()), filter.tags().isEmpty());
    putIfAny(tree, key, child, child.isEmpty());
  }

  private static void putIfAny(
      Map<String, Object> tree, String key, Object value, boolean isEmpty) {
    if (!isEmpty) {
      tree.put(key, value);
    }
  }

  static Map<String, Object> tree(ExternalId externalId) {
    return externalId instanceof ExternalId.InFile file
        ? Map.of("file", EffectiveConfig.absolute(file.path()))
        : Map.of("env", ((ExternalId.InEnvironment) externalId).variable());
  }
}
