package org.iamaudit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.Severity;

/**
 * Which open findings make a run end with exit code 3.
 *
 * @param least the least severity that does; empty: none does
 */
public record FailOn(Optional<Severity> least) {
  public static final FailOn NONE = new FailOn(Optional.empty());

  /** The words that {@link #parse} understands, from {@code none} to {@code info}. */
  public static List<String> words() {
    List<String> words = new ArrayList<>(List.of(NONE.toString()));
    Stream.of(Severity.values()).map(Keyword::of).forEach(words::add);
    return words;
  }

  /**
   * One of {@link #words}.
   *
   * @throws IllegalArgumentException with a message for people
   */
  public static FailOn parse(String word) {
    if (word.equals(NONE.toString())) {
      return NONE;
    }
    return Stream.of(Severity.values())
        .filter(severity -> Keyword.of(severity).equals(word))
        .findFirst()
        .map(severity -> new FailOn(Optional.of(severity)))
        .orElseThrow(() -> new IllegalArgumentException(BadValue.notOneOf(word, words())));
  }

  /** Whether the result holds an open finding at or above the severity. */
  public boolean reachedBy(AuditResult result) {
    return least.isPresent()
        && result.accounts().stream()
            .flatMap(account -> account.findings().stream())
            .filter(Finding::isOpen)
            .anyMatch(finding -> finding.severity().compareTo(least.get()) <= 0);
  }

  @Override
  public String toString() {
    return least.map(Keyword::of).orElse("none");
  }
}
