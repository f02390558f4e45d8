/**
 * The command line: commands, their options, exit codes. Only here do exceptions become exit codes.
 * Results go to stdout, everything else to stderr.
 *
 * <p>May use every package, and picocli, which no other package may. A command is a class; it gets
 * what surrounds the process as a {@code Shell} and writes through an {@code Output}, so that tests
 * can run it without a process.
 *
 * <p>Start with {@code Main}; after it {@code AuditRun} in {@code org.iamaudit.run}.
 */
package org.iamaudit.cli;
