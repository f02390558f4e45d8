package org.iamaudit.permission;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.Language;
import org.iamaudit.policy.ConditionValues;
import org.iamaudit.policy.IpRange;

/**
 * What the value of one single-valued condition key may be, absence included. The sets of one key
 * are all of one kind, which the key's type in the catalogue decides.
 */
public sealed interface ValueSet {

  /** Whether a request without the key is in it. */
  boolean absent();

  boolean isEmpty();

  ValueSet complement();

  /** Whether a request that carries the key is in it. */
  boolean holdsValue();

  /** The common part; the other set is of the same kind. */
  ValueSet intersect(ValueSet other);

  /** What is in either; the other set is of the same kind. */
  default ValueSet union(ValueSet other) {
    return complement().intersect(other.complement()).complement();
  }

  /** The same, and requests without the key. */
  ValueSet orAbsent();

  /** Whether a request with this value is in it. */
  boolean contains(String value);

  /** Some value of it; empty if only absence is in it, or the search could not decide. */
  Optional<String> example();

  default boolean isEverything() {
    return complement().isEmpty();
  }

  /**
   * Texts and ARNs.
   *
   * @param form of the value that every request carries, if every request carries the key
   */
  record TextValues(boolean absent, Language present, Optional<Language> form) implements ValueSet {
    private static final Language EMPTY_TEXT = Language.of(Glob.literal(""));

    /** Of a key that some requests lack. */
    public TextValues(boolean absent, Language present) {
      this(absent, present, Optional.empty());
    }

    @Override
    public boolean holdsValue() {
      return !present.isEmpty();
    }

    @Override
    public boolean isEmpty() {
      return !absent && present.isEmpty();
    }

    @Override
    public TextValues complement() {
      return new TextValues(
          form.isEmpty() && !absent, form.orElse(Language.EVERYTHING).minus(present), form);
    }

    @Override
    public TextValues intersect(ValueSet other) {
      TextValues that = (TextValues) other;
      return new TextValues(
          absent && that.absent, present.intersect(that.present), form.or(() -> that.form));
    }

    @Override
    public TextValues orAbsent() {
      return new TextValues(true, present, form);
    }

    @Override
    public boolean contains(String value) {
      return present.matches(value);
    }

    @Override
    public Optional<String> example() {
      return present.minus(EMPTY_TEXT).example().or(present::example);
    }
  }

  /** Booleans; a value that is neither true nor false does not occur. */
  record BoolValues(boolean absent, boolean holdsTrue, boolean holdsFalse) implements ValueSet {
    @Override
    public boolean holdsValue() {
      return holdsTrue || holdsFalse;
    }

    @Override
    public boolean isEmpty() {
      return !absent && !holdsTrue && !holdsFalse;
    }

    @Override
    public BoolValues complement() {
      return new BoolValues(!absent, !holdsTrue, !holdsFalse);
    }

    @Override
    public BoolValues intersect(ValueSet other) {
      BoolValues that = (BoolValues) other;
      return new BoolValues(
          absent && that.absent, holdsTrue && that.holdsTrue, holdsFalse && that.holdsFalse);
    }

    @Override
    public BoolValues orAbsent() {
      return new BoolValues(true, holdsTrue, holdsFalse);
    }

    @Override
    public boolean contains(String value) {
      return ConditionValues.bool(value).map(b -> b ? holdsTrue : holdsFalse).orElse(false);
    }

    @Override
    public Optional<String> example() {
      return holdsTrue || holdsFalse ? Optional.of(Boolean.toString(holdsTrue)) : Optional.empty();
    }
  }

  /**
   * Numbers, moments and addresses; a value that is none of the kind does not occur, since it is
   * AWS that gives the keys of these types their values.
   *
   * @param always whether every request carries the key
   */
  record NumberValues(Kind kind, boolean absent, boolean always, Intervals present)
      implements ValueSet {

    /** Of a key that some requests lack. */
    public NumberValues(Kind kind, boolean absent, Intervals present) {
      this(kind, absent, false, present);
    }

    /** How a text becomes a number. */
    public enum Kind {
      NUMBER,
      DATE,
      ADDRESS;

      /** IPv6 addresses lie above this, IPv4 addresses below. */
      private static final BigInteger V6_BASE = BigInteger.ONE.shiftLeft(40);

      private static final Intervals ADDRESSES =
          range("0.0.0.0/0").orElseThrow().union(range("::/0").orElseThrow());

      Intervals universe() {
        return this == ADDRESS ? ADDRESSES : Intervals.ALL;
      }

      Optional<BigDecimal> read(String text) {
        return switch (this) {
          case NUMBER -> ConditionValues.number(text);
          case DATE -> ConditionValues.epochSeconds(text);
          case ADDRESS ->
              (text.indexOf('/') < 0 ? IpRange.parse(text) : Optional.<IpRange>empty())
                  .map(r -> new BigDecimal(place(r, r.first())));
        };
      }

      /** The addresses of a block. */
      static Optional<Intervals> range(String text) {
        return IpRange.parse(text)
            .map(
                r ->
                    Intervals.between(
                        new BigDecimal(place(r, r.first())),
                        new BigDecimal(place(r, r.last().add(BigInteger.ONE)))));
      }

      private static BigInteger place(IpRange range, BigInteger address) {
        return range.v6() ? address.add(V6_BASE) : address;
      }
    }

    @Override
    public boolean holdsValue() {
      return !present.isEmpty();
    }

    @Override
    public boolean isEmpty() {
      return !absent && present.isEmpty();
    }

    @Override
    public NumberValues complement() {
      return new NumberValues(
          kind, !always && !absent, always, present.complement().intersect(kind.universe()));
    }

    @Override
    public NumberValues intersect(ValueSet other) {
      NumberValues that = (NumberValues) other;
      return new NumberValues(
          kind, absent && that.absent, always || that.always, present.intersect(that.present));
    }

    /** The same from a number on; before it, what holds at it. */
    NumberValues since(BigDecimal first) {
      return new NumberValues(kind, absent, always, present.since(first));
    }

    @Override
    public NumberValues orAbsent() {
      return new NumberValues(kind, true, always, present);
    }

    @Override
    public boolean contains(String value) {
      return kind.read(value).map(present::contains).orElse(false);
    }

    @Override
    public Optional<String> example() {
      return present.isEmpty()
          ? Optional.empty()
          : Optional.of(NumberText.write(kind, present.example()));
    }
  }
}
