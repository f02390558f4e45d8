package org.iamaudit.finding;

import java.util.List;

/**
 * A set of requests in words, exact over the actions of the catalogue: every action × every
 * resource that matches one of {@code resources} and none of {@code exceptResources}, under all
 * {@code conditions}.
 *
 * @param actions patterns that match these actions of the catalogue and no others: names, {@code
 *     service:*}, {@code service:Get*}, or {@code *}; sorted
 * @param conditions in words, one per condition key; empty: unconditional
 */
public record PermissionView(
    List<String> actions,
    List<String> resources,
    List<String> exceptResources,
    List<String> conditions) {
  public PermissionView {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    exceptResources = List.copyOf(exceptResources);
    conditions = List.copyOf(conditions);
  }
}
