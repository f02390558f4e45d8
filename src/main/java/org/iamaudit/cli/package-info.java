/**
 * The command line: commands, their options, exit codes. Only here do exceptions become exit codes.
 * Results go to stdout, logs to stderr.
 *
 * <p>May use every package, and picocli, which no other package may.
 *
 * <p>Start with {@code Main}; after it {@code AuditRun} in {@code org.iamaudit.run}.
 */
package org.iamaudit.cli;
