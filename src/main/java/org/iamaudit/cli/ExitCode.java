package org.iamaudit.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.iamaudit.config.FailOn;
import org.iamaudit.finding.AuditResult;

/** What the process tells its caller. Numbers are forever. */
enum ExitCode {
  DONE(0, "done"),
  FAILED(1, "failed; no report was written"),
  WRONG_USAGE(2, "wrong usage or configuration"),
  FINDINGS(3, "done; there are open findings at or above --fail-on, or there is new access"),
  INCOMPLETE(4, "done, but something could not be read: see the gaps"),
  NOT_VERIFIED(5, "the evidence does not verify"),
  LOCKED(6, "another run holds the lock");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  /** Of a run that ended: a gap outweighs findings, because there may be more of them behind it. */
  static ExitCode of(AuditResult result, FailOn failOn) {
    if (!result.complete()) {
      return INCOMPLETE;
    }
    return failOn.reachedBy(result) ? FINDINGS : DONE;
  }

  /** Code and meaning, for help. */
  static Map<String, String> help() {
    Map<String, String> lines = new LinkedHashMap<>();
    for (ExitCode exitCode : values()) {
      lines.put(" " + exitCode.code, exitCode.meaning);
    }
    return lines;
  }
}
