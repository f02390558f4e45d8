package org.iamaudit.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The policies that AWS manages, as published; for those that a snapshot does not list because
 * nobody in the account uses them.
 *
 * <p>The resource {@code aws-managed-policies.json.gz} holds the default version of each. Retired
 * policies whose ARN was not published cannot be found. It is read on first use and then takes 4
 * MB.
 */
public final class AwsManagedPolicies {
  private static final class Holder {
    static final AwsManagedPolicies INSTANCE = load("aws-managed-policies.json.gz");
  }

  private final Map<String, String> documents = new HashMap<>();
  private LocalDate date = LocalDate.EPOCH;

  private AwsManagedPolicies() {}

  /** The policies that ship with the product. */
  public static AwsManagedPolicies get() {
    return Holder.INSTANCE;
  }

  /**
   * The document of a policy as JSON text.
   *
   * @param arn exact, for example {@code arn:aws:iam::aws:policy/ReadOnlyAccess}
   */
  public Optional<String> document(String arn) {
    return Optional.ofNullable(documents.get(arn));
  }

  /** How many policies can be found. */
  public int size() {
    return documents.size();
  }

  /** The day in UTC on which the newest of them was changed: the data is at least that new. */
  public LocalDate date() {
    return date;
  }

  private static AwsManagedPolicies load(String resource) {
    try (InputStream in = AwsManagedPolicies.class.getResourceAsStream(resource);
        InputStream unzipped = new GZIPInputStream(in, 1 << 16)) {
      AwsManagedPolicies policies = new AwsManagedPolicies();
      policies.read(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8));
      return policies;
    } catch (IOException e) {
      throw new UncheckedIOException("the policies `" + resource + "` cannot be read", e);
    }
  }

  /** An object of policies by name. */
  private void read(String text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        parser.nextToken();
        readPolicy(parser, text);
      }
    }
  }

  /** Documents are cut out of the text as they stand, without building a tree. */
  private void readPolicy(JsonParser parser, String text) throws IOException {
    Optional<String> arn = Optional.empty();
    String document = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("arn") && value == JsonToken.VALUE_STRING) {
        arn = Optional.of(parser.getText());
      } else if (name.equals("updateDate") && value == JsonToken.VALUE_STRING) {
        LocalDate changed = LocalDate.parse(parser.getText().substring(0, 10));
        date = changed.isAfter(date) ? changed : date;
      } else if (name.equals("document")) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        document = text.substring(start, (int) parser.currentLocation().getCharOffset());
      } else {
        parser.skipChildren();
      }
    }
    if (arn.isPresent()) {
      documents.put(arn.get(), document);
    }
  }
}
