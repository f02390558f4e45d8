package org.iamaudit.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What {@code >} makes of the AWS CLI's output in Windows PowerShell 5; JSON is known by itself.
 */
final class Utf16 {
  private static final int MARK = 0xFEFF;
  private static final int MARK_REVERSED = 0xFFFE;

  private Utf16() {}

  /**
   * The same text in UTF-8 if it begins with the byte order mark of UTF-16, else what is there.
   *
   * @throws java.nio.charset.CharacterCodingException if it is not UTF-16 after the mark
   */
  static InputStream asUtf8(InputStream in) throws IOException {
    PushbackInputStream text = new PushbackInputStream(in, 2);
    byte[] start = text.readNBytes(2);
    text.unread(start);
    int mark = start.length < 2 ? 0 : (start[0] & 0xFF) << 8 | start[1] & 0xFF;
    if (mark != MARK && mark != MARK_REVERSED) {
      return text;
    }
    String decoded =
        StandardCharsets.UTF_16
            .newDecoder()
            .decode(ByteBuffer.wrap(text.readAllBytes()))
            .toString();
    return new ByteArrayInputStream(decoded.getBytes(StandardCharsets.UTF_8));
  }
}
