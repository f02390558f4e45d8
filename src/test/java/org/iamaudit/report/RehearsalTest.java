package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class RehearsalTest {

  @Test
  void playsToTheEnd() {
    assertThatCode(Rehearsal::play).doesNotThrowAnyException();
  }
}
