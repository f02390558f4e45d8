package org.iamaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are no documents: each gets a located error, none an exception. */
class BrokenDocumentTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void nothing(String text) {
    assertThat(error(text)).startsWith("the document is empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"Version\"",
        "{\"Version\":",
        "{\"Version\":\"2012",
        "{\"Version\":\"2012-10-17\"",
        "{\"Statement\":[",
        "{\"Statement\":[{}"
      })
  void aTruncatedText(String text) {
    assertThat(error(text)).startsWith("the document ends too early");
  }

  @Test
  void aTruncatedTextSaysWhereItWas() {
    assertThat(error("{\"Statement\":[{},\n{\"Action\":[\"s3:*\","))
        .isEqualTo("the document ends too early at Statement[1].Action (line 2, column 19)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{Version:1}          | 1 | 2",
        "{\"Version\":tru}    | 1 | 12",
        "{'Version':1}        | 1 | 2",
        "{\"Version\":1,}     | 1 | 14",
        "{\"Version\":01}     | 1 | 13",
        "{\"Version\":NaN}    | 1 | 15",
        "{\"Version\":\"\\x\"}| 1 | 14",
        "// comment           | 1 | 1",
      })
  void whatIsNotJson(String text, int line, int column) {
    assertThat(error(text))
        .startsWith("cannot be read: ")
        .doesNotContain("\n")
        .endsWith("(line " + line + ", column " + column + ")");
  }

  @Test
  void aLineBreakInAString() {
    assertThat(error("{\"Version\":\"2012\n\"}"))
        .startsWith("cannot be read: illegal unquoted character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "x", "]", "{\"Statement\":[]}"})
  void whatFollowsTheDocument(String rest) {
    assertThat(errors("{\"Version\":\"2012-10-17\",\"Statement\":[]}" + rest)).hasSize(1);
  }

  @Test
  void whatFollowsTheDocumentIsLocated() {
    assertThat(error("{\"Version\":\"2012-10-17\",\"Statement\":[]}\n {}"))
        .isEqualTo("something follows the document at document (line 2, column 2)");
  }

  @Test
  void nestingPastAllReason() {
    assertThat(error("{\"Statement\":" + "[".repeat(1_000_000)))
        .isEqualTo(
            "cannot be read: nested more than 20 levels deep at Statement"
                + "[0]".repeat(18)
                + " (line 1, column 33)");
    assertThat(error("{\"a\":".repeat(100_000))).contains("nested more than 20 levels deep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\ud800", "\\udc00", "x\\ud83dx", "\\ude00\\ud83d", "\ud800", "\udc00\ud800"})
  void halfACharacter(String text) {
    assertThat(
            errors(
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"%s"}}"""
                    .formatted(text)))
        .singleElement(STRING)
        .matches("U\\+D[0-9A-F]{3} is half of a character at Statement\\.Resource .*");
  }

  @Test
  void halfACharacterInAName() {
    assertThat(errors("{\"\ud800\":1,\"Statement\":[]}").get(0))
        .isEqualTo("U+D800 is half of a character at \\ud800 (line 1, column 2)");
  }

  @Test
  void aTextTooLongForAPolicy() {
    assertThat(error(" ".repeat(PolicyParser.LONGEST) + "{}"))
        .startsWith("the document has 1048578 characters, too many for a policy");
  }

  @Test
  void aHugeListOfErrorsIsCut() {
    String text = "{\"Statement\":[" + "0,".repeat(500_000) + "0]}";

    assertThat(PolicyParser.parse(text, PolicyKind.IDENTITY).problems().size())
        .isEqualTo(Problems.MOST);
  }

  @Test
  void aHugeListOfActionsIsRead() {
    String actions = "\"s3:GetObject\",".repeat(60_000);

    assertThat(
            PolicyParser.parse(
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":["
                        + actions
                        + "\"*\"],\"Resource\":\"*\"}}",
                    PolicyKind.IDENTITY)
                .document()
                .orElseThrow()
                .statements()
                .get(0)
                .action()
                .values())
        .hasSize(60_001);
  }

  @Test
  void aThousandWarningsDoNotHideAnError() {
    String text =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Action\":["
            + "\"nothing\",".repeat(Problems.MOST)
            + "\"*\"],\"Resource\":\"*\",\"Effect\":\"Allow\",\"Condition\":[]}}";

    assertThat(errors(text)).hasSize(1);
  }

  @Test
  void messagesAreOneLineWhateverTheDocumentSays() {
    String text = "{\"a\\nb\\u001b[31m\\u202e\":1,\"Statement\":[]}";

    assertThat(errors(text))
        .containsExactly(
            "unknown element `a\\u000ab\\u001b[31m\\u202e` at a\\u000ab\\u001b[31m\\u202e (line 1,"
                + " column 2)");
  }

  @Test
  void longValuesAreCutInMessages() {
    assertThat(errors("{\"" + "x".repeat(5_000) + "\":1,\"Statement\":[]}").get(0).length())
        .isLessThan(350);
  }

  private static String error(String text) {
    List<String> errors = errors(text);
    assertThat(errors).hasSize(1);
    return errors.get(0);
  }

  private static List<String> errors(String text) {
    ParsedPolicy parsed = PolicyParser.parse(text, PolicyKind.IDENTITY);
    assertThat(parsed.document()).isEmpty();
    return PolicyText.texts(parsed.errors());
  }
}
