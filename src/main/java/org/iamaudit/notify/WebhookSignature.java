package org.iamaudit.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The headers by which a receiver can tell who sent a webhook, when, and whether it is a
 * repetition: those of the Standard Webhooks specification (read 2026-11), which many languages
 * have a library for. The signature is the HMAC-SHA256 of {@code <id>.<timestamp>.<body>}.
 */
final class WebhookSignature {
  private static final String PREFIX = "whsec_";
  private static final String HMAC = "HmacSHA256";

  private WebhookSignature() {}

  /**
   * Signs.
   *
   * @param key {@code whsec_} and the key in Base64, or the key itself as text
   * @param now receivers refuse what is older than some minutes
   */
  static Map<String, String> headers(String key, String id, Instant now, byte[] body)
      throws DeliveryException {
    String timestamp = String.valueOf(now.getEpochSecond());
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(bytes(key), HMAC));
      mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("webhook-id", id);
      headers.put("webhook-timestamp", timestamp);
      headers.put(
          "webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
      return headers;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  private static byte[] bytes(String key) throws DeliveryException {
    if (!key.startsWith(PREFIX)) {
      return key.getBytes(UTF_8);
    }
    try {
      return Base64.getDecoder().decode(key.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw DeliveryException.unavailable(
          "the signing key begins with `" + PREFIX + "`, but what follows is not Base64", null);
    }
  }
}
