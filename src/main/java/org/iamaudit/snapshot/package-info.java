/**
 * What was read from an account, its directory format, and the gaps: what could not be read. Every
 * audit runs from a snapshot, and nothing above this package in the flow knows where it came from.
 *
 * <p>Three kinds of trouble, told apart throughout:
 *
 * <ul>
 *   <li>the account or a file as a whole cannot be trusted (cut off, not well-formed, only a first
 *       page, of another account, changed since it was collected): a {@code SnapshotException};
 *   <li>a part cannot be read (a policy document, a report of one principal, a log file) or is
 *       named but not there: a {@code Gap}, and the rest goes on;
 *   <li>an optional file is absent: a {@code Gap} as well.
 * </ul>
 *
 * <p>As the first package that touches files it also holds what all later ones need for that:
 * {@code HeldFile} (one process at a time), {@code DirectoryTree}, {@code Sha256}, {@code
 * IoReason}.
 *
 * <p>May use the packages up to {@code permission} and readers of JSON and CSV.
 *
 * <p>Start with {@code SnapshotReader}.
 */
package org.iamaudit.snapshot;
