package org.iamaudit.finding;

import java.time.Instant;
import java.util.Optional;
import org.iamaudit.catalog.AccessLevel;

/**
 * One policy that a principal holds, summed up.
 *
 * @param type {@code managed}, {@code inline}, {@code group} or {@code permission set}
 * @param services how many services it reaches with an effective permission
 * @param highest the highest access level it effectively grants; empty if none
 * @param admin whether it effectively allows every action on every resource without condition
 */
public record Entitlement(
    String name,
    String type,
    String via,
    int services,
    Optional<AccessLevel> highest,
    boolean admin,
    boolean unrestrictedResources,
    boolean conditions,
    Optional<Instant> lastUsed,
    String lastUsedStatus) {}
