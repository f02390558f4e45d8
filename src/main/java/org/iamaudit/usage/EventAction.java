package org.iamaudit.usage;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.snapshot.CloudTrailEvent;

/** Which IAM action a CloudTrail event is about. */
final class EventAction {
  /** Event sources whose name is not the prefix of their actions. */
  private static final Map<String, String> PREFIXES =
      Map.of("monitoring", "cloudwatch", "email", "ses", "tagging", "tag");

  /** {@code CreateFunction20150331}, {@code UpdateFunctionCode20150331v2}. */
  private static final Pattern VERSION = Pattern.compile("_?\\d{4}_?\\d{2}_?\\d{2}(v\\d+)?$");

  private static final Pattern DENIED =
      Pattern.compile("is not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)");

  private EventAction() {}

  /**
   * {@code service:Action}, in the catalogue's spelling where it has the action, else as logged. A
   * denial says itself which action was denied, which need not be that of the call.
   */
  static String of(CloudTrailEvent event) {
    Matcher message = DENIED.matcher(event.errorMessage().orElse(""));
    if (event.errorCode().isPresent() && message.find()) {
      return known(message.group(1)).orElse(message.group(1));
    }
    String prefix = PREFIXES.getOrDefault(event.service(), event.service()) + ":";
    String logged = prefix + event.action();
    return known(logged).or(() -> known(VERSION.matcher(logged).replaceFirst(""))).orElse(logged);
  }

  private static Optional<String> known(String action) {
    OptionalInt index = Catalog.get().index(action);
    return index.isPresent()
        ? Optional.of(Catalog.get().action(index.getAsInt()))
        : Optional.empty();
  }
}
