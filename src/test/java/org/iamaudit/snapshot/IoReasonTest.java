package org.iamaudit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Test;

class IoReasonTest {
  @Test
  void fullDiskHasARemedy() {
    String remedy = "no space left on the disk; make room and try again";
    assertThat(IoReason.of(new IOException("No space left on device"))).isEqualTo(remedy);
    assertThat(IoReason.of(new FileSystemException("a", null, "No space left on device")))
        .isEqualTo(remedy);
  }

  @Test
  void nameThatTheLocaleCannotSpellHasARemedy() {
    assertThat(IoReason.of(new InvalidPathException("prüf", "unmappable characters")))
        .isEqualTo(
            "not a path in this process's character set; set the environment variable `LC_ALL` to"
                + " `C.UTF-8`");
    assertThat(IoReason.of(new InvalidPathException("a\0b", "Nul character not allowed")))
        .isEqualTo("not a path");
  }
}
