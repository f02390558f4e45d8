package org.iamaudit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectiveConfigTest {

  @Test
  void hidesTheValueOfEveryKeyThatSaysItIsSecret() {
    Object tree =
        Map.of(
            "mail",
            Map.of("host", "smtp", "password", "hunter2", "SmtpPassword", List.of("x")),
            "hooks",
            List.of(Map.of("bot-token", "t", "url", "u"), Map.of("client-secret", "s")),
            "signing-key",
            Map.of("inner", "k"));
    assertThat(EffectiveConfig.masked(tree))
        .isEqualTo(
            Map.of(
                "mail",
                Map.of("host", "smtp", "password", "********", "SmtpPassword", "********"),
                "hooks",
                List.of(
                    Map.of("bot-token", "********", "url", "u"),
                    Map.of("client-secret", "********")),
                "signing-key",
                "********"));
  }
}
