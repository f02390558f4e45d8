package org.iamaudit.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.LiveAccount;

/**
 * A configuration written out in full, defaults and replacements included, with absolute paths and
 * secrets masked. Without secrets it reads back as the same configuration.
 */
public final class EffectiveConfig {
  private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|token|key)");
  private static final String MASK = "********";

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  private EffectiveConfig() {}

  /** As YAML. */
  public static String text(AuditConfig config) {
    try {
      return YAML.writeValueAsString(masked(tree(config)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and texts can be written", e);
    }
  }

  private static Map<String, Object> tree(AuditConfig config) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!config.organization().isEmpty()) {
      tree.put("organization", config.organization());
    }
    List<Object> accounts = new ArrayList<>();
    config.accounts().forEach(account -> accounts.add(account(account)));
    config.live().ifPresent(plan -> plan.accounts().forEach(a -> accounts.add(account(a))));
    if (!accounts.isEmpty()) {
      tree.put("accounts", accounts);
    }
    config.live().ifPresent(plan -> tree.put("collect", EffectiveCollect.tree(plan)));
    config.baselines().ifPresent(path -> tree.put("baselines", absolute(path)));
    config.waivers().ifPresent(path -> tree.put("waivers", absolute(path)));
    tree.put("reports", absolute(config.reports()));
    tree.put("state", absolute(config.state()));
    tree.put("classification", config.classification());
    config.asOf().ifPresent(instant -> tree.put("as-of", instant.toString()));
    Map<String, Object> thresholds = new LinkedHashMap<>();
    thresholds.put("unused-credential", config.thresholds().unusedCredential().toString());
    thresholds.put("unused-role", config.thresholds().unusedRole().toString());
    thresholds.put("unused-permission", config.thresholds().unusedPermission().toString());
    thresholds.put("access-key-age", config.thresholds().accessKeyAge().toString());
    thresholds.put("root-use", config.thresholds().rootUse().toString());
    thresholds.put("password-length", config.thresholds().passwordLength());
    thresholds.put("password-reuse", config.thresholds().passwordReuse());
    tree.put("thresholds", thresholds);
    tree.put("frameworks", config.frameworks());
    tree.put("retention", config.retention().toString());
    config.signing().ifPresent(key -> tree.put("signing", SigningReader.tree(key)));
    tree.put("fail-on", config.failOn().toString());
    tree.put("schedules", config.schedules().stream().map(EffectiveConfig::schedule).toList());
    config.database().ifPresent(database -> tree.put("database", database(database)));
    tree.put("http", http(config.http()));
    config.delivery().ifPresent(bucket -> tree.put("delivery", DeliveryReader.tree(bucket)));
    if (!config.notifications().channels().isEmpty()) {
      tree.put("notify", EffectiveNotify.tree(config.notifications()));
    }
    Map<String, Object> logging = new LinkedHashMap<>();
    logging.put("level", config.logging().level().toString());
    logging.put("format", config.logging().format().toString());
    tree.put("logging", logging);
    return tree;
  }

  private static Map<String, Object> account(AuditConfig.Account account) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", account.id().digits());
    if (!account.name().isEmpty()) {
      tree.put("name", account.name());
    }
    tree.put("snapshot", absolute(account.snapshot()));
    return tree;
  }

  private static Map<String, Object> account(LiveAccount account) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", account.id().digits());
    if (!account.name().isEmpty()) {
      tree.put("name", account.name());
    }
    account.roleArn().ifPresent(role -> tree.put("role-arn", role));
    account.externalId().ifPresent(id -> tree.put("external-id", EffectiveCollect.tree(id)));
    return tree;
  }

  private static Map<String, Object> schedule(Schedule schedule) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", schedule.name());
    tree.put("kind", Keyword.of(schedule.kind()));
    tree.put("cron", schedule.cron());
    tree.put("zone", schedule.zone().getId());
    tree.put("misfire", Keyword.of(schedule.misfire()));
    if (!schedule.except().isEmpty()) {
      tree.put("except", schedule.except().stream().map(BlackoutDays::toString).toList());
    }
    if (schedule.kind() == Schedule.Kind.AUDIT) {
      tree.put("split", Keyword.of(schedule.split()));
    }
    if (!schedule.accounts().isEmpty()) {
      tree.put("accounts", schedule.accounts().stream().map(AccountId::digits).toList());
    }
    return tree;
  }

  private static Map<String, Object> database(DatabaseSettings database) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("url", database.url());
    if (!database.user().isEmpty()) {
      tree.put("user", database.user());
    }
    database.passwordFile().ifPresent(path -> tree.put("password-file", absolute(path)));
    return tree;
  }

  private static Map<String, Object> http(HttpSettings http) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(
        "listen", http.listen().map(a -> a.getHostString() + ":" + a.getPort()).orElse("none"));
    http.packagesUrl().ifPresent(url -> tree.put("packages-url", url));
    tree.put("freshness-grace", http.freshnessGrace().toString());
    return tree;
  }

  static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** The same tree with every value hidden whose key says that it is a secret. */
  static Object masked(Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, value) ->
              copy.put(key, SECRET.matcher(key.toString()).matches() ? MASK : masked(value)));
      return copy;
    }
    return node instanceof List<?> list
        ? list.stream().map(EffectiveConfig::masked).toList()
        : node;
  }
}
