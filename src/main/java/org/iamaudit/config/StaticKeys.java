package org.iamaudit.config;

import java.util.regex.Pattern;

/**
 * Finds access keys that somebody wrote into the configuration. They never expire, and files are
 * copied, mailed and checked in.
 */
final class StaticKeys {
  private static final Pattern KEY =
      Pattern.compile(
          "(?i)(aws[-_]?)?(access[-_]?key([-_]?id)?|secret[-_]?(access[-_]?)?key|session[-_]?token)");
  private static final Pattern VALUE = Pattern.compile("(AKIA|ASIA)[A-Z0-9]{16}");

  private StaticKeys() {}

  static void refuse(Node node, Problems problems) {
    if (node instanceof Node.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (key, entry) -> {
                if (KEY.matcher(key).matches()) {
                  refuse(entry.key(), problems);
                } else {
                  refuse(entry.value(), problems);
                }
              });
    } else if (node instanceof Node.Sequence sequence) {
      sequence.items().forEach(item -> refuse(item, problems));
    } else if (node instanceof Node.Scalar scalar && VALUE.matcher(scalar.text()).find()) {
      refuse(scalar.place(), problems);
    }
  }

  private static void refuse(Place place, Problems problems) {
    problems.add(
        place,
        "access keys do not belong into a configuration file; remove it, deactivate the key, and use"
            + " a role, web identity, or a `profile` of the AWS configuration files");
  }
}
