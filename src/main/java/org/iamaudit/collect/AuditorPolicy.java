package org.iamaudit.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** The least-privilege policy that ships as {@code config/aws/auditor-policy.json}. */
final class AuditorPolicy {
  private static final Set<String> ACTIONS = read();

  private AuditorPolicy() {}

  /** Whether the policy grants an action, {@code iam:GetAccountSummary}. */
  static boolean grants(String action) {
    return ACTIONS.contains(action);
  }

  /** Every action that is granted, sorted. */
  static Set<String> actions() {
    return ACTIONS;
  }

  private static Set<String> read() {
    try (InputStream in = AuditorPolicy.class.getResourceAsStream("auditor-policy.json")) {
      Set<String> actions = new TreeSet<>();
      for (JsonNode statement : new ObjectMapper().readTree(in).get("Statement")) {
        statement.get("Action").forEach(action -> actions.add(action.textValue()));
      }
      return actions;
    } catch (IOException e) {
      throw new UncheckedIOException("the auditor policy is missing from the program", e);
    }
  }
}
