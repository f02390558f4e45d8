package org.iamaudit.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.iamaudit.notify.Secret.SecretException;
import org.iamaudit.policy.Quoted;

/**
 * Posts JSON to URLs that are secrets: they appear in no message, and go only over TLS, or to this
 * machine. A redirection is not followed, since it would hand the content to somebody else.
 */
final class HttpPost {
  private static final int LONGEST_ANSWER = 200;

  private final HttpClient client;
  private final Map<String, String> environment;
  private final Duration deadline;

  /**
   * Posts with a deadline.
   *
   * @param deadline for everything, from connecting to the end of the answer
   */
  HttpPost(Map<String, String> environment, Duration deadline) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(deadline)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.environment = environment;
    this.deadline = deadline;
  }

  void post(Secret url, Map<String, String> headers, byte[] body) throws DeliveryException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(read(url)))
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "iamaudit")
            .POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request.build(), info -> new FirstBytes(LONGEST_ANSWER));
    try {
      check(answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw DeliveryException.unavailable("no answer within " + deadline.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw DeliveryException.unavailable("no answer: " + reason(e.getCause()), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw DeliveryException.unavailable("interrupted", e);
    }
  }

  String read(Secret secret) throws DeliveryException {
    try {
      return secret.read(environment);
    } catch (SecretException e) {
      throw DeliveryException.unavailable(e.getMessage(), e);
    }
  }

  private static void check(HttpResponse<String> answer) throws DeliveryException {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return;
    }
    String said = "HTTP status " + status + ": " + Quoted.visible(answer.body(), LONGEST_ANSWER);
    throw switch (status) {
      case 400, 413, 415, 422 -> DeliveryException.refused(said, null);
      default -> DeliveryException.unavailable(said, null);
    };
  }

  private static URI uri(String url) throws DeliveryException {
    try {
      URI uri = URI.create(url);
      String host = String.valueOf(uri.getHost());
      if ("https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
      if ("http".equalsIgnoreCase(uri.getScheme())
          && host.matches("localhost|127\\..*|\\[.*]")
          && InetAddress.getByName(host).isLoopbackAddress()) {
        return uri;
      }
    } catch (IllegalArgumentException | IOException e) {
      // said below, without the URL
    }
    throw DeliveryException.unavailable(
        "the URL is not one that begins with https:// and names a host", null);
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : Quoted.visible(e.getMessage(), LONGEST_ANSWER);
  }
}
