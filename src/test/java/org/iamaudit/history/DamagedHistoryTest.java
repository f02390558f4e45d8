package org.iamaudit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.iamaudit.arn.AccountId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is damaged says so, when it is opened or when it is asked, and can be made anew. */
class DamagedHistoryTest {
  private static final Instant OCTOBER = Instant.parse("2026-10-01T06:00:00Z");
  private static final AccountId ACCOUNT = new AccountId("123456789012");

  @TempDir Path directory;

  @Test
  void everyDamageNamesFileAndRemedyAndIsMended() throws Exception {
    HistorySettings settings = HistorySettings.in(directory.resolve("state"));
    try (History history = History.open(settings)) {
      for (int run = 0; run < 40; run++) {
        history.remember(
            HistoryTest.packageOf("r" + run, OCTOBER.plusSeconds(run), "a" + run, "b" + run));
      }
    }
    byte[] sound = Files.readAllBytes(settings.file().orElseThrow());
    Random random = new Random(Long.getLong("iamaudit.seed", 20261129));
    int opening = 0;
    int asking = 0;
    // The file is never the same twice, so that 40 may do without one of the two.
    for (int i = 0; i < 40 || (i < 400 && (opening == 0 || asking == 0)); i++) {
      byte[] bytes = damaged(sound, random);
      settings = settings("state" + i, bytes);
      Path file = settings.file().orElseThrow();
      boolean open = false;
      try (History history = History.open(settings)) {
        open = true;
        history.linesBetween(OCTOBER, OCTOBER.plusSeconds(99));
        for (int run = 0; run < 40; run++) {
          history.left("r" + run, ACCOUNT);
        }
        history.remember(HistoryTest.packageOf("new", OCTOBER.plusSeconds(100), "c"));
      } catch (HistoryException e) {
        assertThat(e)
            .hasMessage(
                "the history `%s` is damaged; `history rebuild` puts it aside and makes it again"
                    + " from the packages in `reports`",
                file);
        asking += open ? 1 : 0;
        opening += open ? 0 : 1;
      }
      // Another place: while this process lives, H2 may keep hold of a file that it gave up.
      HistorySettings again = settings("again" + i, bytes);
      History.rebuild(again, directory.resolve("reports"));
      try (History history = History.open(again)) {
        assertThat(history.linesBetween(OCTOBER, OCTOBER.plusSeconds(99))).isEmpty();
      }
    }
    assertThat(opening).as("noticed at opening").isPositive();
    assertThat(asking).as("noticed while asking").isPositive();
  }

  /** Damage may be as small as a word that still reads, but is none of ours. */
  @Test
  void aWordThatNobodyWroteIsDamage() throws Exception {
    HistorySettings settings = HistorySettings.in(directory.resolve("state"));
    try (History history = History.open(settings)) {
      history.remember(HistoryTest.packageOf("r", OCTOBER, "a"));
      try (Connection connection = History.connect(settings);
          Statement statement = connection.createStatement()) {
        statement.execute("update finding_state set condition = 'EEN'");
      }
      assertThatThrownBy(() -> history.left("r", ACCOUNT))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining(" is damaged; `history rebuild`");
    }
  }

  private HistorySettings settings(String name, byte[] content) throws IOException {
    HistorySettings settings = HistorySettings.in(directory.resolve(name));
    Files.createDirectories(directory.resolve(name));
    Files.write(settings.file().orElseThrow(), content);
    return settings;
  }

  /** Some bytes in a row are others, or the end is missing. */
  private static byte[] damaged(byte[] sound, Random random) {
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(sound, random.nextInt(sound.length));
    }
    byte[] bytes = sound.clone();
    byte[] noise = new byte[1 << random.nextInt(14)];
    random.nextBytes(noise);
    int at = random.nextInt(bytes.length);
    System.arraycopy(noise, 0, bytes, at, Math.min(noise.length, bytes.length - at));
    return bytes;
  }
}
