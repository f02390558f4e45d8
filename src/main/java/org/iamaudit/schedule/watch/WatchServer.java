package org.iamaudit.schedule.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.iamaudit.run.ProductVersion;
import org.iamaudit.schedule.AuditDaemon;
import org.iamaudit.schedule.DaemonException;
import org.iamaudit.schedule.DaemonStatus;
import org.iamaudit.schedule.ScheduleStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET requests over HTTP: health, metrics, the status page. Nothing can be changed through
 * it, and no file is served.
 */
public final class WatchServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchServer.class);

  /** Answers that wait for the database at a time; there is always a thread for the others. */
  private static final int ASKING = 4;

  private static final int THREADS = 2 * ASKING;
  private static final String TEXT = "text/plain; charset=utf-8";

  /** What a browser on this machine calls it. Another name is a page of somebody else's. */
  private static final Pattern LOCAL =
      Pattern.compile("(?i)(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?");

  static {
    // Otherwise each answer on a connection that is kept alive takes 45 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Seconds after which a client that does not send, or does not read, is left alone.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final AuditDaemon daemon;
  private final boolean localOnly;
  private final Semaphore asking = new Semaphore(ASKING);

  private WatchServer(HttpServer server, ExecutorService threads, AuditDaemon daemon) {
    this.server = server;
    this.threads = threads;
    this.daemon = daemon;
    this.localOnly = server.getAddress().getAddress().isLoopbackAddress();
  }

  /**
   * Begins to answer for a daemon.
   *
   * @param listen with port 0 any free one is taken
   * @throws DaemonException if it cannot listen there
   */
  public static WatchServer start(InetSocketAddress listen, AuditDaemon daemon)
      throws DaemonException {
    String name = listen.getHostString().replaceAll("[\\[\\]]", "");
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName(name), listen.getPort());
      HttpServer server = HttpServer.create(address, 0);
      ExecutorService threads =
          Executors.newFixedThreadPool(
              THREADS,
              work -> {
                Thread thread = new Thread(work, "watch");
                thread.setDaemon(true);
                return thread;
              });
      WatchServer watch = new WatchServer(server, threads, daemon);
      server.setExecutor(threads);
      server.createContext("/", watch::handle);
      server.start();
      LOG.atInfo()
          .addKeyValue("event", "http.listening")
          .addKeyValue("address", server.getAddress())
          .log("answers over HTTP");
      return watch;
    } catch (IOException e) {
      throw new DaemonException(
          "cannot listen on `"
              + listen.getHostString()
              + ":"
              + listen.getPort()
              + "`: "
              + e.getMessage()
              + "; choose another address as `http.listen`, or `none`");
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private record Answer(int code, String type, String text) {}

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("event", "http.failed")
            .addKeyValue("path", exchange.getRequestURI().getPath())
            .log("a request was not answered: {}", e.getMessage());
        answer = new Answer(503, TEXT, "cannot answer now; see the log\n");
      }
      send(exchange, answer);
    }
  }

  private Answer answer(HttpExchange exchange) {
    String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    if (localOnly && !LOCAL.matcher(host).matches()) {
      return new Answer(421, TEXT, "not a name of this machine\n");
    }
    if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      return new Answer(405, TEXT, "only GET\n");
    }
    return switch (exchange.getRequestURI().getPath()) {
      case "/health/live" -> new Answer(200, TEXT, "alive\n");
      case "/info" ->
          new Answer(
              200,
              "application/json",
              "{\"name\":\"iamaudit\",\"version\":\"" + ProductVersion.current() + "\"}\n");
      case "/", "/health/ready", "/health/freshness", "/metrics" -> ask(exchange);
      default -> new Answer(404, TEXT, "there is no such page\n");
    };
  }

  /** A supervisor that hears no sign of life ends the process, whatever the database may do. */
  private Answer ask(HttpExchange exchange) {
    if (!asking.tryAcquire()) {
      return new Answer(503, TEXT, "cannot answer now: others wait for the database\n");
    }
    try {
      return fromDatabase(exchange.getRequestURI().getPath());
    } finally {
      asking.release();
    }
  }

  private Answer fromDatabase(String path) {
    return switch (path) {
      case "/" -> new Answer(200, "text/html; charset=utf-8", page());
      case "/health/ready" -> health(daemon.unready(), "ready");
      case "/health/freshness" -> health(stale(), "fresh");
      default -> new Answer(200, "text/plain; version=0.0.4; charset=utf-8", Metrics.text(daemon));
    };
  }

  private String page() {
    return StatusPage.html(
        daemon.status(),
        daemon.unready(),
        daemon.config().organization(),
        daemon.config().http().packagesUrl());
  }

  private List<String> stale() {
    DaemonStatus status = daemon.status();
    return status.schedules().stream()
        .filter(schedule -> schedule.stale().isPresent())
        .map(WatchServer::stale)
        .toList();
  }

  private static String stale(ScheduleStatus schedule) {
    return "schedule `"
        + schedule.schedule().name()
        + "` has no result of "
        + schedule.stale().orElseThrow();
  }

  private static Answer health(List<String> problems, String well) {
    return problems.isEmpty()
        ? new Answer(200, TEXT, well + "\n")
        : new Answer(503, TEXT, problems.stream().map(p -> p + "\n").collect(Collectors.joining()));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.text().getBytes(UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Content-Security-Policy", StatusPage.POLICY);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.code(), head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
