package org.iamaudit.finding;

import java.util.List;

/**
 * A set of requests in words, exact over the actions of the catalogue: every action × every
 * resource that matches one of {@code resources} and none of {@code exceptResources}, under all
 * {@code conditions}.
 *
 * @param actions catalogue names, or {@code service:*} where all of a service's actions are meant,
 *     or {@code *}; sorted
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
