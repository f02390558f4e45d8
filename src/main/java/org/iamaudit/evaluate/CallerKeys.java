package org.iamaudit.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The condition keys that follow from the caller alone, by lower-case name (IAM User Guide, "IAM
 * policy elements: Variables and tags", table of principals, and "AWS global condition context
 * keys"; read 2026-11; cases {@code caller-keys/*}).
 *
 * <p>The path of a role is not in a session's ARN, so that {@code aws:PrincipalArn} of a session is
 * right only for a role without path; a request that knows better carries the key itself.
 */
final class CallerKeys {
  private CallerKeys() {}

  static Map<String, String> of(Caller caller) {
    Map<String, String> keys = new LinkedHashMap<>();
    String account = caller.account().map(Object::toString).orElse("");
    switch (caller.kind()) {
      case UNKNOWN -> {}
      case IAM_USER -> {
        signed(keys, "User", account, caller.text());
        keys.put("aws:username", caller.name());
      }
      case ROLE -> signed(keys, "AssumedRole", account, caller.text());
      case ROLE_SESSION -> signed(keys, "AssumedRole", account, roleArn(caller, account));
      case FEDERATED_USER -> {
        signed(keys, "FederatedUser", account, caller.text());
        keys.put("aws:userid", account + ":" + caller.name());
      }
      case ROOT -> {
        signed(keys, "Account", account, caller.text());
        keys.put("aws:userid", account);
      }
      case SERVICE -> {
        keys.put("aws:principalisawsservice", "true");
        keys.put("aws:principalservicename", caller.name());
      }
      case IDENTITY_PROVIDER, ANONYMOUS -> {
        keys.put("aws:principaltype", "Anonymous");
        keys.put("aws:userid", "anonymous");
      }
    }
    return keys;
  }

  private static void signed(Map<String, String> keys, String type, String account, String arn) {
    keys.put("aws:principaltype", type);
    keys.put("aws:principalisawsservice", "false");
    keys.put("aws:principalaccount", account);
    keys.put("aws:principalarn", arn);
  }

  private static String roleArn(Caller caller, String account) {
    return "arn:"
        + caller.partition().orElseThrow()
        + ":iam::"
        + account
        + ":role/"
        + caller.name();
  }
}
