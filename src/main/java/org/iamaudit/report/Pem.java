package org.iamaudit.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with blocks of Base64 between {@code BEGIN} and {@code END} (RFC 7468). */
final class Pem {
  private Pem() {}

  static boolean isPem(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
  }

  static boolean has(String text, String label) {
    return text.contains("-----BEGIN " + label + "-----");
  }

  /** The content of the first block of that label. */
  static byte[] bytes(String text, String label) throws IOException {
    Matcher block =
        Pattern.compile(
                "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label + "-----")
            .matcher(text);
    if (!block.find()) {
      throw new IOException("its block `" + label + "` has no end, or is not Base64");
    }
    return Base64.getMimeDecoder().decode(block.group(1));
  }
}
