package org.iamaudit.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.snapshot.IoReason;

/**
 * The database of runs: their packages and the states that they left. One connection, for one
 * thread.
 *
 * <p>All that is in it can be made again from the packages.
 */
public final class History implements AutoCloseable {
  /** Much longer than any statement takes, other nodes' turns included. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HistorySettings settings;
  private final Connection connection;
  private final PackageStore packages;

  private History(HistorySettings settings, Connection connection) {
    this.settings = settings;
    this.connection = connection;
    this.packages = new PackageStore(connection);
  }

  /**
   * Opens the history, and makes it if need be.
   *
   * @throws HistoryException if it cannot be opened, is damaged, or in use elsewhere
   */
  public static History open(HistorySettings settings) throws HistoryException {
    try {
      for (Path file : settings.file().stream().toList()) {
        Files.createDirectories(file.getParent());
      }
      Connection connection = connect(settings);
      try {
        connection.setAutoCommit(false);
        Migrations.apply(connection);
        return new History(settings, connection);
      } catch (SQLException | HistoryException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw DatabaseFailure.opening(settings, e);
    } catch (IOException e) {
      throw new HistoryException(
          "cannot make the directory of `" + settings.url() + "`: " + IoReason.of(e), e);
    }
  }

  static Connection connect(HistorySettings settings) throws HistoryException, SQLException {
    Properties properties = new Properties();
    if (!settings.user().isEmpty()) {
      properties.setProperty("user", settings.user());
    }
    properties.setProperty("password", settings.password());
    if (settings.file().isEmpty()) {
      // An answer that never comes would keep the audit, and with it all others, waiting for ever.
      properties.setProperty("socketTimeout", String.valueOf(PATIENCE.toSeconds()));
      return DriverManager.getConnection(settings.url(), properties);
    }
    // Committed means on disk, whatever happens to the process; and when it is told to end, a
    // running audit still needs the database, which H2 would close at once.
    return DriverManager.getConnection(
        settings.url() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", properties);
  }

  /**
   * Makes a history anew from the packages in a directory. One that is damaged is put aside first.
   *
   * @return what was found, and what could not be followed
   * @throws HistoryException if a package cannot be read; the history is then as it was
   */
  public static Rebuilt rebuild(HistorySettings settings, Path reports) throws HistoryException {
    try (History history = open(settings)) {
      return history.fill(reports);
    } catch (HistoryException e) {
      Optional<Path> file = settings.file().filter(Files::exists);
      if (file.isEmpty() || !e.isDamage()) {
        throw e;
      }
      putAside(file.get());
    }
    try (History history = open(settings)) {
      return history.fill(reports);
    }
  }

  private static void putAside(Path file) throws HistoryException {
    try {
      Files.move(file, Path.of(file + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new HistoryException("cannot put `" + file + "` aside", e);
    }
  }

  /** What a rebuilt history was made of. */
  public record Rebuilt(int packages, List<String> warnings) {}

  /** Replaces everything that is known by what the packages in a directory say. */
  Rebuilt fill(Path reports) throws HistoryException {
    List<PackageRecord> found = PackageReader.all(reports, runId -> true);
    try {
      packages.clear();
      List<String> warnings = take(found, reports);
      connection.commit();
      return new Rebuilt(found.size(), warnings);
    } catch (SQLException e) {
      throw undone("cannot fill the history", e);
    }
  }

  /**
   * Catches up with what lies on disk: packages of a run that died after it had written them, or
   * all, if the history was lost.
   *
   * @param reports where packages lie
   * @return what could not be followed, a line each
   */
  public List<String> catchUp(Path reports) throws HistoryException {
    try {
      Set<String> known = packages.runIds();
      List<PackageRecord> found = PackageReader.all(reports, runId -> !known.contains(runId));
      List<String> warnings = take(found, reports);
      connection.commit();
      return warnings;
    } catch (SQLException e) {
      throw undone("cannot take in the packages that are there", e);
    }
  }

  private List<String> take(List<PackageRecord> found, Path reports) throws SQLException {
    List<String> warnings = new ArrayList<>();
    for (PackageRecord made : inOrderOfMaking(found)) {
      for (PackageAccount account : made.accounts()) {
        for (String previous : account.previousRun().stream().toList()) {
          if (!packages.has(previous)) {
            warnings.add(
                ("`%s` follows run `%s` in account %s, which is not in `%s`: what was resolved"
                        + " before it is not known")
                    .formatted(made.folder(), previous, account.account(), reports));
          }
        }
      }
      packages.add(made);
    }
    return warnings;
  }

  private HistoryException failure(String what, SQLException e) {
    return DatabaseFailure.using(settings, what, e);
  }

  private HistoryException undone(String what, SQLException e) {
    try {
      connection.rollback();
    } catch (SQLException again) {
      e.addSuppressed(again);
    }
    return failure(what, e);
  }

  /** A package comes after those that it follows, and after those whose place it took. */
  private static List<PackageRecord> inOrderOfMaking(List<PackageRecord> found) {
    List<PackageRecord> rest = new ArrayList<>(found);
    rest.sort(Comparator.comparing(PackageRecord::asOf).thenComparing(PackageRecord::runId));
    List<PackageRecord> ordered = new ArrayList<>();
    while (!rest.isEmpty()) {
      PackageRecord next =
          rest.stream()
              .filter(p -> rest.stream().noneMatch(other -> p.comesAfter(other)))
              .findFirst()
              .orElse(rest.get(0));
      rest.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  /** What the last run before that moment left of an account. */
  public AccountState before(AccountId account, Instant asOf) throws HistoryException {
    try {
      Optional<Previous> previous = packages.before(account, asOf);
      return previous.isPresent()
          ? packages.state(previous.get().runId(), account)
          : AccountState.NONE;
    } catch (SQLException e) {
      throw failure("cannot read what earlier runs left", e);
    }
  }

  /** The run of that very moment that stands for an account. */
  public Optional<String> at(AccountId account, Instant asOf) throws HistoryException {
    try {
      return packages.at(account, asOf);
    } catch (SQLException e) {
      throw failure("cannot read earlier runs", e);
    }
  }

  /** The accounts of a package. */
  public List<AccountLine> accountsOf(String runId) throws HistoryException {
    return lines("p.run_id = ?", runId);
  }

  /**
   * The accounts that runs before a moment audited together with any of these, and these, sorted.
   *
   * @param accounts at least one
   */
  public List<AccountId> companions(Collection<AccountId> accounts, Instant asOf)
      throws HistoryException {
    try {
      return packages.companions(accounts, asOf);
    } catch (SQLException e) {
      throw failure("cannot read earlier runs", e);
    }
  }

  /** All packages of an account before a moment, in order of as-of time. */
  public List<AccountLine> linesBefore(AccountId account, Instant asOf) throws HistoryException {
    return lines("a.account_id = ? and p.as_of < ?", account.digits(), asOf);
  }

  /** All packages of the time from one moment until before another. */
  public List<AccountLine> linesBetween(Instant from, Instant until) throws HistoryException {
    return lines("p.as_of >= ? and p.as_of < ?", from, until);
  }

  private List<AccountLine> lines(String condition, Object... values) throws HistoryException {
    try {
      return packages.lines(condition, values);
    } catch (SQLException e) {
      throw failure("cannot read earlier runs", e);
    }
  }

  /** What a run left of an account. */
  public AccountState left(String runId, AccountId account) throws HistoryException {
    try {
      return packages.state(runId, account);
    } catch (SQLException e) {
      throw failure("cannot read what the run left", e);
    }
  }

  /** The planned runs of a time that have a package. */
  public Set<PackageRecord.Period> periods(Instant from, Instant until) throws HistoryException {
    try {
      return packages.periods(from, until);
    } catch (SQLException e) {
      throw failure("cannot read earlier runs", e);
    }
  }

  /** Remembers a package. One that is known stays as it is. */
  public void remember(PackageRecord made) throws HistoryException {
    try {
      packages.add(made);
      connection.commit();
    } catch (SQLException e) {
      throw undone("cannot remember the run", e);
    }
  }

  @Override
  public void close() throws HistoryException {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException e) {
      throw failure("cannot close the history", e);
    }
  }
}
