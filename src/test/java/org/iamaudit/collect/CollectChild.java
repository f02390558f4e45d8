package org.iamaudit.collect;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A collection in a process of its own, which can be killed. */
final class CollectChild {
  private CollectChild() {}

  /** {@code ENDPOINT SNAPSHOTS ACCOUNT}. */
  public static void main(String[] args) throws CollectException {
    CollectSettings settings =
        TestCollection.withLimits(
            TestCollection.settings(URI.create(args[0]), Path.of(args[1])),
            new CollectSettings.Limits(1000, Duration.ofMinutes(5), Duration.ofSeconds(60)));
    TestCollection.collect(TestCollection.planOf(settings, args[2]), args[2], Waiting.SYSTEM);
  }
}
