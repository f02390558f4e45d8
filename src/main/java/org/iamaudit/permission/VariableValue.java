package org.iamaudit.permission;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iamaudit.policy.VariableText;

/** What a variable must be for the text in which it stands to be another text. */
final class VariableValue {
  /** Beyond these, trying where wildcards could end is not worth the time. */
  private static final int WILDCARDS = 4;

  private VariableValue() {}

  /** Empty if no value makes the text match the whole, the values of other variables given. */
  static Optional<String> in(VariableText text, String key, String whole, Knowledge now) {
    StringBuilder regex = new StringBuilder();
    int wildcards = 0;
    boolean seen = false;
    for (VariableText.Part part : text.parts()) {
      if (part instanceof VariableText.Text plain) {
        for (int c : plain.text().codePoints().toArray()) {
          wildcards += c == '*' ? 1 : 0;
          regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)));
        }
      } else if (part instanceof VariableText.Escaped escaped) {
        regex.append(Pattern.quote(String.valueOf(escaped.character())));
      } else if (part instanceof VariableText.Variable variable) {
        Optional<String> value = now.value(variable.key());
        if (!variable.key().equals(key)) {
          wildcards++;
          regex.append(value.map(Pattern::quote).orElse(".*?"));
        } else {
          regex.append(seen ? "\\1" : "(.*?)");
          seen = true;
        }
      }
    }
    if (wildcards > WILDCARDS) {
      return Optional.empty();
    }
    Matcher matcher = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(whole);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
