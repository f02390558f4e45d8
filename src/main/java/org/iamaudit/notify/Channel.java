package org.iamaudit.notify;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.finding.Severity;

/**
 * A way to tell people.
 *
 * @param name unique in the configuration; notifications that wait are kept under it
 * @param on what it is told of
 * @param severity new findings count from this one on
 */
public record Channel(String name, Set<Event> on, Severity severity, Target target) {
  public Channel {
    on = Set.copyOf(on);
  }

  /** Whether the channel is to be told. */
  boolean wants(Notice notice) {
    Set<Event> events = EnumSet.copyOf(notice.outcome().events(severity));
    events.retainAll(on);
    return !events.isEmpty();
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
  }

  /** How a mail server is spoken to. */
  public enum Tls {
    /** In the clear at first; a server that does not change to TLS gets nothing. */
    STARTTLS,
    /** In TLS from the start. */
    IMPLICIT,
    /** In the clear. */
    NONE
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
