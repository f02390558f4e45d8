package org.iamaudit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void lineFeedsSeparate() throws IOException {
    assertThat(lines("a\n\nbc")).containsExactly("1:a", "2:", "3:bc");
    assertThat(lines("a\n")).containsExactly("1:a");
    assertThat(lines("\n")).containsExactly("1:");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void linesMayBeLongerThanTheBufferAndReadsShort() throws IOException {
    Random random = new Random(7);
    List<String> written = new ArrayList<>();
    for (int length : new int[] {3, 1 << 20, 0, (1 << 21) + 5, 17, (1 << 20) - 1, 1}) {
      written.add("x".repeat(length));
    }
    String text = written.stream().collect(Collectors.joining("\n"));

    assertThat(lines(text, random).stream().map(line -> line.substring(2))).isEqualTo(written);
  }

  private static List<String> lines(String text) throws IOException {
    return lines(text, new Random(1));
  }

  private static List<String> lines(String text, Random random) throws IOException {
    InputStream in =
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 1 + random.nextInt(1 << 18)));
          }
        };
    LineReader reader = new LineReader(in);
    List<String> lines = new ArrayList<>();
    while (reader.next()) {
      lines.add(
          reader.number()
              + ":"
              + new String(
                  reader.buffer(), reader.offset(), reader.length(), StandardCharsets.UTF_8));
    }
    return lines;
  }
}
