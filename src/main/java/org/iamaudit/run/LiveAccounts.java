package org.iamaudit.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.collect.CollectException;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.collect.CollectProgress;
import org.iamaudit.collect.Collected;
import org.iamaudit.collect.Collector;
import org.iamaudit.run.AuditRequest.AccountSource;

/**
 * Reads the accounts of a request from AWS, so that an audit only ever sees directories. The
 * snapshots are kept.
 */
public final class LiveAccounts {
  private LiveAccounts() {}

  /** A collection as phases of a run. */
  public static CollectProgress shown(Progress progress) {
    return new CollectProgress() {
      @Override
      public void reading(String what) {
        progress.phase("collecting " + what, Progress.UNKNOWN);
      }

      @Override
      public void reading(String what, int steps) {
        progress.phase("collecting " + what, steps);
      }

      @Override
      public void advance() {
        progress.advance(1);
      }
    };
  }

  /**
   * What there is to audit after a collection.
   *
   * @param accounts in the order of the report
   * @param notAudited the file that says of which there is no snapshot; empty: there is none
   */
  record Sources(List<AccountSource> accounts, Optional<Path> notAudited) {}

  /** Where the accounts of the request lie, after reading those that are live. */
  static Sources collect(AuditRequest request, Progress progress) throws RunException {
    if (request.live().isEmpty()) {
      return new Sources(request.accounts(), Optional.empty());
    }
    try {
      Collector collector = new Collector(request.live().get(), System.getenv());
      Collected collected = collector.collect(shown(progress), request.accounts().isEmpty());
      List<AccountSource> all = new ArrayList<>(request.accounts());
      collected
          .snapshots()
          .forEach(
              s -> all.add(new AccountSource(Optional.of(s.account()), s.name(), s.directory())));
      return new Sources(all, collected.writeLeft());
    } catch (CollectException e) {
      List<String> problems = e.getMessage().lines().toList();
      throw e.kind() == Kind.CONFIGURATION
          ? RunException.ofConfiguration(problems, e)
          : new RunException(problems, e);
    }
  }
}
