package org.iamaudit.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.sun.net.httpserver.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.run.LogCapture;
import org.iamaudit.schedule.PeriodPlan.Decision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages on their way to a bucket: the SDK, a database, a server that speaks S3. */
class BucketCourierTest {
  private static final Instant FIRE_TIME = Instant.parse("2026-11-01T05:00:00Z");
  private static final Period PERIOD = new Period("monthly", FIRE_TIME, "");
  private static final String NAME = "iam-audit_123456789012_2026-11_run-1";
  private static final String KEY = "/evidence/iam/" + NAME + "/";

  @TempDir Path directory;

  private final AtomicReference<AuditConfig> config = new AtomicReference<>();
  private Instant now = FIRE_TIME;
  private FakeBucket server;
  private StateDatabase database;
  private DeliveryTable table;

  @BeforeEach
  void finishAnAudit() throws Exception {
    System.setProperty("aws.accessKeyId", "AKIATEST");
    System.setProperty("aws.secretKey", "x");
    server = new FakeBucket();
    config.set(
        new TestConfig(directory)
            .load(
                """
                retention: P7Y
                delivery: {bucket: evidence, prefix: iam, region: eu-central-1, endpoint: "%s", object-lock: compliance}
                """
                    .formatted(server.endpoint())));
    Path folder = Files.createDirectories(directory.resolve("reports").resolve(NAME));
    for (String file :
        List.of("manifest.json", "SHA256SUMS", "manifest.sig", NAME + ".xlsx", "raw/a.gz")) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "content of " + file);
    }
    open();
    Announcer announcer = new Announcer(config);
    PeriodClaims claims = new PeriodClaims(database.dataSource(), announcer);
    new PeriodPlanning(database.dataSource(), announcer)
        .plan("monthly", List.of(Decision.audit(FIRE_TIME)), List.of(""), false, now);
    claims.claim(PERIOD, "me", "node", now);
    String workbook = folder.resolve(NAME + ".xlsx").toString();
    claims.finish(
        PERIOD,
        "me",
        new PeriodClaims.Result(true, "run-1", workbook, Map.of(), Optional.empty()),
        now);
  }

  private void open() throws DaemonException {
    database = StateDatabase.open(config.get());
    table = new DeliveryTable(database.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
    server.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretKey");
  }

  private void look() {
    try (BucketCourier courier =
        new BucketCourier(table, () -> config.get().delivery(), () -> now)) {
      courier.look();
    }
  }

  @Test
  void everyFileArrivesLockedAndTheManifestLast() {
    assertThat(table.standing().waiting()).as("with the result").isOne();
    look();
    assertThat(server.objects().keySet())
        .containsExactly(
            KEY + NAME + ".xlsx",
            KEY + "raw/a.gz",
            KEY + "manifest.sig",
            KEY + "SHA256SUMS",
            KEY + "manifest.json");
    assertThat(server.objects().values())
        .allSatisfy(
            object -> {
              assertThat(object.headers().getFirst("x-amz-object-lock-mode"))
                  .isEqualTo("COMPLIANCE");
              assertThat(object.headers().getFirst("x-amz-object-lock-retain-until-date"))
                  .startsWith("2033-11-01T05:00:00");
            });
    assertThat(new String(server.objects().get(KEY + "raw/a.gz").content(), UTF_8))
        .isEqualTo("content of raw/a.gz");
    assertThat(table.standing()).isEqualTo(new DeliveryTable.Standing(1, 0, Optional.empty(), ""));
  }

  @Test
  void aBucketThatIsAwayLosesNothingAcrossARestart() throws Exception {
    server.setDown(true);
    look();
    assertThat(table.standing().since()).contains(FIRE_TIME);
    assertThat(table.standing().reason())
        .contains("the bucket `evidence`: ServiceUnavailable")
        .endsWith("needs s3:PutObject and s3:PutObjectRetention on it");
    database.close();
    open();
    server.setDown(false);
    look();
    assertThat(server.objects()).as("not due yet").isEmpty();
    now = now.plus(Duration.ofMinutes(1));
    look();
    assertThat(server.objects()).hasSize(5);
    look();
    assertThat(table.standing().delivered()).isOne();
  }

  @Test
  void nothingIsEverOverwritten() {
    look();
    byte[] before = server.objects().get(KEY + "SHA256SUMS").content();
    dieBeforeTheManifest();
    look();
    assertThat(server.objects()).hasSize(5);
    assertThat(server.objects().get(KEY + "SHA256SUMS").content()).isSameAs(before);
    assertThat(table.standing().delivered()).isOne();
  }

  @Test
  void anotherContentOfTheSameSizeIsNotTakenForDelivered() throws Exception {
    look();
    FakeBucket.Stored other = replaced("content of raw/b.gz", false);
    dieBeforeTheManifest();
    try (LogCapture log = new LogCapture()) {
      look();
      assertThat(log.await("delivery.failed").getLevel()).isEqualTo(Level.ERROR);
    }
    assertIsWaiting("`iam/" + NAME + "/raw/a.gz` in the bucket `evidence` is there already");
    assertThat(server.objects()).doesNotContainKey(KEY + "manifest.json");
    assertThat(server.objects()).as("as it was").containsEntry(KEY + "raw/a.gz", other);
  }

  @Test
  void whatHasNoHashWithItIsComparedByItsEtag() {
    look();
    replaced("content of raw/b.gz", true);
    dieBeforeTheManifest();
    look();
    assertIsWaiting("with another content (19 bytes) than the file here (19 bytes)");

    replaced("content of raw/a.gz", true);
    now = now.plus(Duration.ofHours(2));
    look();
    assertThat(table.standing().delivered()).as("of an earlier version").isOne();
    assertThat(server.objects()).hasSize(5);
  }

  @Test
  void anotherSizeIsAnotherContent() {
    look();
    replaced("short", false);
    dieBeforeTheManifest();
    look();
    assertIsWaiting("with another content (5 bytes) than the file here (19 bytes)");
  }

  @Test
  void whatMayNotBeComparedIsNotTakenForDelivered() {
    look();
    dieBeforeTheManifest();
    server.setWriteOnly(true);
    look();
    assertIsWaiting("there is one of that name, which cannot be compared: ");
    assertThat(table.standing().reason()).endsWith("needs s3:GetObject on it");
  }

  private void dieBeforeTheManifest() {
    server.objects().remove(KEY + "manifest.json");
    new Sql(database.dataSource())
        .transaction(
            "forget",
            connection ->
                Sql.update(connection, "UPDATE delivery SET delivered_at = NULL, due_at = ?", now)
                    > 0);
  }

  /** Puts another object into the place of {@code raw/a.gz}, with its own hash or with none. */
  private FakeBucket.Stored replaced(String text, boolean plain) {
    Headers headers = new Headers();
    if (!plain) {
      headers.set("x-amz-meta-sha256", "0".repeat(64));
    }
    FakeBucket.Stored other = new FakeBucket.Stored(text.getBytes(UTF_8), headers);
    server.objects().put(KEY + "raw/a.gz", other);
    return other;
  }

  private void assertIsWaiting(String reason) {
    assertThat(table.standing().delivered()).isZero();
    assertThat(table.standing().waiting()).isOne();
    assertThat(table.standing().reason()).contains(reason);
  }
}
