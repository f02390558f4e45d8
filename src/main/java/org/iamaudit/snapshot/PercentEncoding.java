package org.iamaudit.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Text as IAM's raw API encodes policy documents (RFC 3986, section 2.1). Unlike in a web form,
 * {@code +} is a plus.
 */
public final class PercentEncoding {
  private PercentEncoding() {}

  /** Decodes once; empty if an escape is broken or the bytes are not UTF-8. */
  public static Optional<String> decode(String text) {
    byte[] written = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(written.length);
    for (int i = 0; i < written.length; i++) {
      if (written[i] != '%') {
        bytes.put(written[i]);
        continue;
      }
      int high = i + 2 < written.length ? Character.digit(written[i + 1], 16) : -1;
      int low = i + 2 < written.length ? Character.digit(written[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
