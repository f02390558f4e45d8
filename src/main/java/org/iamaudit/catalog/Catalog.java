package org.iamaudit.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.NameCase;

/**
 * The service authorization catalogue: every action of every service, numbered, with access level,
 * resource types, and every condition key with its type.
 *
 * <p>Numbers run from 0 to {@link #size()} - 1, ordered by service prefix, then by name without
 * case, so that the actions of a service are one range. They are stable within one version of the
 * data only and are never written anywhere.
 *
 * <p>Source: AWS Service Authorization Reference; the resource {@code service-authorization.txt}
 * says which version. It is read on first use.
 */
public final class Catalog {
  private static final class Holder {
    static final Catalog INSTANCE = load();
  }

  private final String version;
  private final List<Service> services;
  private final Map<String, Service> byPrefix;
  private final String[] names;
  private final String[] lower;
  private final String[] lowerNames;
  private final AccessLevel[] levels;
  private final int[][] actionTypes;
  private final BitSet resourceRequired;
  private final int[] serviceOf;
  private final List<ResourceType> types;
  private final ConditionKeys keys;
  private final Set<String> rcpServices;
  private static final int CACHED = 5_000;

  private final Map<String, BitSet> expansions = new ConcurrentHashMap<>();

  private Catalog(CatalogReader r) {
    version = r.version;
    services = List.copyOf(r.services);
    byPrefix = new HashMap<>(services.size() * 2);
    names = r.names.toArray(String[]::new);
    lower = r.lower.toArray(String[]::new);
    lowerNames = r.lowerNames.toArray(String[]::new);
    levels = r.levels.toArray(AccessLevel[]::new);
    actionTypes = r.actionTypes.toArray(int[][]::new);
    resourceRequired = r.resourceRequired;
    serviceOf = new int[names.length];
    for (int i = 0; i < services.size(); i++) {
      Service service = services.get(i);
      byPrefix.put(service.prefix(), service);
      Arrays.fill(serviceOf, service.firstAction(), service.endAction(), i);
    }
    types = List.copyOf(r.types);
    keys = r.keys;
    rcpServices = r.rcpServices;
  }

  /** The catalogue that ships with the product. */
  public static Catalog get() {
    return Holder.INSTANCE;
  }

  /** The bytes that the catalogue is made from, for its hash. */
  public static InputStream source() {
    return Catalog.class.getResourceAsStream("service-authorization.txt");
  }

  private static Catalog load() {
    try (InputStream in = source()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Catalog(new CatalogReader(text).read());
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue cannot be read", e);
    }
  }

  /** Version of the data, for example {@code 0.21.202609261}. */
  public String version() {
    return version;
  }

  /** The day of the data, from its version. */
  public LocalDate date() {
    String stamp = version.substring(version.lastIndexOf('.') + 1);
    return LocalDate.parse(stamp.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
  }

  /** How many actions there are. */
  public int size() {
    return names.length;
  }

  /** In order of prefix. */
  public List<Service> services() {
    return services;
  }

  /** The service with that prefix, in any case. */
  public Optional<Service> service(String prefix) {
    return Optional.ofNullable(byPrefix.get(NameCase.lower(prefix)));
  }

  public Service serviceOf(int action) {
    return services.get(serviceOf[action]);
  }

  /** {@code s3:GetObject}, in AWS's spelling. */
  public String action(int action) {
    return names[action];
  }

  /** {@code s3:getobject}. */
  public String lowerCaseAction(int action) {
    return lower[action];
  }

  /** {@code getobject}: the name without the service, lower case. */
  public String lowerCaseName(int action) {
    return lowerNames[action];
  }

  public AccessLevel level(int action) {
    return levels[action];
  }

  /** The number of an action, compared without case. */
  public OptionalInt index(String action) {
    int found = find(NameCase.lower(action));
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /** Negative if there is no such action. */
  private int find(String lowerCase) {
    Service service = byPrefix.get(lowerCase.substring(0, Math.max(0, lowerCase.indexOf(':'))));
    return service == null
        ? -1
        : Arrays.binarySearch(lower, service.firstAction(), service.endAction(), lowerCase);
  }

  /**
   * Numbers of the resource types that a request for the action can name; empty: it takes no
   * resource.
   */
  public int[] resourceTypes(int action) {
    return actionTypes[action];
  }

  /**
   * Whether a request for the action can be made without naming a resource, so that its resource is
   * {@code *}.
   */
  public boolean reachesStar(int action) {
    return !resourceRequired.get(action);
  }

  public List<ResourceType> resourceTypes() {
    return types;
  }

  /** The type of a condition key, global ones included; compared without case. */
  public Optional<ConditionKeyType> keyType(String key) {
    return keys.type(key);
  }

  /**
   * A condition key in AWS's spelling, if it is known; of a tag key only the part before the slash.
   */
  public String keyName(String key) {
    return keys.name(key);
  }

  /** Prefixes of the services whose resources RCPs can protect. */
  public Set<String> rcpServices() {
    return rcpServices;
  }

  /**
   * The actions that a pattern of an {@code Action} element matches. The set is shared: do not
   * change it.
   *
   * @param pattern {@code *} or {@code prefix:name} with {@code *} and {@code ?} in the name; a
   *     wildcard in the prefix matches nothing, except the lone prefix {@code *} (iam-semantics
   *     1.2)
   */
  public BitSet expand(String pattern) {
    if (expansions.size() >= CACHED) {
      expansions.clear();
    }
    return expansions.computeIfAbsent(NameCase.lower(pattern), this::doExpand);
  }

  private BitSet doExpand(String pattern) {
    BitSet found = new BitSet(names.length);
    if (pattern.equals("*") || pattern.equals("*:*")) {
      found.set(0, names.length);
      return found;
    }
    int colon = pattern.indexOf(':');
    Service service = colon < 0 ? null : byPrefix.get(pattern.substring(0, colon));
    if (service == null) {
      return found;
    }
    if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
      int exact = find(pattern);
      if (exact >= 0) {
        found.set(exact);
      }
      return found;
    }
    Glob glob = Glob.of(pattern);
    for (int i = service.firstAction(); i < service.endAction(); i++) {
      if (glob.matches(lower[i])) {
        found.set(i);
      }
    }
    return found;
  }
}
