package org.iamaudit.notify;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.finding.Severity;

/**
 * A way to tell people.
 *
 * @param name unique in the configuration; notifications that wait are kept under it
 * @param events what it is told of
 * @param severity new findings count from this one on
 */
public record Channel(String name, Set<Event> events, Severity severity, Target target) {
  public Channel {
    events = Set.copyOf(events);
  }

  /** Whether the channel is to be told. */
  boolean wants(Notice notice) {
    return notice.outcome().events(severity).stream().anyMatch(events::contains);
  }

  /** Where the messages go. */
  public sealed interface Target {}

  /**
   * A mail server.
   *
   * @param login empty: the server asks for none
   * @param attachUpTo the size in bytes up to which the workbook is attached; 0: never
   */
  public record Mail(
      String host,
      int port,
      Tls tls,
      Optional<Login> login,
      String from,
      List<String> to,
      long attachUpTo)
      implements Target {
    public Mail {
      to = List.copyOf(to);
    }

    /** Whether mail can be addressed so: {@code name@host}, with a display name or without. */
    public static boolean isAddress(String text) {
      return MailSender.isAddress(text);
    }
  }

  /** How a mail server is spoken to. */
  public enum Tls {
    /** In the clear at first; a server that does not change to TLS gets nothing. */
    STARTTLS(587),
    /** In TLS from the start. */
    IMPLICIT(465),
    /** In the clear. */
    NONE(25);

    private final int port;

    Tls(int port) {
      this.port = port;
    }

    /** Where servers that are spoken to so listen. */
    public int port() {
      return port;
    }
  }

  /** Who we are to a mail server. */
  public record Login(String user, Secret password) {}

  /** An incoming webhook of Slack. */
  public record Slack(Secret url) implements Target {}

  /** A Teams workflow that posts the card that it receives. */
  public record Teams(Secret url) implements Target {}

  /** Any server that takes the notice as JSON, signed. */
  public record Webhook(Secret url, Secret key) implements Target {}

  /**
   * A topic of Amazon SNS.
   *
   * @param endpoint instead of AWS's own
   */
  public record Sns(String topicArn, Optional<URI> endpoint) implements Target {}
}
