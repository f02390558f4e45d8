package org.iamaudit.policy;

/**
 * Warns of policy variables that stay text or never resolve (IAM User Guide, "IAM policy elements:
 * Variables and tags"; read 2026-11).
 */
final class VariableCheck {
  private VariableCheck() {}

  /**
   * @param variables whether variables are live in the document
   */
  static void check(Json.Scalar value, boolean variables, Problems problems) {
    String text = value.text();
    if (!text.contains("${")) {
      return;
    }
    if (!variables) {
      problems.warning(
          value.place(), Quoted.of(text) + " is text: variables need `Version` `2012-10-17`");
      return;
    }
    if (text.indexOf('}', text.lastIndexOf("${")) < 0) {
      problems.warning(value.place(), Quoted.of(text) + " has a `${` that is never closed");
    }
    for (VariableText.Variable variable : VariableText.parse(text, true).variables()) {
      String key = variable.key();
      if (key.isEmpty() || key.indexOf(' ') >= 0 || key.indexOf(',') >= 0) {
        String reason =
            key.indexOf(',') < 0
                ? "a key has no spaces"
                : "a default is written `${aws:username, 'nobody'}`";
        problems.warning(
            value.place(),
            "policy variable " + Quoted.of("${" + key + "}") + " never has a value: " + reason);
      }
    }
  }
}
