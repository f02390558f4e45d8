package org.iamaudit.finding;

import java.time.Instant;
import java.util.Optional;
import org.iamaudit.catalog.AccessLevel;

/**
 * One policy that a principal holds, or that grants it something, summed up.
 *
 * @param type {@code managed}, {@code inline}, {@code group}, {@code permission set}, {@code
 *     resource policy} or {@code trust policy}
 * @param reach empty if the policy could not be read
 * @param lastUsed of what it effectively allows, or of the services of that
 * @param lastUsedStatus a {@link org.iamaudit.usage.UseState}, or {@code NOT_APPLICABLE} if it
 *     effectively allows nothing
 */
public record Entitlement(
    String name,
    String type,
    String via,
    Optional<Reach> reach,
    Optional<Instant> lastUsed,
    String lastUsedStatus) {

  /**
   * What a policy effectively allows.
   *
   * @param services how many services
   * @param highest the highest access level; empty if none
   * @param admin whether it is every action on every resource without condition
   */
  public record Reach(
      int services,
      Optional<AccessLevel> highest,
      boolean admin,
      boolean unrestrictedResources,
      boolean conditions) {}
}
