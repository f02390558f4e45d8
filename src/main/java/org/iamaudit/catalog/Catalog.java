package org.iamaudit.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.arn.Glob;

/**
 * The service authorization catalogue: every action of every service, numbered, with access level,
 * resource types and condition keys.
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
    static final Catalog INSTANCE = load("service-authorization.txt");
  }

  private final String version;
  private final List<Service> services;
  private final Map<String, Service> byPrefix = new HashMap<>();
  private final String[] names;
  private final String[] lower;
  private final String[] localNames;
  private final AccessLevel[] levels;
  private final int[][] actionTypes;
  private final boolean[] star;
  private final String[] actionKeys;
  private final int[] serviceOf;
  private final List<ResourceType> types;
  private final Map<String, Integer> index;
  private final Map<String, ConditionKeyType> keyTypes;
  private final Map<String, String> keyNames;
  private final Map<String, List<String>> serviceKeys;
  private final Set<String> rcpServices;
  private final Map<String, BitSet> expansions = new ConcurrentHashMap<>();

  private Catalog(Reader r) {
    version = r.version;
    services = List.copyOf(r.services);
    services.forEach(s -> byPrefix.put(s.prefix(), s));
    names = r.names.toArray(String[]::new);
    lower = r.lower.toArray(String[]::new);
    localNames = r.lower.stream().map(n -> n.substring(n.indexOf(':') + 1)).toArray(String[]::new);
    levels = r.levels.toArray(AccessLevel[]::new);
    actionTypes = r.actionTypes.toArray(int[][]::new);
    star = new boolean[names.length];
    for (int i = 0; i < star.length; i++) {
      star[i] = r.star.get(i);
    }
    actionKeys = r.actionKeys.toArray(String[]::new);
    serviceOf = r.serviceOf.stream().mapToInt(Integer::intValue).toArray();
    types = List.copyOf(r.types);
    index = new HashMap<>(names.length * 2);
    for (int i = 0; i < lower.length; i++) {
      index.put(lower[i], i);
    }
    keyTypes = r.keyTypes;
    keyNames = r.keyNames;
    serviceKeys = r.serviceKeys;
    rcpServices = Set.copyOf(r.rcpServices);
  }

  /** The catalogue that ships with the product. */
  public static Catalog get() {
    return Holder.INSTANCE;
  }

  private static Catalog load(String resource) {
    try (InputStream in = Catalog.class.getResourceAsStream(resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16)) {
      Reader r = new Reader();
      for (String line; (line = reader.readLine()) != null; ) {
        r.line(line);
      }
      r.endService();
      return new Catalog(r);
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue `" + resource + "` cannot be read", e);
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
    return Optional.ofNullable(byPrefix.get(prefix.toLowerCase(Locale.ROOT)));
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
    return localNames[action];
  }

  public AccessLevel level(int action) {
    return levels[action];
  }

  /** The number of an action, compared without case. */
  public OptionalInt index(String action) {
    Integer found = index.get(action.toLowerCase(Locale.ROOT));
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
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
    return star[action];
  }

  public List<ResourceType> resourceTypes() {
    return types;
  }

  /** Condition keys that the reference lists for the action, in AWS's spelling. */
  public List<String> conditionKeys(int action) {
    if (actionKeys[action].isEmpty()) {
      return List.of();
    }
    List<String> keys = serviceKeys.get(serviceOf(action).prefix());
    return Arrays.stream(actionKeys[action].split(","))
        .map(i -> keys.get(Integer.parseInt(i)))
        .toList();
  }

  /**
   * The type of a condition key, global ones included; keys are compared without case, tag keys by
   * their prefix.
   */
  public Optional<ConditionKeyType> keyType(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    ConditionKeyType exact = keyTypes.get(name);
    int slash = name.indexOf('/');
    return exact != null || slash < 0
        ? Optional.ofNullable(exact)
        : Optional.ofNullable(keyTypes.get(name.substring(0, slash + 1)));
  }

  /**
   * A condition key in AWS's spelling, if it is known; of a tag key only the part before the slash.
   */
  public String keyName(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    int slash = name.indexOf('/');
    String exact = keyNames.get(name);
    String prefix = slash < 0 ? null : keyNames.get(name.substring(0, slash + 1));
    return exact != null ? exact : prefix != null ? prefix + key.substring(slash + 1) : key;
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
    return expansions.computeIfAbsent(pattern.toLowerCase(Locale.ROOT), this::doExpand);
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
      Integer exact = index.get(pattern);
      if (exact != null) {
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

  /**
   * Reads the resource. A line is a letter and tab-separated fields: {@code V version source},
   * {@code P prefixes} (services under RCPs), {@code S prefix name}, then for that service {@code C
   * key type}, {@code R name arn} and {@code A name level types keys}, where types are numbers of
   * the service's {@code R} lines, {@code !} marks a required one, and keys are numbers of its
   * {@code C} lines.
   */
  private static final class Reader {
    String version = "";
    final List<Service> services = new ArrayList<>();
    final List<String> names = new ArrayList<>(23_000);
    final List<String> lower = new ArrayList<>(23_000);
    final List<AccessLevel> levels = new ArrayList<>(23_000);
    final List<int[]> actionTypes = new ArrayList<>(23_000);
    final List<Boolean> star = new ArrayList<>(23_000);
    final List<String> actionKeys = new ArrayList<>(23_000);
    final List<Integer> serviceOf = new ArrayList<>(23_000);
    final List<ResourceType> types = new ArrayList<>(2_400);
    final Map<String, ConditionKeyType> keyTypes = new HashMap<>();
    final Map<String, String> keyNames = new HashMap<>();
    final Map<String, List<String>> serviceKeys = new HashMap<>();
    final List<String> rcpServices = new ArrayList<>();
    private String prefix;
    private String serviceName;
    private int firstAction;
    private int firstType;

    void line(String line) {
      String[] f = line.split("\t", -1);
      switch (f[0]) {
        case "V" -> version = f[1];
        case "P" -> rcpServices.addAll(Arrays.asList(f[1].split(",")));
        case "S" -> startService(f[1], f[2]);
        case "G" -> {
          keyTypes.put(f[1].toLowerCase(Locale.ROOT), ConditionKeyType.parse(f[2]));
          keyNames.put(f[1].toLowerCase(Locale.ROOT), f[1]);
        }
        case "C" -> {
          serviceKeys.get(prefix).add(f[1]);
          String key = f[1].replaceFirst("/[$<].*", "/");
          keyTypes.putIfAbsent(key.toLowerCase(Locale.ROOT), ConditionKeyType.parse(f[2]));
          keyNames.putIfAbsent(key.toLowerCase(Locale.ROOT), key);
        }
        case "R" -> types.add(new ResourceType(types.size(), prefix, f[1], f[2]));
        case "A" -> action(f);
        default -> throw new IllegalStateException("unknown line `" + line + "` in the catalogue");
      }
    }

    private void startService(String newPrefix, String name) {
      endService();
      prefix = newPrefix;
      serviceName = name;
      firstAction = names.size();
      firstType = types.size();
      serviceKeys.put(prefix, new ArrayList<>());
    }

    void endService() {
      if (prefix != null) {
        services.add(new Service(prefix, serviceName, firstAction, names.size()));
      }
    }

    private void action(String[] f) {
      String name = prefix + ":" + f[1];
      names.add(name);
      lower.add(name.toLowerCase(Locale.ROOT));
      levels.add(AccessLevel.values()[Integer.parseInt(f[2])]);
      serviceOf.add(services.size());
      actionKeys.add(f[4]);
      boolean required = false;
      String[] parts = f[3].isEmpty() ? new String[0] : f[3].split(",");
      int[] numbers = new int[parts.length];
      for (int i = 0; i < parts.length; i++) {
        boolean mark = parts[i].endsWith("!");
        required |= mark;
        numbers[i] =
            firstType
                + Integer.parseInt(mark ? parts[i].substring(0, parts[i].length() - 1) : parts[i]);
      }
      actionTypes.add(numbers);
      star.add(!required);
    }
  }
}
