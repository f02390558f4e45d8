package org.iamaudit.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256, in lower-case hex. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of the text's UTF-8 bytes. */
  static String of(String text) {
    MessageDigest digest = digest();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  /** Of the lines {@code <sha256> <name>}, sorted by name: what {@code sha256sum} prints. */
  static String ofAll(Map<String, String> hashesByName) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(hashesByName)
        .forEach((name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
    return of(lines.toString());
  }
}
