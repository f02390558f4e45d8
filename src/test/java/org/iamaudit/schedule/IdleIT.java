package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.iamaudit.cli.ProductProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon that does little for long keeps its memory and leaves nothing behind.
 *
 * <p>{@code -Diamaudit.idle=PT1H} lets it be triggered each minute for an hour; otherwise every two
 * seconds for a short while.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks into /proc")
@Timeout(7200)
class IdleIT {
  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final Duration TIME =
      Duration.parse(System.getProperty("iamaudit.idle", SHORT.toString()));
  private static final int WARM_UP = 4;
  private static final int HEAP_MAY_GROW_KB = 8_192;
  private static final int FEW = 4;

  @TempDir Path directory;

  /** What a process holds. */
  private record Held(long heapKb, int threads, int files) {}

  @Test
  void memoryThreadsAndFilesStayAsTheyAre() throws Exception {
    boolean brief = TIME.equals(SHORT);
    int every = brief ? 2 : 60;
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Path config =
        Files.writeString(
            directory.resolve("iamaudit.yml"),
            """
            accounts: [{id: "111122223333", snapshot: %s}]
            http: {listen: "127.0.0.1:0"}
            schedules: [{name: often, cron: "%s", zone: UTC, misfire: skip}]
            """
                .formatted(
                    Path.of("src/test/resources/snapshot/complete").toAbsolutePath(),
                    brief ? "0/2 * * * * ?" : "0 * * * * ?"));
    try (ProductProcess daemon =
        ProductProcess.start(
            List.of("-Djava.io.tmpdir=" + temporary, "-Xmx256m"),
            "daemon",
            "--config",
            config.toString())) {
      for (int i = 0; i < WARM_UP; i++) {
        daemon.awaitEvent("run.finished");
      }
      Held before = heldAtRest(daemon);
      long audits = TIME.toSeconds() / every;
      for (long i = 0; i < audits; i++) {
        daemon.awaitEvent("run.finished");
      }
      Held after = heldAtRest(daemon);
      System.out.printf("%d audits in %s: %s, then %s%n", audits, TIME, before, after);
      assertThat(after.heapKb()).isLessThan(before.heapKb() + HEAP_MAY_GROW_KB);
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + FEW);
      assertThat(after.files()).isLessThanOrEqualTo(before.files() + FEW);
      daemon.sigterm();
      assertThat(daemon.exitCode()).as(daemon.toString()).isZero();
    }
    try (Stream<Path> left = Files.walk(temporary)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
    try (Stream<Path> reports = Files.list(directory.resolve("reports"))) {
      assertThat(reports.map(p -> p.getFileName().toString())).noneMatch(n -> n.startsWith("."));
    }
  }

  /** The least of a few moments: an audit may be at work in some of them. */
  private static Held heldAtRest(ProductProcess daemon) throws Exception {
    Held least = new Held(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    for (int i = 0; i < WARM_UP; i++) {
      daemon.awaitEvent("run.finished");
      Held now = held(daemon.pid());
      least =
          new Held(
              Math.min(least.heapKb(), now.heapKb()),
              Math.min(least.threads(), now.threads()),
              Math.min(least.files(), now.files()));
    }
    return least;
  }

  private static Held held(long pid) throws Exception {
    jcmd(pid, "GC.run");
    String heap = jcmd(pid, "GC.heap_info");
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return new Held(
          number(heap, "used (\\d+)K"),
          (int) number(Files.readString(process.resolve("status")), "Threads:\\s+(\\d+)"),
          (int) files.count());
    }
  }

  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), command).redirectErrorStream(true).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(answer).isZero();
    return answer;
  }
}
