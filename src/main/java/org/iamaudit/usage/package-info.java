/**
 * What was used: service last accessed data, CloudTrail, the credential report; and how far that
 * evidence can be trusted.
 *
 * <p>May use the packages up to {@code evaluate} and a JSON reader.
 *
 * <p>Start with {@code UsageEvidence}.
 */
package org.iamaudit.usage;
