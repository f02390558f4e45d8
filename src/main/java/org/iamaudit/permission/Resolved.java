package org.iamaudit.permission;

import java.util.Optional;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.ConditionKeyType;
import org.iamaudit.policy.VariableText;

/**
 * A text with its policy variables put in as far as they are known.
 *
 * @param state whether it can be used as it is
 * @param builder the text, a {@code *} standing for each variable that only the request knows
 */
record Resolved(State state, GlobBuilder builder) {

  /** What became of the variables. */
  enum State {
    /** All have a value. */
    COMPLETE,
    /** One is known to be absent and has no default: as a pattern it matches nothing. */
    UNRESOLVABLE,
    /** One depends on the request. */
    OPEN;

    /** The same where it is in doubt whether variables are put in at all. */
    State doubted() {
      return this == COMPLETE ? OPEN : this;
    }
  }

  /**
   * @param builder to which the text is added
   * @param wildcards whether {@code *} and {@code ?} in the text are wildcards
   */
  static Resolved of(
      GlobBuilder builder, VariableText text, Knowledge knowledge, boolean wildcards) {
    State state = State.COMPLETE;
    for (VariableText.Part part : text.parts()) {
      if (part instanceof VariableText.Text plain) {
        if (wildcards) {
          builder.pattern(plain.text());
        } else {
          builder.literal(plain.text());
        }
      } else if (part instanceof VariableText.Escaped escaped) {
        builder.literal(String.valueOf(escaped.character()));
      } else if (part instanceof VariableText.Variable variable) {
        boolean many = isMultivalued(variable.key());
        Optional<String> value = many ? Optional.empty() : knowledge.value(variable.key());
        if (value.isEmpty() && (many || knowledge.isAbsent(variable.key()))) {
          if (variable.defaultValue().isEmpty()) {
            return new Resolved(State.UNRESOLVABLE, builder);
          }
          value = knowledge.isAbsent(variable.key()) ? variable.defaultValue() : Optional.empty();
        }
        if (value.isPresent()) {
          builder.literal(value.get());
        } else {
          builder.anything();
          state = State.OPEN;
        }
      }
    }
    return new Resolved(state, builder);
  }

  /** Only single-valued keys can be put in. */
  static boolean isMultivalued(String key) {
    return Catalog.get().keyType(key).filter(ConditionKeyType::multivalued).isPresent();
  }
}
