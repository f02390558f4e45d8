package org.iamaudit.finding;

import java.util.Optional;
import org.iamaudit.catalog.AccessLevel;
import org.iamaudit.usage.Use;

/**
 * A row of the comparison: one principal × verdict × service × access level × granting or requiring
 * statement.
 *
 * @param conditional whether the permission holds, or is withheld, only under {@code conditions}
 * @param actionCount how many actions {@code actions} stands for
 * @param actions comma separated patterns without the service, which match these actions and no
 *     others: names, or {@code Get*}
 * @param witness one request out of the row, where the finding's is; empty string if not
 * @param alsoAffects how many other principals hold the same grant and would be changed by the same
 *     edit
 * @param requiredBy label of the requiring statement; empty if none
 */
public record ComparisonRow(
    PrincipalRef principal,
    Verdict verdict,
    boolean conditional,
    String service,
    AccessLevel accessLevel,
    int actionCount,
    String actions,
    String resources,
    String exceptResources,
    String conditions,
    String grantedBy,
    String via,
    int alsoAffects,
    String baseline,
    String requiredBy,
    Use use,
    String blockedBy,
    String witness,
    String suggestedEdit,
    Optional<String> findingId) {}
