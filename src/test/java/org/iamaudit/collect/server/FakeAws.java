package org.iamaudit.collect.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * AWS, as far as a collection asks it, on a port of this machine: IAM, STS and SNS by the query
 * protocol, Organizations, KMS, SQS and Secrets Manager by JSON, S3 and Lambda by REST. Its
 * accounts are snapshot directories. Whoever signs with an access key that ends in an account's id
 * is of that account; signatures are not checked.
 */
public final class FakeAws implements AutoCloseable {
  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=\\w*?(\\d{12})/\\d+/([\\w-]+)/([\\w-]+)/");

  static {
    // The server waits 45 ms with each answer otherwise.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService executor = Executors.newFixedThreadPool(16);
  private final Map<String, FakeAccount> accounts = new TreeMap<>();
  private final FakeOrganization organization;
  private final Options options;
  private final Iam iam;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<String, AtomicInteger> byName = new ConcurrentHashMap<>();
  private volatile Faults faults = Faults.none();
  private volatile String caller = "assumed-role/iamaudit-member/test";

  /**
   * How the server behaves.
   *
   * @param pageSize of lists, at most
   * @param servicePage of service last accessed reports, at most
   * @param jobPolls how often a job is asked for in vain
   * @param failedJobs principals whose jobs fail
   * @param delegated accounts that may read the organization, besides the management account
   * @param tags of accounts
   * @param externalId that roles ask for; empty string: none
   * @param afterPage is told the account and how many entities have been given out
   */
  public record Options(
      int pageSize,
      int servicePage,
      int jobPolls,
      Set<String> failedJobs,
      Set<String> delegated,
      Set<String> suspended,
      Map<String, Map<String, String>> tags,
      String externalId,
      ObjIntConsumer<String> afterPage) {
    public static final Options DEFAULT =
        new Options(
            1000,
            1000,
            1,
            Set.of(),
            Set.of("123456789012"),
            Set.of(),
            Map.of(),
            "",
            (account, given) -> {});

    public Options withPages(int size, int services) {
      return new Options(
          size, services, jobPolls, failedJobs, delegated, suspended, tags, externalId, afterPage);
    }

    public Options withFailedJobs(Set<String> arns) {
      return new Options(
          pageSize, servicePage, jobPolls, arns, delegated, suspended, tags, externalId, afterPage);
    }

    public Options withOrganization(
        Set<String> readers,
        Set<String> suspendedAccounts,
        Map<String, Map<String, String>> tagged) {
      return new Options(
          pageSize,
          servicePage,
          jobPolls,
          failedJobs,
          readers,
          suspendedAccounts,
          tagged,
          externalId,
          afterPage);
    }

    public Options withExternalId(String id) {
      return new Options(
          pageSize, servicePage, jobPolls, failedJobs, delegated, suspended, tags, id, afterPage);
    }

    public Options withAfterPage(ObjIntConsumer<String> listener) {
      return new Options(
          pageSize,
          servicePage,
          jobPolls,
          failedJobs,
          delegated,
          suspended,
          tags,
          externalId,
          listener);
    }
  }

  private FakeAws(int port, List<Path> snapshots, Options options) throws IOException {
    this.options = options;
    this.iam = new Iam(options);
    for (Path snapshot : snapshots) {
      FakeAccount account = new FakeAccount(snapshot);
      accounts.put(account.id, account);
    }
    this.organization = new FakeOrganization(accounts.values(), options);
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  /** On any free port. */
  public static FakeAws start(List<Path> snapshots, Options options) {
    try {
      return new FakeAws(0, snapshots, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static FakeAws start(Path snapshot) {
    return start(List.of(snapshot), Options.DEFAULT);
  }

  /**
   * {@code PORT DIRECTORY…} or {@code PORT organization EXTERNAL-ID}: serves until it is stopped.
   */
  public static void main(String[] args) throws IOException {
    List<Path> snapshots = new ArrayList<>();
    Options options = Options.DEFAULT;
    if (args[1].equals("organization")) {
      Path directory = Files.createTempDirectory("organization");
      snapshots.addAll(FakeOrganizationFiles.write(directory, 20));
      options =
          options
              .withOrganization(
                  Set.of(),
                  Set.of(FakeOrganizationFiles.id(3)),
                  Map.of(FakeOrganizationFiles.id(2), Map.of("env", "prod")))
              .withExternalId(args[2]);
    } else {
      Stream.of(args).skip(1).map(Path::of).forEach(snapshots::add);
    }
    FakeAws server = new FakeAws(Integer.parseInt(args[0]), snapshots, options);
    System.out.println(server.endpoint() + " serves " + server.accounts.keySet());
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public void setFaults(Faults changed) {
    this.faults = changed;
  }

  /** Who calls, {@code user/name} or {@code assumed-role/name/session}, in whatever account. */
  public void setCaller(String resource) {
    this.caller = resource;
  }

  /** As when somebody deletes it. */
  public void delete(String account, String arn) {
    accounts.get(account).delete(arn);
  }

  /** As when it is attached while the account is read. */
  public void unlist(String account, String arn) {
    accounts.get(account).unlist(arn);
  }

  /** How many calls came in. */
  public int calls() {
    return calls.get();
  }

  /** How often each operation was called, {@code iam:GetAccountSummary}. */
  public Map<String, Integer> callsByName() {
    Map<String, Integer> counts = new TreeMap<>();
    byName.forEach((name, count) -> counts.put(name, count.get()));
    return counts;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      FakeCall call = read(exchange);
      byName.computeIfAbsent(call.name(), n -> new AtomicInteger()).incrementAndGet();
      FakeAnswer answer;
      Faults now = faults;
      try {
        now.before(call);
        answer = answer(call);
      } catch (FakeError e) {
        answer = error(call, e);
      }
      send(exchange, now.after(call, answer));
    } catch (RuntimeException e) {
      e.printStackTrace(); // a mistake of the server, which a test would otherwise only see as 500
      throw e;
    }
  }

  private static void send(HttpExchange exchange, FakeAnswer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    if (!answer.error().isEmpty()) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.error());
    }
    if (answer.fromAws()) {
      String id = UUID.randomUUID().toString();
      exchange.getResponseHeaders().set("x-amzn-RequestId", id);
      exchange.getResponseHeaders().set("x-amz-request-id", id);
    }
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  private FakeCall read(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher credential =
        CREDENTIAL.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    String account = credential.find() ? credential.group(1) : "";
    String region = account.isEmpty() ? "" : credential.group(2);
    String service = account.isEmpty() ? "sts" : credential.group(3);
    Map<String, String> parameters = new HashMap<>();
    JsonNode json = MissingNode.getInstance();
    String operation;
    URI uri = exchange.getRequestURI();
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target != null) {
      operation = target.substring(target.lastIndexOf('.') + 1);
      json = FakeAccount.tree(body);
    } else if (service.equals("s3")) {
      operation = s3(uri, parameters);
    } else if (service.equals("lambda")) {
      operation = lambda(uri, parameters);
    } else {
      for (String pair : body.split("&")) {
        String[] parts = pair.split("=", 2);
        parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
      }
      operation = parameters.getOrDefault("Action", "");
    }
    return new FakeCall(
        service, operation, region, account, parameters, json, calls.incrementAndGet());
  }

  private static String s3(URI uri, Map<String, String> parameters) {
    String path = uri.getPath().replace("/", "");
    String query = String.valueOf(uri.getQuery());
    parameters.put("bucket", path);
    return path.isEmpty()
        ? "ListBuckets"
        : query.startsWith("location")
            ? "GetBucketLocation"
            : query.startsWith("policy") ? "GetBucketPolicy" : "GetPublicAccessBlock";
  }

  private static String lambda(URI uri, Map<String, String> parameters) {
    Matcher policy = Pattern.compile("/2015-03-31/functions/(.+)/policy").matcher(uri.getPath());
    if (policy.matches()) {
      parameters.put("function", policy.group(1));
      return "GetPolicy";
    }
    return "ListFunctions";
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private FakeAnswer answer(FakeCall call) {
    FakeAccount account = accounts.get(call.account());
    if (account == null
        && !call.service().equals("sts")
        && !call.service().equals("organizations")) {
      throw new FakeError(
          403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    return switch (call.service()) {
      case "iam" -> FakeAnswer.xml(200, Xml.answer(call.operation(), iam.answer(account, call)));
      case "sts" -> FakeAnswer.xml(200, Xml.answer(call.operation(), sts(call)));
      case "sns" -> FakeAnswer.xml(200, Xml.answer(call.operation(), Resources.sns(account, call)));
      case "s3" -> FakeAnswer.xml(200, Resources.s3(account, call));
      case "organizations" -> FakeAnswer.json(200, organization.answer(call));
      default -> FakeAnswer.json(200, Resources.json(endpoint(), account, call));
    };
  }

  private String sts(FakeCall call) {
    if (call.operation().equals("GetCallerIdentity")) {
      return Xml.element(
              "Arn",
              "arn:aws:"
                  + (caller.startsWith("user/") ? "iam::" : "sts::")
                  + call.account()
                  + ":"
                  + caller)
          + Xml.element("UserId", "AROAEXAMPLE:test")
          + Xml.element("Account", call.account());
    }
    String role = call.parameter("RoleArn");
    String account = role.split(":")[4];
    if (!(accounts.containsKey(account) || organization.isManagedBy(account))
        || !call.parameter("ExternalId").equals(options.externalId())) {
      throw FakeError.denied(call, "sts:AssumeRole");
    }
    return Xml.element(
            "Credentials",
            Xml.element("AccessKeyId", "ASIATEST" + account)
                + Xml.element("SecretAccessKey", "secret")
                + Xml.element("SessionToken", "token")
                + Xml.element("Expiration", Instant.now().plusSeconds(3600).toString()))
        + Xml.element(
            "AssumedRoleUser", Xml.element("Arn", role) + Xml.element("AssumedRoleId", "A:b"));
  }

  private static FakeAnswer error(FakeCall call, FakeError e) {
    return switch (call.service()) {
      case "iam", "sts", "sns" -> FakeAnswer.xml(e.status, Xml.error(e));
      case "s3" ->
          FakeAnswer.xml(
              e.status,
              "<Error><Code>"
                  + e.code
                  + "</Code><Message>"
                  + Xml.escape(e.getMessage())
                  + "</Message><RequestId>e-1</RequestId></Error>");
      default ->
          FakeAnswer.json(
                  e.status,
                  FakeAccount.JSON
                      .createObjectNode()
                      .put("__type", e.code)
                      .put("message", e.getMessage())
                      .toString())
              .withError(e.code);
    };
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
