package org.iamaudit.config;

import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.collect.BucketSettings;
import org.iamaudit.collect.BucketSettings.Lock;
import org.iamaudit.collect.BucketSettings.Mode;

/** Reads which bucket the daemon delivers packages to. */
final class DeliveryReader {
  static final List<String> KEYS =
      List.of("bucket", "prefix", "region", "endpoint", "kms-key-arn", "object-lock", "retain");

  private DeliveryReader() {}

  /**
   * Empty if no bucket is given.
   *
   * @param retention how long a lock lasts unless it is said here
   */
  static Optional<BucketSettings> read(Section section, Period retention, Problems problems) {
    Optional<String> bucket = section.value("bucket", Values::bucket);
    Optional<String> prefix = section.value("prefix", Values::keyPrefix);
    Optional<String> region = section.value("region", Values::region);
    var endpoint = section.value("endpoint", Values::endpoint);
    Optional<String> kmsKey = section.value("kms-key-arn", Values::kmsKeyArn);
    Optional<Mode> mode = section.value("object-lock", Values.keyword(Mode.class));
    Optional<Period> retain = section.value("retain", Values::period);
    List<String> given = KEYS.stream().filter(section::has).toList();
    for (String needed : List.of("bucket", "region")) {
      if (!given.isEmpty() && !given.contains(needed)) {
        problems.add(section.place(), "`" + needed + "` is missing: where packages are delivered");
      }
    }
    if (given.contains("retain") && !given.contains("object-lock")) {
      problems.add(
          section.place("retain"), "`retain` needs `object-lock: governance` or `compliance`");
    }
    return bucket.isEmpty() || region.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BucketSettings(
                bucket.get(),
                prefix.orElse(""),
                region.get(),
                endpoint,
                kmsKey,
                mode.map(m -> new Lock(m, retain.orElse(retention)))));
  }

  /** As it is written. */
  static Map<String, Object> tree(BucketSettings settings) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("bucket", settings.bucket());
    if (!settings.prefix().isEmpty()) {
      tree.put("prefix", settings.prefix());
    }
    tree.put("region", settings.region());
    settings.endpoint().ifPresent(endpoint -> tree.put("endpoint", endpoint.toString()));
    settings.kmsKey().ifPresent(key -> tree.put("kms-key-arn", key));
    settings
        .lock()
        .ifPresent(
            lock -> {
              tree.put("object-lock", Keyword.of(lock.mode()));
              tree.put("retain", lock.retain().toString());
            });
    return tree;
  }
}
