package org.iamaudit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Channel;
import org.iamaudit.notify.Channel.Login;
import org.iamaudit.notify.Channel.Mail;
import org.iamaudit.notify.Channel.Slack;
import org.iamaudit.notify.Channel.Sns;
import org.iamaudit.notify.Channel.Teams;
import org.iamaudit.notify.Channel.Tls;
import org.iamaudit.notify.Channel.Webhook;
import org.iamaudit.notify.Event;
import org.iamaudit.notify.NotifySettings;
import org.iamaudit.notify.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyReaderTest {
  private static final Path FILE = Path.of("src/test/resources/config/notify.yml");
  private static final Secret IN_FILE =
      new Secret.InFile(Path.of("src/test/resources/config/minimal.yml"));
  private static final Map<String, String> ENVIRONMENT =
      Map.of("SLACK_URL", "https://hooks.example.com/hunter2", "SIGNING_KEY", "hunter3");
  private static final Set<Event> ALL = EnumSet.allOf(Event.class);

  private static AuditConfig load(Path file) throws ConfigException {
    return new ConfigLoader(ENVIRONMENT, (cron, zone) -> Optional.empty()).load(file);
  }

  @Test
  void everyKindOfChannelIsRead() throws ConfigException {
    assertThat(load(FILE).notifications())
        .isEqualTo(
            new NotifySettings(
                List.of(
                    new Channel(
                        "mail",
                        ALL,
                        Severity.HIGH,
                        new Mail(
                            "smtp.example.com",
                            2525,
                            Tls.IMPLICIT,
                            Optional.of(new Login("audit", IN_FILE)),
                            "IAM audit <audit@example.com>",
                            List.of("security@example.com", "GRC <grc@example.com>"),
                            500 * 1024)),
                    new Channel(
                        "relay",
                        ALL,
                        Severity.HIGH,
                        new Mail(
                            "localhost",
                            25,
                            Tls.NONE,
                            Optional.empty(),
                            "a@example.com",
                            List.of("b@example.com"),
                            0)),
                    new Channel(
                        "chat",
                        EnumSet.of(Event.FAILED, Event.MISSED),
                        Severity.CRITICAL,
                        new Slack(new Secret.InEnvironment("SLACK_URL"))),
                    new Channel("teams", ALL, Severity.HIGH, new Teams(IN_FILE)),
                    new Channel(
                        "siem",
                        ALL,
                        Severity.HIGH,
                        new Webhook(IN_FILE, new Secret.InEnvironment("SIGNING_KEY"))),
                    new Channel(
                        "topic",
                        ALL,
                        Severity.HIGH,
                        new Sns(
                            "arn:aws:sns:eu-central-1:123456789012:iam-audit.fifo",
                            Optional.of(URI.create("https://vpce.example.com"))))),
                Duration.ofDays(1)));
  }

  @Test
  void whatIsPrintedReadsBackTheSameAndHoldsNoSecret(@TempDir Path directory) throws Exception {
    AuditConfig config = load(FILE);

    String text = EffectiveConfig.text(config);

    assertThat(text).contains("SLACK_URL").doesNotContain("hunter");
    Path printed = Files.writeString(directory.resolve("printed.yml"), text);
    assertThat(EffectiveConfig.text(load(printed))).isEqualTo(text);
  }
}
