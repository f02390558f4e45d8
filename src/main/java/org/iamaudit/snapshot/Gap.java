package org.iamaudit.snapshot;

/**
 * Something that could not be read. It travels to the report: what is missing is never taken for
 * "nothing there".
 *
 * @param subject what is missing: a file name, an ARN, or {@code ARN: policy name}
 * @param reason why, one line; includes the error as given
 * @param effect what the audit cannot say because of it
 */
public record Gap(Kind kind, String subject, String reason, String effect) {

  /** Whether it is about that file, a part of it ({@code file: part}), or a file in that folder. */
  public boolean isOf(SnapshotFile file) {
    String name = file.fileName();
    return subject.startsWith(name)
        && (subject.length() == name.length() || ":/ ".indexOf(subject.charAt(name.length())) >= 0);
  }

  /** How much is lost. */
  public enum Kind {
    /** An optional source was not collected; what it shows is unknown for the whole account. */
    NOT_COLLECTED,
    /** A call was refused or failed while collecting. */
    CALL_FAILED,
    /**
     * Something in a source cannot be read, so the principals that depend on it are not evaluated
     * in full.
     */
    UNREADABLE
  }
}
