package org.iamaudit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-09-01T00:00:00+00:00",
        "2026-09-01T00:00:00Z",
        "2026-09-01T00:00:00.000Z",
        "2026-09-01T02:00:00.000000+02:00"
      })
  void offsetsAndFractionsAreRead(String text) {
    assertThat(Times.parse(text)).isEqualTo(Instant.parse("2026-09-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "N/A",
        "2026-09-01",
        "2026-09-01T00:00:00",
        "1756684800",
        "2026-13-01T00:00:00Z"
      })
  void anythingElseIsNoMoment(String text) {
    assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @Test
  void secondsSince1970AreExactToAMillisecond() {
    assertThat(Times.ofEpochSeconds(1756684800.123))
        .isEqualTo(Instant.parse("2025-09-01T00:00:00.123Z"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 1756684800000d, Double.NaN, Double.POSITIVE_INFINITY})
  void secondsOutsideOurAgeAreRefused(double seconds) {
    assertThatThrownBy(() -> Times.ofEpochSeconds(seconds)).isInstanceOf(DateTimeException.class);
  }
}
