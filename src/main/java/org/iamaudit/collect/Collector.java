package org.iamaudit.collect;

import com.amazonaws.auth.AWSCredentialsProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.collect.Collected.Left;
import org.iamaudit.collect.Collected.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Reads the accounts of a plan, some at a time. One that fails leaves the others alone; the
 * organization is read once and shared.
 */
public final class Collector {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

  private final CollectPlan plan;
  private final Waiting waiting;
  private final Identities identities;

  /**
   * A collector that acts with the credentials that the plan names.
   *
   * @param environment variables of the process, for external ids
   * @throws CollectException if the region or the profile is wrong
   */
  public Collector(CollectPlan plan, Map<String, String> environment) throws CollectException {
    this(plan, environment, Credentials.of(plan.settings(), environment), Waiting.SYSTEM);
  }

  Collector(
      CollectPlan plan,
      Map<String, String> environment,
      AWSCredentialsProvider credentials,
      Waiting waiting)
      throws CollectException {
    this.plan = plan;
    this.waiting = waiting;
    this.identities = new Identities(plan, environment, credentials, waiting);
  }

  /**
   * Reads all accounts.
   *
   * @param alone whether there is nothing else to audit, so that one has to be read
   * @throws CollectException if that one could not be, or there is no account to read
   */
  public Collected collect(CollectProgress progress, boolean alone) throws CollectException {
    try (identities;
        Aws organizationReader = identities.organizationReader()) {
      OrganizationSource source = new OrganizationSource(organizationReader);
      TreeMap<AccountId, Left> left = new TreeMap<>();
      TreeSet<AccountId> others = new TreeSet<>();
      List<LiveAccount> accounts = accounts(source, left, others);
      AccountReader reader =
          new AccountReader(plan, identities, plan.organization().map(o -> source), waiting);
      return new Collected(
          plan.settings().snapshots(),
          collect(accounts, reader, left, progress, alone),
          List.copyOf(left.values()),
          List.copyOf(others));
    }
  }

  /** Those that are named one by one, then those of the organization. */
  private List<LiveAccount> accounts(
      OrganizationSource source, TreeMap<AccountId, Left> left, TreeSet<AccountId> others)
      throws CollectException {
    List<LiveAccount> accounts = new ArrayList<>();
    plan.accounts().stream().filter(a -> plan.wants(a.id())).forEach(accounts::add);
    if (plan.readsOrganization()) {
      accounts.addAll(
          new OrganizationAccounts(plan, source, identities.partition()).read(left, others));
    }
    return accounts;
  }

  /**
   * Makes each call once, harmlessly, and reads nothing but the caller's own policies.
   *
   * @param scratch receives the policies, below it; to be deleted by whoever made it
   * @return by account, in the order in which they are read
   */
  public List<AccountCheck> preflight(Path scratch) throws CollectException {
    List<AccountCheck> checks = new ArrayList<>();
    try (identities;
        Aws organizationReader = identities.organizationReader()) {
      for (LiveAccount account :
          accounts(new OrganizationSource(organizationReader), new TreeMap<>(), new TreeSet<>())) {
        checks.add(preflight(account, organizationReader, scratch));
      }
    }
    return checks;
  }

  private AccountCheck preflight(LiveAccount account, Aws organizationReader, Path scratch) {
    try (Aws aws = identities.of(account, Journal.inMemory())) {
      CallerIdentity identity = identities.check(account, aws);
      return new Preflight(
              plan.settings(), aws, plan.organization().isPresent() ? organizationReader : aws)
          .check(account.label(), identity, scratch.resolve(account.id().digits()));
    } catch (CollectException e) {
      return AccountCheck.failed(account.label(), e);
    }
  }

  private List<Snapshot> collect(
      List<LiveAccount> accounts,
      AccountReader reader,
      TreeMap<AccountId, Left> left,
      CollectProgress progress,
      boolean alone)
      throws CollectException {
    boolean single = accounts.size() == 1;
    if (!single) {
      progress.reading(accounts.size() + " accounts", accounts.size());
    }
    ExecutorService executor = Executors.newFixedThreadPool(plan.settings().parallelAccounts());
    TreeMap<AccountId, Snapshot> snapshots = new TreeMap<>();
    List<CollectException> failures = new ArrayList<>();
    try {
      Map<LiveAccount, Future<Snapshot>> running = new LinkedHashMap<>();
      Map<String, String> context = Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
      for (LiveAccount account : accounts) {
        running.put(
            account,
            executor.submit(
                () -> {
                  MDC.setContextMap(context);
                  try {
                    return reader.read(account, single ? progress : CollectProgress.none());
                  } finally {
                    if (!single) {
                      progress.advance();
                    }
                  }
                }));
      }
      for (Map.Entry<LiveAccount, Future<Snapshot>> one : running.entrySet()) {
        LiveAccount account = one.getKey();
        try {
          snapshots.put(account.id(), await(one.getValue()));
        } catch (CollectException e) {
          failures.add(e);
          if (!single || !alone) { // else the whole collection fails, and says so
            LOG.atError()
                .addKeyValue("event", "account.failed")
                .addKeyValue("account_id", account.id())
                .log("{} could not be read: {}", account.label(), e.getMessage());
          }
          left.put(account.id(), new Left(account.id(), account.name(), e.getMessage(), false));
        }
      }
    } finally {
      executor.shutdownNow();
    }
    if (accounts.isEmpty() || alone && snapshots.isEmpty()) {
      throw nothing(accounts, failures);
    }
    return List.copyOf(snapshots.values());
  }

  private static Snapshot await(Future<Snapshot> account) throws CollectException {
    try {
      return account.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CollectException(Kind.INTERRUPTED, "stopped while reading", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof CollectException failure
          ? failure
          : new CollectException(Kind.FAILED, "unexpected: " + cause, cause);
    }
  }

  private static CollectException nothing(
      List<LiveAccount> accounts, List<CollectException> failures) {
    if (accounts.isEmpty()) {
      return CollectException.ofConfiguration(
          "no account of the organization is left to read; see `include` and `exclude`");
    }
    boolean configuration = failures.stream().allMatch(e -> e.kind() == Kind.CONFIGURATION);
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < failures.size(); i++) {
      messages.add(accounts.get(i).label() + ": " + failures.get(i).getMessage());
    }
    return new CollectException(
        configuration ? Kind.CONFIGURATION : failures.get(0).kind(),
        String.join("\n", messages),
        failures.get(0));
  }
}
