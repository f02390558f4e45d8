package org.iamaudit.notify;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.iamaudit.finding.Severity;

/**
 * What happened to a period of a schedule, as it is kept in the outbox and sent to webhooks.
 *
 * @param organization empty string if not configured
 * @param scheduledFor the fire time that it is about; of several, the last
 */
public record Notice(String organization, String schedule, Instant scheduledFor, Outcome outcome) {

  /** How it ended. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Audited.class, name = "audited"),
    @JsonSubTypes.Type(value = AllAccounts.class, name = "all-accounts"),
    @JsonSubTypes.Type(value = SummedUp.class, name = "summed-up"),
    @JsonSubTypes.Type(value = Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Missed.class, name = "missed")
  })
  public sealed interface Outcome {
    /** What there is to tell, to a channel that hears of new findings from a severity on. */
    Set<Event> events(Severity least);

    /** The workbook that there is of it. */
    default Optional<Workbook> evidence() {
      return Optional.empty();
    }
  }

  /**
   * There is an evidence package.
   *
   * @param asOf what ages count up to
   * @param gaps how many things could not be read; 0: the audit is complete
   * @param firstGaps some of them, one line each
   * @param open open findings, every severity present
   * @param added those of them that the audit before had not, every severity present
   * @param resolved how many findings of the audit before are gone; empty if nothing remembers it
   * @param withBaseline principals of whom a baseline says what they need
   * @param worst some of the added findings, worst first
   * @param expiring waivers in force that end within 30 days
   */
  public record Audited(
      String runId,
      Instant asOf,
      List<Account> accounts,
      int gaps,
      List<String> firstGaps,
      Map<Severity, Integer> open,
      Map<Severity, Integer> added,
      Optional<Integer> resolved,
      int principals,
      int withBaseline,
      List<NewFinding> worst,
      List<ExpiringWaiver> expiring,
      Workbook workbook)
      implements Outcome {
    public Audited {
      accounts = List.copyOf(accounts);
      firstGaps = List.copyOf(firstGaps);
      open = Collections.unmodifiableMap(new TreeMap<>(open));
      added = Collections.unmodifiableMap(new TreeMap<>(added));
      worst = List.copyOf(worst);
      expiring = List.copyOf(expiring);
    }

    @Override
    public Set<Event> events(Severity least) {
      EnumSet<Event> events = EnumSet.of(gaps == 0 ? Event.READY : Event.PARTIAL);
      if (reaches(added, least)) {
        events.add(Event.NEW_FINDINGS);
      }
      if (!expiring.isEmpty()) {
        events.add(Event.WAIVERS_EXPIRING);
      }
      return events;
    }

    @Override
    public Optional<Workbook> evidence() {
      return Optional.of(workbook);
    }
  }

  /** The last attempt failed; one line for each problem. */
  public record Failed(List<String> problems) implements Outcome {
    public Failed {
      problems = List.copyOf(problems);
    }

    @Override
    public Set<Event> events(Severity least) {
      return EnumSet.of(Event.FAILED);
    }
  }

  /**
   * All accounts of a schedule that audits each by itself have been tried.
   *
   * @param complete how many have a package without gaps
   * @param partial how many have one with gaps
   * @param failed accounts that have none, one line each with the reason
   * @param open open findings, every severity present
   * @param added those of them that the audit before had not, every severity present
   * @param reports the directory of the packages
   */
  public record AllAccounts(
      int complete,
      int partial,
      List<String> failed,
      Map<Severity, Integer> open,
      Map<Severity, Integer> added,
      String reports)
      implements Outcome {
    public AllAccounts {
      failed = List.copyOf(failed);
      open = Collections.unmodifiableMap(new TreeMap<>(open));
      added = Collections.unmodifiableMap(new TreeMap<>(added));
    }

    @Override
    public Set<Event> events(Severity least) {
      EnumSet<Event> events =
          EnumSet.of(partial + failed.size() == 0 ? Event.READY : Event.PARTIAL);
      if (!failed.isEmpty()) {
        events.add(Event.FAILED);
      }
      if (reaches(added, least)) {
        events.add(Event.NEW_FINDINGS);
      }
      return events;
    }
  }

  /**
   * There is a roll-up of a month.
   *
   * @param month in UTC
   * @param asOf up to when it was looked at
   * @param complete whether every account was read in full and every planned run has a package
   * @param reasons why it is not complete, one line each
   * @param audited how many accounts the last run of the month read in full
   * @param withGaps how many it read with gaps
   * @param notAudited the others, one line each
   * @param missing some of the planned runs without a package, one line each
   * @param allMissing how many of those there are
   * @param open findings that are open after the last run of each account, every severity present
   * @param added those of them that were not open before the month, every severity present
   * @param resolved how many findings were resolved in the month
   */
  public record SummedUp(
      YearMonth month,
      Instant asOf,
      boolean complete,
      List<String> reasons,
      int audited,
      int withGaps,
      List<String> notAudited,
      List<String> missing,
      int allMissing,
      Map<Severity, Integer> open,
      Map<Severity, Integer> added,
      int resolved,
      Workbook workbook)
      implements Outcome {
    public SummedUp {
      reasons = List.copyOf(reasons);
      notAudited = List.copyOf(notAudited);
      missing = List.copyOf(missing);
      open = Collections.unmodifiableMap(new TreeMap<>(open));
      added = Collections.unmodifiableMap(new TreeMap<>(added));
    }

    /** Its new findings and waivers the audits have told of. */
    @Override
    public Set<Event> events(Severity least) {
      return EnumSet.of(complete ? Event.READY : Event.PARTIAL);
    }

    @Override
    public Optional<Workbook> evidence() {
      return Optional.of(workbook);
    }
  }

  /**
   * Fire times without an audit.
   *
   * @param times some of them with the reason, one line each
   * @param all how many there are
   */
  public record Missed(List<String> times, int all) implements Outcome {
    public Missed {
      times = List.copyOf(times);
    }

    @Override
    public Set<Event> events(Severity least) {
      return EnumSet.of(Event.MISSED);
    }
  }

  private static boolean reaches(Map<Severity, Integer> counts, Severity least) {
    return counts.entrySet().stream()
        .anyMatch(e -> e.getKey().compareTo(least) <= 0 && e.getValue() > 0);
  }

  /** An audited account. */
  public record Account(String id, String name) {}

  /** A finding, as far as a message names it. */
  public record NewFinding(
      Severity severity, String code, String account, String principal, String title) {}

  /** A waiver that ends soon. */
  public record ExpiringWaiver(String id, LocalDate expires, String owner, int findings) {}

  /**
   * The workbook.
   *
   * @param link where people find it; empty if nobody said
   */
  public record Workbook(String path, long bytes, String sha256, Optional<String> link) {}
}
