package org.iamaudit.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.NameCase;

/**
 * The condition keys of the catalogue, compared without case. Some end in a name that the customer
 * chose ({@code aws:ResourceTag/${TagKey}}, {@code kms:EncryptionContext:${Key}}), a few have one
 * in the middle.
 */
final class ConditionKeys {
  private record Known(String name, ConditionKeyType type) {}

  private record Pattern(Glob lowerCase, ConditionKeyType type) {}

  private final Map<String, Known> whole = new HashMap<>();
  private final Map<String, Known> beginnings = new HashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();

  /** Adds a key as the catalogue writes it; of two with one name the first counts. */
  void add(String written, ConditionKeyType type) {
    int open = variable(written);
    int close = open < 0 ? -1 : written.indexOf(written.charAt(open) == '$' ? '}' : '>', open);
    if (written.endsWith("/") || (open > 0 && close == written.length() - 1)) {
      String beginning = open < 0 ? written : written.substring(0, open);
      beginnings.putIfAbsent(NameCase.lower(beginning), new Known(beginning, type));
    } else if (open < 0) {
      whole.putIfAbsent(NameCase.lower(written), new Known(written, type));
    } else {
      String pattern = written.substring(0, open) + "*" + written.substring(close + 1);
      patterns.add(new Pattern(Glob.of(NameCase.lower(pattern)), type));
    }
  }

  /** Where {@code ${…}} or {@code <…>} begins, or -1. */
  private static int variable(String written) {
    int dollar = written.indexOf('$');
    return dollar >= 0 ? dollar : written.indexOf('<');
  }

  Optional<ConditionKeyType> type(String key) {
    String lowerCase = NameCase.lower(key);
    Optional<ConditionKeyType> known = known(lowerCase).map(Known::type);
    if (known.isPresent()) {
      return known;
    }
    for (Pattern pattern : patterns) {
      if (pattern.lowerCase().matches(lowerCase)) {
        return Optional.of(pattern.type());
      }
    }
    return Optional.empty();
  }

  /** The key in AWS's spelling, but for what the customer chose; as it is if it is not known. */
  String name(String key) {
    return known(NameCase.lower(key))
        .map(known -> known.name() + key.substring(known.name().length()))
        .orElse(key);
  }

  private Optional<Known> known(String lowerCase) {
    Known found = whole.get(lowerCase);
    if (found == null) {
      found = beginnings.get(lowerCase.substring(0, lowerCase.indexOf('/') + 1));
    }
    if (found == null) {
      int secondColon = lowerCase.indexOf(':', lowerCase.indexOf(':') + 1);
      found = beginnings.get(lowerCase.substring(0, secondColon + 1));
    }
    return Optional.ofNullable(found);
  }
}
