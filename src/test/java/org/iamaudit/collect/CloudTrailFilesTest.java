package org.iamaudit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudTrailFilesTest {
  private static final String ACCOUNT = "111122223333";
  private static final String LOG = ACCOUNT + "_CloudTrail_eu-west-1_20261001T0000Z_a.json";

  @TempDir private Path folder;
  private Path logs;
  private Path target;

  @BeforeEach
  void directories() throws IOException {
    logs = Files.createDirectories(folder.resolve("logs"));
    target = folder.resolve("snapshot");
  }

  private int take() {
    return CloudTrailFiles.take(logs, ACCOUNT, target);
  }

  @Test
  void onlyLogsOfTheAccountAreTaken() throws IOException {
    Files.writeString(logs.resolve(LOG), "{}");
    Files.writeString(logs.resolve(LOG.replace(ACCOUNT, "444455556666")), "{}");
    Files.writeString(logs.resolve("notes.json"), "{}");

    assertThat(take()).isOne();
    assertThat(target).isDirectoryContaining(file -> file.endsWith(LOG));
  }

  /** A month that lies on another disk is one of use all the same. */
  @Test
  void linksLeadOnToWhatTheyName() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve(LOG), "{}");
    Files.createSymbolicLink(logs.resolve("09"), elsewhere);

    assertThat(take()).isOne();
    assertThat(target.resolve("09").resolve(LOG)).hasContent("{}");
  }

  @Test
  void logThatIsGoneBehindItsLinkIsNotPassedOver() throws IOException {
    Files.createSymbolicLink(logs.resolve(LOG), folder.resolve("gone.json"));

    assertThatThrownBy(this::take)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(LOG)
        .hasMessageEndingWith("no such file or directory");
  }

  @Test
  void whatAKilledCollectionHasLeftHalfIsTakenAgain() throws IOException {
    Files.writeString(logs.resolve(LOG), "{\"Records\": []}");
    Files.createDirectories(target);
    Files.writeString(target.resolve(LOG), "{\"Rec");

    assertThat(take()).isOne();
    assertThat(target.resolve(LOG)).hasSameTextualContentAs(logs.resolve(LOG));
  }
}
