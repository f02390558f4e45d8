package org.iamaudit.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Channel;
import org.iamaudit.notify.Channel.Login;
import org.iamaudit.notify.Channel.Mail;
import org.iamaudit.notify.Channel.Slack;
import org.iamaudit.notify.Channel.Sns;
import org.iamaudit.notify.Channel.Target;
import org.iamaudit.notify.Channel.Teams;
import org.iamaudit.notify.Channel.Tls;
import org.iamaudit.notify.Channel.Webhook;
import org.iamaudit.notify.Event;
import org.iamaudit.notify.NotifySettings;
import org.iamaudit.notify.Secret;
import org.iamaudit.policy.Quoted;

/** Reads who is told what became of an audit. Secrets are named by their places only. */
final class NotifyReader {
  static final List<String> KEYS = List.of("overdue-after", "channels");

  private static final List<String> COMMON = List.of("name", "type", "events", "severity");
  private static final List<String> MAIL =
      List.of(
          "host",
          "port",
          "tls",
          "user",
          "password-file",
          "password-env",
          "from",
          "to",
          "attach-up-to");
  private static final List<String> URL = List.of("url-file", "url-env");
  private static final List<String> SIGNED =
      List.of("url-file", "url-env", "signing-file", "signing-env");
  private static final List<String> TOPIC = List.of("topic-arn", "endpoint");

  static final List<String> CHANNEL = channelKeys();

  private static final int LONGEST_NAME = 100;
  private static final int LAST_PORT = 65_535;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})(KB|MB)");
  private static final Pattern TOPIC_ARN =
      Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?");
  private static final long ATTACHED_BY_DEFAULT = 10L << 20;

  private enum Type {
    MAIL(NotifyReader.MAIL),
    SLACK(URL),
    TEAMS(URL),
    WEBHOOK(SIGNED),
    SNS(TOPIC);

    private final List<String> keys;

    Type(List<String> keys) {
      this.keys = keys;
    }
  }

  private final Problems problems;
  private final Map<String, String> environment;

  NotifyReader(Problems problems, Map<String, String> environment) {
    this.problems = problems;
    this.environment = environment;
  }

  private static List<String> channelKeys() {
    List<String> keys = new ArrayList<>(COMMON);
    List.of(MAIL, SIGNED, TOPIC).forEach(keys::addAll);
    return List.copyOf(keys);
  }

  NotifySettings read(Section section) {
    Duration overdueAfter =
        section.value("overdue-after", Values::duration).orElse(NotifySettings.NONE.overdueAfter());
    List<Channel> channels = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section channel : section.sections("channels", CHANNEL)) {
      read(channel, names).ifPresent(channels::add);
    }
    return new NotifySettings(channels, overdueAfter);
  }

  private Optional<Channel> read(Section section, Set<String> names) {
    Optional<String> name = section.required("name", "what logs call it", NotifyReader::name);
    if (name.isPresent() && !names.add(name.get())) {
      problems.add(
          section.place("name"), "channel `" + name.get() + "` is listed twice; rename one");
    }
    Set<Event> events =
        section
            .values("events", "leave it out to be told of everything", Values.keyword(Event.class))
            .map(list -> list.isEmpty() ? EnumSet.noneOf(Event.class) : EnumSet.copyOf(list))
            .orElse(EnumSet.allOf(Event.class));
    Severity severity =
        section.value("severity", Values.keyword(Severity.class)).orElse(Severity.HIGH);
    Optional<Type> type =
        section.required(
            "type", "one of mail, slack, teams, webhook, sns", Values.keyword(Type.class));
    return type.flatMap(t -> target(t, section))
        .flatMap(target -> name.map(n -> new Channel(n, events, severity, target)));
  }

  private static String name(Node.Scalar scalar) throws BadValue {
    String name = Values.text(scalar);
    if (name.length() > LONGEST_NAME) {
      throw new BadValue("has more than " + LONGEST_NAME + " characters");
    }
    return name;
  }

  private Optional<Target> target(Type type, Section section) {
    for (String key : CHANNEL) {
      if (section.has(key) && !COMMON.contains(key) && !type.keys.contains(key)) {
        problems.add(
            section.place(key),
            "`"
                + key
                + "` means nothing for `type: "
                + Keyword.of(type)
                + "`; known here: "
                + String.join(", ", type.keys));
      }
    }
    return switch (type) {
      case MAIL -> mail(section);
      case SLACK -> url(section).map(Slack::new);
      case TEAMS -> url(section).map(Teams::new);
      case WEBHOOK -> webhook(section);
      case SNS -> sns(section);
    };
  }

  private Optional<Target> mail(Section section) {
    Optional<String> host = section.required("host", "the mail server", Values::text);
    Tls tls = section.value("tls", Values.keyword(Tls.class)).orElse(Tls.STARTTLS);
    int port = section.number("port", 1, LAST_PORT).orElse(tls.port());
    Optional<String> user = section.value("user", Values::text);
    Optional<Secret> password = secret(section, "password", user.isPresent());
    if (password.isPresent() && user.isEmpty() && !section.has("user")) {
      problems.add(section.place(), "`user` is missing: whose the password is");
    }
    if (tls == Tls.NONE && user.isPresent()) {
      problems.add(
          section.place("tls"),
          "`tls`: with `none` the password of `user` would travel in the clear; use `starttls` or"
              + " `implicit`, or a server that asks for no login");
    }
    Optional<String> from =
        section.required("from", "the address that mails come from", NotifyReader::address);
    if (!section.has("to")) {
      problems.add(section.place(), "`to` is missing: a list of addresses");
    }
    Optional<List<String>> to =
        section.values("to", "list at least one address", NotifyReader::address);
    long attachUpTo = section.value("attach-up-to", NotifyReader::size).orElse(ATTACHED_BY_DEFAULT);
    Optional<Login> login = user.flatMap(u -> password.map(p -> new Login(u, p)));
    return host.isPresent() && from.isPresent() && to.isPresent()
        ? Optional.of(new Mail(host.get(), port, tls, login, from.get(), to.get(), attachUpTo))
        : Optional.empty();
  }

  private static String address(Node.Scalar scalar) throws BadValue {
    String text = Values.text(scalar);
    if (!Mail.isAddress(text)) {
      throw new BadValue(
          Quoted.of(text) + " is no mail address such as `IAM audit <audit@example.com>`");
    }
    return text;
  }

  private static long size(Node.Scalar scalar) throws BadValue {
    if (scalar.text().equals("none")) {
      return 0;
    }
    Matcher matcher = SIZE.matcher(scalar.text());
    if (!matcher.matches()) {
      throw new BadValue(
          Quoted.of(scalar.text()) + " is neither `none` nor a size such as `10MB` or `500KB`");
    }
    return Long.parseLong(matcher.group(1)) << (matcher.group(2).equals("MB") ? 20 : 10);
  }

  private Optional<Secret> url(Section section) {
    return secret(section, "url", true);
  }

  private Optional<Target> webhook(Section section) {
    Optional<Secret> url = url(section);
    Optional<Secret> key = secret(section, "signing", true);
    return url.flatMap(u -> key.map(k -> new Webhook(u, k)));
  }

  private Optional<Target> sns(Section section) {
    Optional<String> arn = section.required("topic-arn", "the topic", NotifyReader::topicArn);
    Optional<URI> endpoint = section.value("endpoint", NotifyReader::endpoint);
    return arn.map(a -> new Sns(a, endpoint));
  }

  private static String topicArn(Node.Scalar scalar) throws BadValue {
    if (!TOPIC_ARN.matcher(scalar.text()).matches()) {
      throw new BadValue(
          Quoted.of(scalar.text())
              + " is not the ARN of a topic, such as"
              + " `arn:aws:sns:eu-central-1:123456789012:iam-audit`");
    }
    return scalar.text();
  }

  private static URI endpoint(Node.Scalar scalar) throws BadValue {
    try {
      URI uri = URI.create(Values.text(scalar));
      if (uri.isAbsolute() && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // said below, as for one without a host
    }
    throw new BadValue(
        Quoted.of(scalar.text()) + " is no URL such as `https://sns.eu-central-1.amazonaws.com`");
  }

  /** Where a secret is: in the file that one key names, or in the variable that another does. */
  private Optional<Secret> secret(Section section, String what, boolean needed) {
    String inFile = what + "-file";
    String inEnvironment = what + "-env";
    if (section.has(inFile) && section.has(inEnvironment)) {
      problems.add(
          section.place(inEnvironment),
          "`" + inEnvironment + "` stands beside `" + inFile + "`; keep one");
    }
    if (needed && !section.has(inFile) && !section.has(inEnvironment)) {
      problems.add(
          section.place(),
          "`"
              + inFile
              + "` is missing: the file whose first line is the "
              + words(what)
              + "; or `"
              + inEnvironment
              + "`, the environment variable that holds it");
    }
    Optional<Path> file = section.value(inFile, ServiceReader::file);
    Optional<String> variable = section.value(inEnvironment, this::variable);
    return file.<Secret>map(Secret.InFile::new).or(() -> variable.map(Secret.InEnvironment::new));
  }

  private static String words(String what) {
    return switch (what) {
      case "signing" -> "key that the webhook is signed with";
      case "url" -> "URL of the webhook";
      default -> what;
    };
  }

  private String variable(Node.Scalar scalar) throws BadValue {
    String name = Values.text(scalar);
    if (environment.getOrDefault(name, "").isBlank()) {
      throw new BadValue("the environment variable " + Quoted.of(name) + " is not set");
    }
    return name;
  }
}
