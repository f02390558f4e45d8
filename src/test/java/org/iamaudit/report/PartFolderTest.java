package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFolderTest {
  @TempDir Path reports;

  @Test
  void whatADeadWriterLeftIsClearedAwayAndALivingOnesIsNot() throws IOException {
    Path dead = Files.createDirectory(reports.resolve(".part-iam-audit_1-0"));
    Files.writeString(dead.resolve("findings.json"), "{");
    Files.createFile(reports.resolve(".part-iam-audit_1-0.lock"));
    try (PartFolder first = PartFolder.beside(reports.resolve("iam-audit_1"))) {
      assertThat(dead).isEmptyDirectory();
      assertThat(first.path()).isEqualTo(dead);
      try (PartFolder second = PartFolder.beside(reports.resolve("iam-audit_1"))) {
        assertThat(second.path()).isNotEqualTo(first.path());
        assertThat(first.path()).exists();
      }
    }
    assertThat(reports).isEmptyDirectory();
  }
}
