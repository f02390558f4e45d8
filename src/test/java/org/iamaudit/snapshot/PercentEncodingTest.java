package org.iamaudit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PercentEncodingTest {
  @Test
  void decodesOnce() {
    assertThat(PercentEncoding.decode("%7B%22a%22%3A%20%22%2520+%c3%BC%22%7D"))
        .contains("{\"a\": \"%20+ü\"}");
  }

  @Test
  void brokenEscapesAreRefused() {
    assertThat(PercentEncoding.decode("%7")).isEmpty();
    assertThat(PercentEncoding.decode("%")).isEmpty();
    assertThat(PercentEncoding.decode("%zz")).isEmpty();
    assertThat(PercentEncoding.decode("%C3")).isEmpty();
  }
}
