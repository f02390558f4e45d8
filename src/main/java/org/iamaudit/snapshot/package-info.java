/**
 * What was read from an account, its directory format, and the gaps: what could not be read. Every
 * audit runs from a snapshot, and nothing above this package in the flow knows where it came from.
 *
 * <p>May use the packages up to {@code permission} and readers of JSON and CSV.
 *
 * <p>Start with {@code SnapshotReader}.
 */
package org.iamaudit.snapshot;
