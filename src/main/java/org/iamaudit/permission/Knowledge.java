package org.iamaudit.permission;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.Language;
import org.iamaudit.arn.NameCase;
import org.iamaudit.permission.ValueSet.NumberValues;

/**
 * What is known of every request of one principal before it is made: the values of condition keys
 * that belong to the principal, and which of them are surely absent (IAM User Guide, "AWS global
 * condition context keys", properties of the principal; read 2026-11).
 */
public final class Knowledge {
  /** Nothing is known; every key stays symbolic. */
  public static final Knowledge NONE = new Knowledge("", Map.of(), Map.of(), Set.of(), false);

  private static final String CURRENT_TIME = "aws:currenttime";
  private static final String EPOCH_TIME = "aws:epochtime";

  /**
   * How long before a request its session may have begun: {@code GetSessionToken} gives the longest
   * (IAM User Guide, "Request temporary security credentials", read 2026-11).
   */
  private static final Duration LONGEST_SESSION = Duration.ofHours(36);

  private static final String TAG = "aws:principaltag/";
  private static final Set<String> PRINCIPAL_KEYS =
      Set.of(
          "aws:principalarn",
          "aws:principalaccount",
          "aws:principaltype",
          "aws:principalorgid",
          "aws:principalisawsservice",
          "aws:principalservicename",
          "aws:userid",
          "aws:username");

  private static final Set<String> NAMES = Set.of("aws:principalarn", "aws:userid", "aws:username");

  /**
   * What every request carries under a key whose value it alone decides.
   *
   * @param values all that it can be
   * @param usual one of them
   */
  public record Form(Glob values, String usual) {}

  private final String partition;
  private final Map<String, String> values;
  private final Map<String, Form> forms;
  private final Set<String> absent;
  private final boolean tagsComplete;
  private final Optional<Instant> first;

  /**
   * @param partition in which every request of the principal stays; empty: not known
   * @param values by condition key
   * @param forms of other keys that every request carries
   * @param absent keys that no request of the principal carries
   * @param tagsComplete whether a principal tag that is not among the values is surely absent; not
   *     so for a role whose sessions may bring tags
   */
  public Knowledge(
      String partition,
      Map<String, String> values,
      Map<String, Form> forms,
      Set<String> absent,
      boolean tagsComplete) {
    this(partition, values, forms, absent, tagsComplete, Optional.empty());
  }

  private Knowledge(
      String partition,
      Map<String, String> values,
      Map<String, Form> forms,
      Set<String> absent,
      boolean tagsComplete,
      Optional<Instant> first) {
    this.partition = partition;
    this.forms = new TreeMap<>();
    forms.forEach((key, form) -> this.forms.put(NameCase.lower(key), form));
    this.values = new TreeMap<>();
    values.forEach((key, value) -> this.values.put(NameCase.lower(key), value));
    this.absent = Set.copyOf(absent.stream().map(NameCase::lower).toList());
    this.tagsComplete = tagsComplete;
    this.first = first;
  }

  /** Nothing is known but the partition. */
  public static Knowledge ofPartition(String partition) {
    return new Knowledge(partition, Map.of(), Map.of(), Set.of(), false);
  }

  /** The same, and that no request is made before a moment. */
  public Knowledge since(Instant moment) {
    return new Knowledge(partition, values, forms, absent, tagsComplete, Optional.of(moment));
  }

  /** The same, and the value of one more key, or that it is absent. */
  Knowledge with(String key, Optional<String> value) {
    Map<String, String> more = new TreeMap<>(values);
    Set<String> less = new TreeSet<>(absent);
    value.ifPresentOrElse(v -> more.put(key, v), () -> less.add(key));
    return new Knowledge(partition, more, forms, less, tagsComplete, first);
  }

  /** As much of it as is about some keys, given in lower case. */
  public Knowledge only(Set<String> keys) {
    Map<String, String> known = new TreeMap<>(values);
    known.keySet().retainAll(keys);
    Map<String, Form> formed = new TreeMap<>(forms);
    formed.keySet().retainAll(keys);
    Set<String> missing = new TreeSet<>();
    keys.stream().filter(this::isAbsent).forEach(missing::add);
    return new Knowledge(partition, known, formed, missing, false, first);
  }

  /** Whether it holds the name or id of one principal, so that it is true of no other. */
  public boolean isOfOnePrincipal() {
    return values.keySet().stream().anyMatch(NAMES::contains)
        || forms.keySet().stream().anyMatch(NAMES::contains);
  }

  /** The partition of the principal; empty if it is not known. */
  String partition() {
    return partition;
  }

  /**
   * Whether a key may be known of some principal, so that a statement which names it means
   * something else for each.
   */
  static boolean concernsPrincipal(String key) {
    String name = NameCase.lower(key);
    return name.startsWith(TAG) || PRINCIPAL_KEYS.contains(name);
  }

  /** The value every request carries under the key, if it is known and there is one. */
  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(NameCase.lower(key)));
  }

  /** What the values of a key have in common that every request carries, if it is such a one. */
  Optional<ValueSet> form(String key) {
    if (isNow(key)) {
      return first.map(
          f ->
              new NumberValues(
                  NumberValues.Kind.DATE, false, true, Intervals.above(seconds(f), true)));
    }
    return Optional.ofNullable(forms.get(NameCase.lower(key)))
        .map(form -> Language.of(form.values()))
        .map(form -> new ValueSet.TextValues(false, form, Optional.of(form)));
  }

  /**
   * As much of a set of values of a key as requests have. Moments before the first request stay in
   * it if that one's is, so that it reads the same as time goes by.
   */
  public ValueSet possible(String key, ValueSet values) {
    String name = NameCase.lower(key);
    if (first.isEmpty() || !(values instanceof NumberValues moments)) {
      return form(name).map(values::intersect).orElse(values);
    }
    if (isNow(name)) {
      Intervals present = moments.since(seconds(first.get())).present();
      return new NumberValues(moments.kind(), false, true, present);
    }
    return name.equals("aws:tokenissuetime")
        ? moments.since(seconds(first.get().minus(LONGEST_SESSION)))
        : values;
  }

  /** Some value of a set of values of a key, one that a request can carry if there is any. */
  Optional<String> example(String key, ValueSet values) {
    boolean told = isNow(key) || key.equalsIgnoreCase("aws:TokenIssueTime");
    if (told && first.isPresent() && values instanceof NumberValues moments) {
      Intervals later = Intervals.above(seconds(first.get()), true);
      Intervals possible = Intervals.above(seconds(first.get().minus(LONGEST_SESSION)), true);
      return within(later, moments).or(() -> within(possible, moments)).or(values::example);
    }
    return values.example();
  }

  private static Optional<String> within(Intervals some, NumberValues moments) {
    return moments.intersect(new NumberValues(moments.kind(), false, some)).example();
  }

  private static boolean isNow(String key) {
    return key.equalsIgnoreCase(CURRENT_TIME) || key.equalsIgnoreCase(EPOCH_TIME);
  }

  private static BigDecimal seconds(Instant moment) {
    return BigDecimal.valueOf(moment.getEpochSecond()).add(BigDecimal.valueOf(moment.getNano(), 9));
  }

  /** What the first request carries of the time of day, by lower-case key; empty if not known. */
  public Map<String, String> moment() {
    return first
        .map(
            f -> Map.of(CURRENT_TIME, f.toString(), EPOCH_TIME, String.valueOf(f.getEpochSecond())))
        .orElse(Map.of());
  }

  /** Whether every request carries the key, and this is the value it is taken to have. */
  public boolean isUsual(String key, String value) {
    Form form = forms.get(NameCase.lower(key));
    return form != null && form.usual().equals(value);
  }

  /** What a request carries if nothing else is asked of it, by lower-case key. */
  public Map<String, String> usual() {
    Map<String, String> usual = new TreeMap<>(values);
    forms.forEach((key, form) -> usual.putIfAbsent(key, form.usual()));
    return usual;
  }

  /** Whether the key is surely absent. */
  public boolean isAbsent(String key) {
    String name = NameCase.lower(key);
    return absent.contains(name)
        || (tagsComplete && name.startsWith(TAG) && !values.containsKey(name));
  }

  /** Every known value, by lower-case key, sorted. */
  public Map<String, String> values() {
    return Map.copyOf(values);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Knowledge other
        && partition.equals(other.partition)
        && values.equals(other.values)
        && forms.equals(other.forms)
        && absent.equals(other.absent)
        && tagsComplete == other.tagsComplete
        && first.equals(other.first);
  }

  @Override
  public int hashCode() {
    return Objects.hash(partition, values, forms, absent, tagsComplete, first);
  }
}
