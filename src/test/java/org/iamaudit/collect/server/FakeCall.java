package org.iamaudit.collect.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A call as the server understood it.
 *
 * @param account whose credentials signed it
 * @param parameters of the query protocol, and of paths
 * @param body of the JSON protocols
 * @param number counts all calls from 1
 */
public record FakeCall(
    String service,
    String operation,
    String region,
    String account,
    Map<String, String> parameters,
    JsonNode body,
    int number) {

  /** Such as {@code iam:GetAccountSummary}. */
  public String name() {
    return service + ":" + operation;
  }

  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  int number(String name, int otherwise) {
    return parameters.containsKey(name) ? Integer.parseInt(parameters.get(name)) : otherwise;
  }
}
