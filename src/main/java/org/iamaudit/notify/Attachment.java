package org.iamaudit.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.iamaudit.notify.Notice.Workbook;
import org.iamaudit.snapshot.IoReason;
import org.iamaudit.snapshot.Sha256;

/**
 * The workbook as it goes along with a mail.
 *
 * @param bytes empty: it does not
 * @param note why not, for people; empty string if there is nothing to say
 */
record Attachment(String name, byte[] bytes, String note) {
  static final Attachment NONE = new Attachment("", new byte[0], "");

  /** The workbook, if it is small enough and still what the run wrote. */
  static Attachment of(Workbook workbook, long largest) {
    if (largest == 0) {
      return NONE;
    }
    if (workbook.bytes() > largest) {
      return without(
          "The workbook is not attached: it has %,d bytes, and up to %,d are attached."
              .formatted(workbook.bytes(), largest));
    }
    Path file = Path.of(workbook.path());
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!Sha256.of(bytes).equals(workbook.sha256())) {
        return without(
            "The workbook is not attached: it is not what the audit wrote. Run `verify` on its"
                + " folder.");
      }
      return new Attachment(file.getFileName().toString(), bytes, "");
    } catch (IOException e) {
      return without("The workbook is not attached: it cannot be read: " + IoReason.of(e) + ".");
    }
  }

  private static Attachment without(String note) {
    return new Attachment("", new byte[0], note);
  }
}
