/**
 * Amazon Resource Names, account ids, and the wildcard languages that match them.
 *
 * <p>Uses the JDK only. It is the bottom of the table: every other package may use it, it uses
 * none.
 *
 * <p>Start with {@code Language}, the algebra of sets of strings, and {@code Glob}, one pattern
 * with {@code *} and {@code ?}.
 */
package org.iamaudit.arn;
