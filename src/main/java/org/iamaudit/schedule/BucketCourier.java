package org.iamaudit.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.iamaudit.collect.BucketSettings;
import org.iamaudit.collect.CollectException;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.collect.EvidenceBucket;
import org.iamaudit.schedule.DeliveryTable.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Puts finished packages into a bucket, beside the audits: one after the other, however long the
 * bucket is away.
 *
 * <p>INVARIANT: a package is delivered file by file, its manifest last, so that a manifest in the
 * bucket says that the package is whole. No object is ever replaced: what is there already, and is
 * the same, was put there by an attempt that did not live to note it. Another content keeps the
 * package waiting, at error, until someone has looked: the bucket would get a package of two
 * halves.
 */
final class BucketCourier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BucketCourier.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  /** After so long, whoever took a package is taken for dead. */
  private static final Duration CLAIM = Duration.ofMinutes(30);

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 7;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  /** What seals a package comes after what it seals. */
  private static final List<String> LAST = List.of("manifest.sig", "SHA256SUMS", "manifest.json");

  private final DeliveryTable table;
  private final Supplier<Optional<BucketSettings>> settings;
  private final InstantSource clock;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("bucket"));

  /**
   * A courier that has not begun.
   *
   * @param settings those in force, asked anew each time; empty: nothing is delivered
   */
  BucketCourier(
      DeliveryTable table, Supplier<Optional<BucketSettings>> settings, InstantSource clock) {
    this.table = table;
    this.settings = settings;
    this.clock = clock;
  }

  void start() {
    looking.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Delivers whatever is due. */
  void look() {
    try {
      Optional<BucketSettings> inForce = settings.get();
      Optional<Waiting> due = inForce.isPresent() ? take() : Optional.empty();
      if (due.isPresent()) {
        try (EvidenceBucket bucket = new EvidenceBucket(inForce.get(), PATIENCE)) {
          for (; due.isPresent() && !looking.isShutdown(); due = take()) {
            deliver(bucket, due.get());
          }
        }
      }
    } catch (RuntimeException | Error e) { // an executor drops what throws
      // Such as a database that is away: what was taken is due again when its claim ends.
      LOG.atError()
          .addKeyValue("event", "delivery.delayed")
          .log("cannot deliver packages for now: {}", e.getMessage());
    }
  }

  private Optional<Waiting> take() {
    Instant now = clock.instant();
    return table.take(now, now.plus(CLAIM));
  }

  private void deliver(EvidenceBucket bucket, Waiting delivery) {
    Path folder = delivery.folder();
    try {
      int there = 0;
      List<Path> files = files(folder);
      for (Path file : files) {
        String name =
            folder.getFileName() + "/" + folder.relativize(file).toString().replace('\\', '/');
        there += bucket.put(name, file, clock.instant()) ? 0 : 1;
      }
      table.delivered(delivery, clock.instant());
      LOG.atInfo()
          .addKeyValue("event", "package.delivered")
          .addKeyValue("package", folder.getFileName())
          .addKeyValue("files", files.size())
          .addKeyValue("there_before", there)
          .log("package delivered");
    } catch (CollectException | IOException e) {
      Instant next = clock.instant().plus(pause(delivery.attempts()));
      String reason =
          e instanceof IOException ? "cannot read `" + folder + "`: " + e : e.getMessage();
      table.failed(delivery, reason, next);
      boolean conflict = e instanceof CollectException c && c.kind() == Kind.IMPLAUSIBLE;
      LOG.atLevel(conflict ? Level.ERROR : Level.WARN)
          .addKeyValue("event", "delivery.failed")
          .addKeyValue("package", folder.getFileName())
          .addKeyValue("attempt", delivery.attempts() + 1)
          .addKeyValue("next_attempt", next)
          .log(reason);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted(
              Comparator.<Path>comparingInt(f -> LAST.indexOf(f.getFileName().toString()))
                  .thenComparing(Comparator.naturalOrder()))
          .toList();
    }
  }

  /** Half a minute, doubled up to about an hour. */
  private static Duration pause(int attempts) {
    return SHORTEST_PAUSE.multipliedBy(1L << Math.min(MOST_DOUBLINGS, attempts));
  }

  /** What is under way is left to the next start; nothing is lost by that. */
  @Override
  public void close() {
    looking.shutdownNow();
    try {
      looking.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
