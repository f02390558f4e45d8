package org.iamaudit.arn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameCaseTest {
  @Test
  void lettersOfNamesHaveNoCase() {
    assertThat(NameCase.lower("KMS:Decrypt")).isEqualTo("kms:decrypt");
    assertThat(NameCase.same("aws:PrincipalTag/MÜHE", "AWS:principaltag/mühe")).isTrue();
  }

  @Test
  void noOtherCharacterBecomesALetterOfThem() {
    assertThat(
            IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
                .filter(c -> NameCase.lower(Character.toString(c)).codePointAt(0) < 0x80))
        .isEmpty();
  }
}
