package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
  private static final String DETAILS = "account-authorization-details.json";

  @TempDir Path snapshot;

  /** That there is no organization was read, and is not what nobody asked. */
  @Test
  void anAccountInNoOrganizationCountsAsRead() throws Exception {
    Files.copy(Path.of("src/test/resources/snapshot/complete", DETAILS), snapshot.resolve(DETAILS));
    assertThat(DataSource.ORGANIZATION.isIn(SnapshotReader.read(snapshot))).isFalse();

    Files.writeString(snapshot.resolve("organization.json"), "{\"Organization\": null}");
    assertThat(DataSource.ORGANIZATION.isIn(SnapshotReader.read(snapshot))).isTrue();
  }
}
