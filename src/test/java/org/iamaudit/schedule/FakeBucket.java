package org.iamaudit.schedule;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * S3 as far as objects are put into it and compared, on a port of this machine. Signatures are not
 * checked.
 */
final class FakeBucket implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Stored> objects = Collections.synchronizedMap(new LinkedHashMap<>());
  private volatile boolean down;
  private volatile boolean writeOnly;

  /** An object as it was put. */
  record Stored(byte[] content, Headers headers) {}

  FakeBucket() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void setDown(boolean now) {
    down = now;
  }

  /** Whether what is there may be put only, as without {@code s3:GetObject}. */
  void setWriteOnly(boolean now) {
    writeOnly = now;
  }

  /** By path, in the order they came. */
  Map<String, Stored> objects() {
    return objects;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] content = content(exchange);
      String path = exchange.getRequestURI().getPath();
      Headers headers = exchange.getRequestHeaders();
      if (down) {
        answer(exchange, 503, "ServiceUnavailable");
      } else if (exchange.getRequestMethod().equals("HEAD")) {
        head(exchange, objects.get(path));
      } else if (!exchange.getRequestMethod().equals("PUT")
          || !"*".equals(headers.getFirst("If-None-Match"))) {
        answer(exchange, 403, "AccessDenied");
      } else if (objects.containsKey(path)) {
        answer(exchange, 412, "PreconditionFailed");
      } else if (!Base64.getEncoder()
          .encodeToString(md5(content))
          .equals(headers.getFirst("Content-MD5"))) {
        answer(exchange, 400, "BadDigest");
      } else {
        Headers copy = new Headers();
        copy.putAll(headers);
        objects.put(path, new Stored(content, copy));
        exchange.getResponseHeaders().set("ETag", etag(content));
        exchange.sendResponseHeaders(200, -1);
      }
    }
  }

  /** As S3 answers: without a body, errors too. */
  private void head(HttpExchange exchange, Stored object) throws IOException {
    if (writeOnly || object == null) {
      exchange.sendResponseHeaders(writeOnly ? 403 : 404, -1);
      return;
    }
    Headers answer = exchange.getResponseHeaders();
    answer.set("Content-Length", String.valueOf(object.content().length));
    answer.set("ETag", etag(object.content()));
    String sha256 = object.headers().getFirst("x-amz-meta-sha256");
    if (sha256 != null) {
      answer.set("x-amz-meta-sha256", sha256);
    }
    exchange.sendResponseHeaders(200, -1);
  }

  private static String etag(byte[] content) {
    return "\"" + HexFormat.of().formatHex(md5(content)) + "\"";
  }

  private static void answer(HttpExchange exchange, int status, String code) throws IOException {
    byte[] body =
        ("<Error><Code>" + code + "</Code><Message>no</Message><RequestId>r-1</RequestId></Error>")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] content(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean chunked = exchange.getRequestHeaders().containsKey("x-amz-decoded-content-length");
    return chunked ? joined(body) : body;
  }

  /** The SDK signs chunk by chunk: {@code size;chunk-signature=…}, CRLF, bytes, CRLF. */
  private static byte[] joined(byte[] chunks) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int at = 0;
    while (at < chunks.length) {
      int end = at;
      while (chunks[end] != '\r') {
        end++;
      }
      String head = new String(chunks, at, end - at, StandardCharsets.US_ASCII);
      int size = Integer.parseInt(head.split(";")[0], 16);
      content.write(chunks, end + 2, size);
      at = end + 2 + size + 2;
    }
    return content.toByteArray();
  }

  private static byte[] md5(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
