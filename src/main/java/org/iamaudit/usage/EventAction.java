package org.iamaudit.usage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.snapshot.CloudTrailEvent;

/** Which IAM actions a CloudTrail event is about. */
final class EventAction {
  /** Event sources whose name is not the prefix of their actions. */
  private static final Map<String, String> PREFIXES =
      Map.of("monitoring", "cloudwatch", "email", "ses", "tagging", "tag");

  /** {@code CreateFunction20150331}, {@code UpdateFunctionCode20150331v2}. */
  private static final Pattern VERSION = Pattern.compile("_?\\d{4}_?\\d{2}_?\\d{2}(v\\d+)?$");

  private static final Pattern DENIED =
      Pattern.compile("is not authorized to perform: ([A-Za-z0-9-]+:[A-Za-z0-9]+)");

  /** Event names that differ from the names of their actions. */
  private static final Map<String, List<String>> RENAMED = renamed();

  private EventAction() {}

  private static Map<String, List<String>> renamed() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                EventAction.class.getResourceAsStream("event-actions.txt"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(" ")))
          .collect(Collectors.toMap(w -> w.get(0), w -> w.subList(1, w.size())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The actions that a call needed, as {@code service:Action}, in the catalogue's spelling where it
   * has them, else as logged. At least one.
   */
  static List<String> of(CloudTrailEvent event) {
    String prefix = PREFIXES.getOrDefault(event.service(), event.service()) + ":";
    String logged = prefix + event.action();
    String unversioned = VERSION.matcher(logged).replaceFirst("");
    return known(logged)
        .or(() -> known(unversioned))
        .map(List::of)
        .orElseGet(() -> RENAMED.getOrDefault(unversioned, List.of(logged)));
  }

  /**
   * The action that was denied: the message may name it, and it need not be that of the call; else
   * the one that every such call needs.
   */
  static String denied(CloudTrailEvent event) {
    Matcher message = DENIED.matcher(event.errorMessage().orElse(""));
    return message.find() ? known(message.group(1)).orElse(message.group(1)) : of(event).get(0);
  }

  /** Whether the message says that a permission was lacking, whatever the error is called. */
  static boolean saysDenied(CloudTrailEvent event) {
    return DENIED.matcher(event.errorMessage().orElse("")).find();
  }

  private static Optional<String> known(String action) {
    OptionalInt index = Catalog.get().index(action);
    return index.isPresent()
        ? Optional.of(Catalog.get().action(index.getAsInt()))
        : Optional.empty();
  }
}
