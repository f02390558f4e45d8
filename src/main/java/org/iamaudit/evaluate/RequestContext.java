package org.iamaudit.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.arn.NameCase;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.ConditionKeyType;

/**
 * The condition keys and values of a request. Keys are compared without case, the tag key in {@code
 * aws:ResourceTag/Team} included.
 *
 * <p>A key is multivalued if the catalogue gives it an {@code ArrayOf} type; one that the catalogue
 * does not know, if it was put in as a list; any, if it carries several values (IAM User Guide,
 * "Single-valued vs. multivalued context keys", read 2026-11).
 */
public final class RequestContext {
  /** Carries nothing. */
  public static final RequestContext EMPTY = builder().build();

  private final Map<String, ContextValues> values;

  private RequestContext(Map<String, ContextValues> values) {
    this.values = values;
  }

  /** Starts an empty one. */
  public static Builder builder() {
    return new Builder();
  }

  /** Keys with their values; each key's type comes from the catalogue. */
  public static RequestContext of(Map<String, List<String>> values) {
    Builder builder = builder();
    values.forEach(builder::put);
    return builder.build();
  }

  /** Null if the request does not carry the key; inside the package only, for speed. */
  ContextValues get(String lowerCaseKey) {
    ContextValues found = values.get(lowerCaseKey);
    return found == null || found.values().isEmpty() ? null : found;
  }

  /** The only value of a key that is not multivalued. */
  public Optional<String> single(String key) {
    ContextValues found = get(NameCase.lower(key));
    return found == null || found.multivalued()
        ? Optional.empty()
        : Optional.of(found.values().get(0).text());
  }

  /** Whether the key is one that may carry several values. */
  public boolean isMultivalued(String key) {
    ContextValues found = values.get(NameCase.lower(key));
    return found != null && found.multivalued();
  }

  /** Everything in it, by lower-case key. */
  public Map<String, List<String>> asMap() {
    Map<String, List<String>> map = new TreeMap<>();
    values.forEach((k, v) -> map.put(k, v.values().stream().map(ContextValue::text).toList()));
    return map;
  }

  /** Collects keys. */
  public static final class Builder {
    private final Map<String, ContextValues> values = new HashMap<>();

    private Builder() {}

    /** A key of the catalogue's type; unknown ones are single-valued if they carry one value. */
    public Builder put(String key, List<String> texts) {
      return put(key, texts, false);
    }

    /** A key with one value. */
    public Builder put(String key, String text) {
      return put(key, List.of(text), false);
    }

    /**
     * A key that was declared with a type.
     *
     * @param list whether it was declared as a list; counts only for keys the catalogue does not
     *     know
     */
    public Builder put(String key, List<String> texts, boolean list) {
      String name = NameCase.lower(key);
      boolean multivalued =
          texts.size() > 1
              || Catalog.get().keyType(name).map(ConditionKeyType::multivalued).orElse(list);
      values.put(name, new ContextValues(values(texts), multivalued));
      return this;
    }

    /** Most keys carry one value. */
    private static List<ContextValue> values(List<String> texts) {
      return texts.size() == 1
          ? List.of(new ContextValue(texts.get(0)))
          : texts.stream().map(ContextValue::new).toList();
    }

    /** What the caller's kind and ARN say of keys that it does not carry. */
    public Builder putKeysOf(Caller caller) {
      CallerKeys.of(caller)
          .forEach(
              (key, value) ->
                  values.putIfAbsent(
                      key, new ContextValues(List.of(new ContextValue(value)), false)));
      return this;
    }

    /** The finished context. */
    public RequestContext build() {
      return new RequestContext(new HashMap<>(values));
    }
  }
}
