package org.iamaudit.collect;

import com.amazonaws.auth.AWSCredentialsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.collect.Collected.Left;
import org.iamaudit.collect.Collected.Snapshot;
import org.iamaudit.snapshot.Gap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the accounts of a plan, some at a time. One that fails leaves the others alone; the
 * organization is read once and shared.
 */
public final class Collector {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final String WORK = "work";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final CollectPlan plan;
  private final CollectSettings settings;
  private final Map<String, String> environment;
  private final Waiting waiting;
  private final String region;
  private final Aws hub;

  static {
    // The SDK announces the end of its support at every start otherwise; README says it once.
    System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
  }

  /**
   * A collector that acts with the credentials that the plan names.
   *
   * @param environment variables of the process, for external ids
   * @throws CollectException if the region or the profile is wrong
   */
  public Collector(CollectPlan plan, Map<String, String> environment) throws CollectException {
    this(plan, environment, Credentials.of(plan.settings().profile()), Waiting.SYSTEM);
  }

  Collector(
      CollectPlan plan,
      Map<String, String> environment,
      AWSCredentialsProvider credentials,
      Waiting waiting)
      throws CollectException {
    this.plan = plan;
    this.settings = plan.settings();
    this.environment = Map.copyOf(environment);
    this.waiting = waiting;
    this.region = Credentials.region(settings);
    this.hub = new Aws(settings, region, credentials, Journal.inMemory(), waiting);
  }

  /**
   * Reads all accounts.
   *
   * @throws CollectException if there is not one snapshot in the end
   */
  public Collected collect(CollectProgress progress) throws CollectException {
    try (Aws reader = organizationReader()) {
      Optional<OrganizationSource> organization =
          plan.organization().map(o -> new OrganizationSource(reader));
      TreeMap<AccountId, Left> left = new TreeMap<>();
      List<LiveAccount> accounts = new ArrayList<>();
      plan.accounts().stream().filter(a -> plan.wants(a.id())).forEach(accounts::add);
      if (plan.readsOrganization()) {
        accounts.addAll(
            new OrganizationAccounts(plan, organization.orElseThrow(), partition()).read(left));
      }
      return collect(accounts, organization, left, progress);
    } finally {
      hub.close();
    }
  }

  /**
   * Makes each call once, harmlessly, and reads nothing.
   *
   * @return what is denied, a line each that begins with the account; empty: everything is
   *     permitted
   */
  public List<String> preflight() throws CollectException {
    List<String> denied = new ArrayList<>();
    try (Aws reader = organizationReader()) {
      List<LiveAccount> accounts = new ArrayList<>();
      plan.accounts().stream().filter(a -> plan.wants(a.id())).forEach(accounts::add);
      if (plan.readsOrganization()) {
        accounts.addAll(
            new OrganizationAccounts(plan, new OrganizationSource(reader), partition())
                .read(new TreeMap<>()));
      }
      for (LiveAccount account : accounts) {
        try {
          preflight(account, reader).forEach(line -> denied.add(account.label() + ": " + line));
        } catch (CollectException e) {
          denied.add(account.label() + ": " + e.getMessage());
        }
      }
    } finally {
      hub.close();
    }
    return denied;
  }

  private List<String> preflight(LiveAccount account, Aws reader) throws CollectException {
    try (Aws aws = new Aws(settings, region, credentials(account), Journal.inMemory(), waiting)) {
      CallerIdentity identity = identity(account, aws);
      Preflight preflight = new Preflight(aws, identity);
      List<String> denied = new ArrayList<>(preflight.denied(preflight.ofAccount(settings)));
      Preflight organization =
          plan.organization().isPresent() ? new Preflight(reader, identity) : preflight;
      denied.addAll(organization.denied(organization.ofOrganization(account.id().digits())));
      return denied;
    }
  }

  private AWSCredentialsProvider credentials(LiveAccount account) throws CollectException {
    return account.roleArn().isPresent()
        ? assumed(account.roleArn().get(), account.externalId())
        : hub.credentials();
  }

  private String partition() {
    return Credentials.partition(region);
  }

  private Aws organizationReader() throws CollectException {
    Optional<String> role = plan.organization().flatMap(OrganizationSelection::readerRoleArn);
    if (role.isEmpty()) {
      return hub;
    }
    Optional<ExternalId> externalId =
        plan.organization().flatMap(OrganizationSelection::externalId);
    return new Aws(settings, region, assumed(role.get(), externalId), Journal.inMemory(), waiting);
  }

  private AWSCredentialsProvider assumed(String roleArn, Optional<ExternalId> externalId)
      throws CollectException {
    String partition = Arn.parse(roleArn).map(Arn::partition).orElse("");
    if (!partition.equals(partition())) {
      throw CollectException.ofConfiguration(
          "role `"
              + roleArn
              + "` is of partition `"
              + partition
              + "`, but region `"
              + region
              + "` of partition `"
              + partition()
              + "`; correct the role or `collect.region`");
    }
    Optional<String> id =
        externalId.isPresent()
            ? Optional.of(externalId.get().resolve(environment))
            : Optional.empty();
    String session = "iamaudit-" + STAMP.format(waiting.now());
    return new AssumedRole(hub, roleArn, id, session);
  }

  private Collected collect(
      List<LiveAccount> accounts,
      Optional<OrganizationSource> organization,
      TreeMap<AccountId, Left> left,
      CollectProgress progress)
      throws CollectException {
    boolean single = accounts.size() == 1;
    if (!single) {
      progress.reading(accounts.size() + " accounts", accounts.size());
    }
    ExecutorService executor = Executors.newFixedThreadPool(settings.parallelAccounts());
    TreeMap<AccountId, Snapshot> snapshots = new TreeMap<>();
    List<CollectException> failures = new ArrayList<>();
    try {
      Map<LiveAccount, Future<Snapshot>> running = new java.util.LinkedHashMap<>();
      for (LiveAccount account : accounts) {
        running.put(
            account,
            executor.submit(
                () -> {
                  try {
                    return collect(
                        account, organization, single ? progress : CollectProgress.none());
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
          if (!single) { // else the whole collection fails, and says so
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
    if (snapshots.isEmpty()) {
      throw nothing(accounts, failures);
    }
    return new Collected(
        settings.snapshots(), List.copyOf(snapshots.values()), List.copyOf(left.values()));
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

  private Snapshot collect(
      LiveAccount account, Optional<OrganizationSource> organization, CollectProgress progress)
      throws CollectException {
    Path home = settings.snapshots().resolve(account.id().digits());
    AWSCredentialsProvider credentials = credentials(account);
    try {
      WorkDirectory work = WorkDirectory.open(home.resolve(WORK), describe(account), waiting.now());
      Journal journal = Journal.of(work.path(WorkDirectory.CALLS));
      try (Aws aws = new Aws(settings, region, credentials, journal, waiting)) {
        CallerIdentity identity = identity(account, aws);
        Path target = target(home, work);
        List<Gap> gaps =
            new AccountCollection(settings, aws, work, organization, progress)
                .collect(identity, target, newest(home));
        LOG.atInfo()
            .addKeyValue("event", "account.collected")
            .addKeyValue("account_id", account.id())
            .addKeyValue("snapshot", target)
            .log("{} was read into {}", account.label(), target);
        return new Snapshot(account.id(), account.name(), target, gaps);
      }
    } catch (IOException e) {
      throw new CollectException(
          Kind.FAILED, "cannot write below `" + home + "`: " + e.getMessage(), e);
    }
  }

  /** Work whose snapshot is in its place was killed while it was cleared away. */
  private WorkDirectory open(LiveAccount account, Path home) throws IOException {
    Path root = home.resolve(WORK);
    WorkDirectory work = WorkDirectory.open(root, describe(account), waiting.now());
    if (!Plausibility.isSnapshot(target(home, work))) {
      return work;
    }
    work.discard();
    return WorkDirectory.open(root, describe(account), waiting.now());
  }

  private static Path target(Path home, WorkDirectory work) {
    return home.resolve(STAMP.format(work.started()));
  }

  private CallerIdentity identity(LiveAccount account, Aws aws) throws CollectException {
    CallerIdentity identity = CallerIdentity.of(aws);
    if (!identity.account().equals(account.id().digits())) {
      throw CollectException.ofConfiguration(
          "the credentials are of account `"
              + identity.account()
              + "`, but `"
              + account.id()
              + "` is to be read; configure a `role-arn` in it, or another profile");
    }
    if (!identity.partition().equals(partition())) {
      throw CollectException.ofConfiguration(
          "the credentials are of partition `"
              + identity.partition()
              + "`, but region `"
              + region
              + "` of partition `"
              + partition()
              + "`; correct `collect.region`");
    }
    return identity;
  }

  /** What must be the same for a collection to go on where another one was killed. */
  private String describe(LiveAccount account) {
    return String.join(
        " ",
        account.id().digits(),
        account.roleArn().orElse("-"),
        region,
        settings.regions().toString(),
        settings.resourcePolicies().toString(),
        settings.endpoint().map(Object::toString).orElse("-"));
  }

  private static Optional<Path> newest(Path home) throws IOException {
    try (Stream<Path> children = Files.list(home)) {
      return children.filter(Plausibility::isSnapshot).max(java.util.Comparator.naturalOrder());
    }
  }
}
