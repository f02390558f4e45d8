package org.iamaudit.collect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iamaudit.snapshot.IoReason;

/**
 * The profiles of the AWS CLI: {@code ~/.aws/config} and {@code ~/.aws/credentials}, or where
 * {@code AWS_CONFIG_FILE} and {@code AWS_SHARED_CREDENTIALS_FILE} say. A profile may stand in both;
 * where both have a key, the file of credentials wins (AWS CLI User Guide, "Configuration and
 * credential file settings", read 2026-11).
 *
 * <p>The SDK's own reader looks into one file only, and stumbles over nested settings.
 */
final class Profiles {
  private static final Pattern SECTION = Pattern.compile("\\[\\s*(?:(profile)\\s+)?(.+?)\\s*]\\s*");

  private final Map<String, Map<String, String>> byName = new TreeMap<>();
  private final List<Path> files;

  private Profiles(List<Path> files) {
    this.files = files;
  }

  /**
   * Reads both files; one that does not exist holds nothing.
   *
   * @param environment variables of the process
   */
  static Profiles read(Map<String, String> environment) throws CollectException {
    Path config = file(environment, "AWS_CONFIG_FILE", "config");
    Path credentials = file(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
    Profiles profiles = new Profiles(List.of(config, credentials));
    profiles.add(config, true);
    profiles.add(credentials, false);
    return profiles;
  }

  private static Path file(Map<String, String> environment, String variable, String name) {
    Path home = Path.of(System.getProperty("user.home"));
    String own = environment.get(variable);
    if (own == null || own.isBlank()) {
      return home.resolve(".aws").resolve(name);
    }
    return own.startsWith("~/") ? home.resolve(own.substring(2)) : Path.of(own);
  }

  /**
   * @param prefixed whether the names of profiles, but for {@code default}, follow the word profile
   */
  private void add(Path file, boolean prefixed) throws CollectException {
    if (!Files.exists(file)) {
      return;
    }
    Map<String, String> section = new TreeMap<>(); // lines before the first one count for nothing
    for (String line : lines(file)) {
      Matcher begins = SECTION.matcher(line.replaceFirst("\\s+[#;].*", "").stripTrailing());
      if (begins.matches()) {
        String name = begins.group(2).replaceAll("^([\"'])(.*)\\1$", "$2");
        boolean profile = !prefixed || begins.group(1) != null || name.equals("default");
        section = profile ? byName.computeIfAbsent(name, n -> new TreeMap<>()) : new TreeMap<>();
      } else if (line.contains("=") && !line.matches("[\\s#;].*")) { // what is indented is nested
        String[] parts = line.split("=", 2);
        section.put(parts[0].strip(), parts[1].strip());
      }
    }
  }

  private static List<String> lines(Path file) throws CollectException {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CollectException(
          CollectException.Kind.CONFIGURATION,
          "cannot read the AWS profiles in `" + file + "`: " + IoReason.of(e),
          e);
    }
  }

  /** The files that were looked into. */
  List<Path> files() {
    return files;
  }

  /** All names, sorted. */
  Set<String> names() {
    return byName.keySet();
  }

  /** A setting of a profile; empty if there is no such profile either. */
  Optional<String> value(String profile, String key) {
    return Optional.ofNullable(byName.getOrDefault(profile, Map.of()).get(key))
        .filter(value -> !value.isEmpty());
  }

  /** Whether a profile has a setting whose name begins so. */
  boolean hasAny(String profile, String prefix) {
    return byName.getOrDefault(profile, Map.of()).keySet().stream()
        .anyMatch(key -> key.startsWith(prefix));
  }
}
