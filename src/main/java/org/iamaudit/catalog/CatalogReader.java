package org.iamaudit.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the text of a catalogue. A line is a letter and tab-separated fields: {@code V version
 * source}, {@code P prefixes} (services under RCPs), {@code G key type} (global condition keys),
 * {@code S prefix name}, then for that service {@code C key type}, {@code R name arn} and {@code A
 * name level types keys}, where types are numbers of the service's {@code R} lines, {@code !} marks
 * a required one, and keys are numbers of its {@code C} lines.
 *
 * <p>Every command waits for this, most of it in a JVM that has just begun: the text is cut by
 * {@code indexOf}, and no line or list of fields is made on the way.
 */
final class CatalogReader {
  private static final int[] NONE = {};

  String version = "";
  final List<Service> services = new ArrayList<>(500);
  final List<String> names = new ArrayList<>(23_000);
  final List<String> lower = new ArrayList<>(23_000);
  final List<String> lowerNames = new ArrayList<>(23_000);
  final List<AccessLevel> levels = new ArrayList<>(23_000);
  final List<int[]> actionTypes = new ArrayList<>(23_000);
  final List<ResourceType> types = new ArrayList<>(2_400);
  final ConditionKeys keys = new ConditionKeys();
  Set<String> rcpServices = Set.of();

  /** Actions of which some resource type is required. */
  final BitSet resourceRequired = new BitSet(23_000);

  private final String text;
  private final AccessLevel[] allLevels = AccessLevel.values();
  private final Map<String, ConditionKeyType> parsedTypes = new HashMap<>();
  private int at;
  private String prefix = "";
  private String prefixAndColon = "";
  private String serviceName = "";
  private int firstAction;
  private int firstType;

  CatalogReader(String text) {
    this.text = text;
  }

  CatalogReader read() {
    while (at < text.length()) {
      char kind = text.charAt(at);
      at += 2;
      switch (kind) {
        case 'V' -> {
          version = field();
          lastField();
        }
        case 'P' -> rcpServices = Set.of(lastField().split(","));
        case 'G', 'C' -> keys.add(field(), keyType(lastField()));
        case 'S' -> startService();
        case 'R' -> types.add(new ResourceType(types.size(), prefix, field(), lastField()));
        case 'A' -> action();
        default -> throw new IllegalStateException("unknown line `" + kind + "` in the catalogue");
      }
    }
    endService();
    return this;
  }

  /** A field that others follow. */
  private String field() {
    return upTo('\t');
  }

  private String lastField() {
    return upTo('\n');
  }

  private String upTo(char stop) {
    int end = text.indexOf(stop, at);
    String field = text.substring(at, end);
    at = end + 1;
    return field;
  }

  private ConditionKeyType keyType(String written) {
    return parsedTypes.computeIfAbsent(written, ConditionKeyType::parse);
  }

  private void startService() {
    endService();
    prefix = field();
    prefixAndColon = prefix.concat(":");
    serviceName = lastField();
    firstAction = names.size();
    firstType = types.size();
  }

  private void endService() {
    if (!prefix.isEmpty()) {
      services.add(new Service(prefix, serviceName, firstAction, names.size()));
    }
  }

  private void action() {
    int number = names.size();
    String name = field();
    String lowerName = name.toLowerCase(Locale.ROOT);
    names.add(prefixAndColon.concat(name));
    lower.add(prefixAndColon.concat(lowerName));
    lowerNames.add(lowerName);
    levels.add(allLevels[text.charAt(at) - '0']);
    at += 2;
    actionTypes.add(types(number));
    lastField(); // the keys of the action, which nobody asks for
  }

  /** Comma-separated numbers within the service. */
  private int[] types(int action) {
    int end = text.indexOf('\t', at);
    if (end == at) {
      at++;
      return NONE;
    }
    int[] numbers = new int[(end - at + 1) / 2 + 1];
    int count = 0;
    int number = 0;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c == ',') {
        numbers[count++] = number + firstType;
        number = 0;
      } else if (c == '!') {
        resourceRequired.set(action);
      } else {
        number = number * 10 + c - '0';
      }
    }
    at++;
    numbers[count++] = number + firstType;
    return Arrays.copyOf(numbers, count);
  }
}
