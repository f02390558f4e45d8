package org.iamaudit.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.config.ConfigProblem;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over a changed configuration, or refuses it and keeps the one in force. */
final class ConfigInForce {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigInForce.class);

  private final AtomicReference<AuditConfig> config;
  private final Keeper keeper;
  private volatile boolean valid = true;

  ConfigInForce(AtomicReference<AuditConfig> config, Keeper keeper) {
    this.config = config;
    this.keeper = keeper;
  }

  /** Whether the one that was read last is in force. */
  boolean isLatest() {
    return valid;
  }

  /** Logs what seldom is meant. */
  static void warn(AuditConfig loaded) {
    loaded
        .doubt()
        .ifPresent(doubt -> LOG.atWarn().addKeyValue("event", "config.doubtful").log(doubt));
  }

  /**
   * An audit would use the new place and the daemon the old one: two locks, two histories, and a
   * ledger in one database that nobody looks for there.
   */
  private static void refuseOtherPlaces(AuditConfig old, AuditConfig loaded)
      throws ConfigException {
    Map<String, Boolean> same = new LinkedHashMap<>();
    same.put("state", old.state().equals(loaded.state()));
    same.put("database", old.database().equals(loaded.database()));
    same.put("http.listen", old.http().listen().equals(loaded.http().listen()));
    List<ConfigProblem> problems =
        same.entrySet().stream()
            .filter(place -> !place.getValue())
            .map(place -> "`" + place.getKey() + "` changes only with a restart of the daemon")
            .map(problem -> new ConfigProblem(loaded.file().toString(), problem))
            .toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** See {@link AuditDaemon#reload}. */
  synchronized boolean reload(AuditDaemon.ConfigSource source) {
    try {
      AuditConfig loaded = source.load();
      refuseOtherPlaces(config.get(), loaded);
      ConfigCopies.keep(loaded);
      config.set(loaded);
      warn(loaded);
      valid = true;
      keeper.reconcile();
      LOG.atInfo()
          .addKeyValue("event", "config.loaded")
          .addKeyValue("sha256", loaded.sha256())
          .log("the configuration was read again and is in force");
      return true;
    } catch (ConfigException e) {
      valid = false;
      e.problems()
          .forEach(
              problem ->
                  LOG.atError()
                      .addKeyValue("event", "config.invalid")
                      .log("the old configuration stays in force: {}", problem));
    } catch (SchedulerException | RuntimeException e) {
      LOG.atError()
          .addKeyValue("event", "config.delayed")
          .setCause(e)
          .log(
              "the configuration is in force, its schedules not yet: that is tried again until it works");
    }
    return false;
  }
}
