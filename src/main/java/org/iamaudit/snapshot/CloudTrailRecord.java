package org.iamaudit.snapshot;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.iamaudit.arn.Arn;

/**
 * Reads one record of a CloudTrail log file (CloudTrail User Guide, "CloudTrail record contents"
 * and "CloudTrail userIdentity element"; read 2026-11).
 */
final class CloudTrailRecord {
  private static final String DOMAIN = ".amazonaws.com";

  private final JsonInput json;
  private final Interner interner;

  private String id = "";
  private Optional<Instant> time = Optional.empty();
  private String source = "";
  private String name = "";
  private Optional<String> errorCode = Optional.empty();
  private Optional<String> errorMessage = Optional.empty();
  private Optional<String> recipient = Optional.empty();
  private String identityType = "";
  private Optional<String> identityArn = Optional.empty();
  private Optional<String> issuerArn = Optional.empty();

  CloudTrailRecord(JsonInput json, Interner interner) {
    this.json = json;
    this.interner = interner;
  }

  CloudTrailEvent read() throws IOException {
    json.object(this::field);
    if (time.isEmpty() || source.isEmpty() || name.isEmpty()) {
      throw json.error("a record without `eventTime`, `eventSource` or `eventName`");
    }
    String service =
        source.endsWith(DOMAIN) ? source.substring(0, source.length() - DOMAIN.length()) : source;
    return new CloudTrailEvent(
        id,
        time.get(),
        principal().map(interner::of),
        interner.of(service),
        interner.of(name),
        errorCode.map(interner::of),
        errorMessage);
  }

  /** In whose logs it stands, as far as it says so. */
  Optional<String> account() {
    return recipient.or(() -> principal().flatMap(Arn::parse).map(Arn::account));
  }

  /**
   * A session acts with the permissions of whoever issued it: the role, or for a federated user the
   * user that called GetFederationToken. An {@code arn} without an issuer counts only if it is that
   * of a principal itself.
   */
  private Optional<String> principal() {
    return issuerArn.isPresent()
        ? issuerArn
        : switch (identityType) {
          case "IAMUser", "Root", "Role" -> identityArn;
          default -> Optional.empty();
        };
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "eventID" -> id = json.text();
      case "eventTime" -> time = json.time();
      case "eventSource" -> source = json.text();
      case "eventName" -> name = json.text();
      case "errorCode" -> errorCode = json.optionalText();
      case "errorMessage" -> errorMessage = json.optionalText();
      case "recipientAccountId" -> recipient = json.optionalText();
      case "userIdentity" -> json.optionalObject(this::identity);
      default -> json.skip();
    }
  }

  private void identity(String field) throws IOException {
    switch (field) {
      case "type" -> identityType = json.text();
      case "arn" -> identityArn = json.optionalText();
      case "sessionContext" -> json.optionalObject(this::session);
      default -> json.skip();
    }
  }

  private void session(String field) throws IOException {
    if (field.equals("sessionIssuer")) {
      json.optionalObject(this::issuer);
    } else {
      json.skip();
    }
  }

  private void issuer(String field) throws IOException {
    if (field.equals("arn")) {
      issuerArn = json.optionalText();
    } else {
      json.skip();
    }
  }
}
