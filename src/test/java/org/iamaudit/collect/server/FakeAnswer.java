package org.iamaudit.collect.server;

import java.nio.charset.StandardCharsets;

/**
 * An answer.
 *
 * @param error the code as the REST protocols have it, in a header; else empty
 * @param fromAws whether it has a request id
 */
public record FakeAnswer(int status, String type, byte[] body, boolean fromAws, String error) {

  static FakeAnswer xml(int status, String body) {
    return new FakeAnswer(status, "text/xml", body.getBytes(StandardCharsets.UTF_8), true, "");
  }

  static FakeAnswer json(int status, String body) {
    return new FakeAnswer(
        status, "application/x-amz-json-1.1", body.getBytes(StandardCharsets.UTF_8), true, "");
  }

  public FakeAnswer withBody(byte[] other) {
    return new FakeAnswer(status, type, other, fromAws, error);
  }

  FakeAnswer withError(String code) {
    return new FakeAnswer(status, type, body, fromAws, code);
  }
}
