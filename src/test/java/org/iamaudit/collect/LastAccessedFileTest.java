package org.iamaudit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.collect.server.FakeError;
import org.iamaudit.collect.server.Faults;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastAccessedFileTest {
  @TempDir Path directory;

  /** Else it would write among the answers of the next collection. */
  @Test
  void nobodyWorksOnWhenItHasFailed() {
    List<String> principals =
        SnapshotReader.read(TestCollection.SAMPLE).principals().stream()
            .map(Principal::arn)
            .toList();
    LineStore answers = LineStore.open(directory.resolve("answers"));
    CountDownLatch allHaveWork = new CountDownLatch(8);
    CountDownLatch lingering = new CountDownLatch(1);
    CountDownLatch returned = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    // The last of the threads, which is awaited last, lingers on its first answer; then the others
    // fail.
    Runnable progress =
        () -> {
          if (Thread.currentThread().getName().endsWith("-thread-8")) {
            lingering.countDown();
            lingerUntil(returned);
            ended.set(true);
          } else {
            await(lingering);
          }
        };
    try (FakeAws server = FakeAws.start(TestCollection.SAMPLE);
        Aws aws =
            new Aws(
                TestCollection.settings(server.endpoint(), directory),
                "eu-central-1",
                new AWSStaticCredentialsProvider(
                    new BasicAWSCredentials("AKIATEST" + TestCollection.SAMPLE_ACCOUNT, "x")),
                Journal.inMemory(),
                new ImpatientWaiting())) {
      server.setFaults(
          Faults.fail(
              call -> {
                allHaveWork.countDown();
                await(allHaveWork);
                return lingering.getCount() == 0;
              },
              new FakeError(403, "ExpiredToken", "expired")));

      assertThatThrownBy(
              () -> new LastAccessedFile(aws, answers, new Gaps(), progress).complete(principals))
          .isInstanceOf(CollectException.class)
          .hasMessageContaining("expired");
      assertThat(ended).isTrue();
      returned.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Until it is interrupted, and then a little longer than whoever does not wait needs. */
  private static void lingerUntil(CountDownLatch returned) {
    try {
      returned.await();
    } catch (InterruptedException stopped) {
      try {
        returned.await(200, TimeUnit.MILLISECONDS);
      } catch (InterruptedException again) {
        throw new AssertionError(again);
      }
      Thread.currentThread().interrupt();
    }
  }
}
