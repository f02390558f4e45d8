package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.iamaudit.snapshot.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTextTest {
  @Test
  void charactersThatXmlCannotHoldAreReplaced() {
    assertThat(CellText.clean("a\u0000b\u001Fc\uFFFEd\uD83De\uDE00f"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf");
    assertThat(CellText.clean("tab\tline\nreturn\r\uD83D\uDE00\u202E"))
        .isEqualTo("tab\tline\nreturn\r\uD83D\uDE00\u202E");
  }

  @Test
  void whatASpreadsheetReadsAsACharacterIsEscaped() {
    assertThat(CellText.escape("a_x0041_b")).isEqualTo("a_x005F_x0041_b");
    assertThat(CellText.escape("_xfFfF__x0041_")).isEqualTo("_x005F_xfFfF__x005F_x0041_");
    assertThat(CellText.escape("_x0041_x0042_")).isEqualTo("_x005F_x0041_x005F_x0042_");
    assertThat(CellText.escape("_x041_ _x00g1_ _x0041 x")).isEqualTo("_x041_ _x00g1_ _x0041 x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00A0=1",
        "\u3000=1",
        "\uFEFF=1",
        "\u200B=1",
        "\u202E=1",
        "\uFF1D1",
        "\uFF0B1",
        "\uFF0D1",
        "\uFF20A"
      })
  void textThatMayBeTakenForAFormulaIsRecognised(String text) {
    assertThat(CellText.looksLikeFormula(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a=1", "1-1", "arn:aws:iam::1", "*", "'=1"})
  void otherTextIsNot(String text) {
    assertThat(CellText.looksLikeFormula(text)).isFalse();
  }

  @Test
  void aLongTextIsCutWithPlaceAndHashOfTheWhole() {
    String text = "x".repeat(40_000);

    assertThat(CellText.fits(text)).isFalse();
    assertThat(CellText.cut(text, "findings.json F-1"))
        .isEqualTo(
            "x".repeat(32_000)
                + "… [cut, full text: findings.json F-1, sha256 "
                + Sha256.of(text)
                + "]")
        .hasSizeLessThan(32_767);
  }

  @Test
  void escapesCountWhenATextIsCut() {
    String text = "_x0041_".repeat(4_000);

    assertThat(CellText.fits(text)).isFalse();
    assertThat(CellText.escape(CellText.cut(text, "r"))).hasSizeLessThan(32_767);
  }

  @Test
  void aPairOfSurrogatesIsNotCutInTwo() {
    String text = "x" + "\uD83D\uDE00".repeat(20_000);

    String cut = CellText.cut(text, "r");

    assertThat(CellText.clean(cut)).isEqualTo(cut);
  }

  @Test
  void aTextOfTooManyLinesIsCut() {
    String text = "line\n".repeat(300);

    assertThat(CellText.fits(text)).isFalse();
    assertThat(CellText.cut(text, "r").chars().filter(c -> c == '\n')).hasSize(250);
    assertThat(CellText.fits("line\n".repeat(250))).isTrue();
  }
}
