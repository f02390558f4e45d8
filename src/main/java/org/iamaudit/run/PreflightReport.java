package org.iamaudit.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.iamaudit.collect.AccountCheck;
import org.iamaudit.collect.CollectException;
import org.iamaudit.collect.CollectPlan;
import org.iamaudit.collect.Collector;
import org.iamaudit.collect.PermissionCheck;
import org.iamaudit.run.CallerVerdicts.Kind;
import org.iamaudit.run.CallerVerdicts.Verdict;
import org.iamaudit.snapshot.DirectoryTree;

/**
 * Whether a collection has every permission that it needs: what calling says, and where calling
 * would do harm or say nothing, what the caller's own policies say.
 *
 * @param lines in the order of the accounts
 */
public record PreflightReport(List<Line> lines) {
  private static final String BY_OWN = "by the caller's own policies";

  public PreflightReport {
    lines = List.copyOf(lines);
  }

  /** Whether a permission is there. */
  public enum Result {
    PERMITTED,
    DENIED,
    /** It could not be told. */
    UNKNOWN
  }

  /**
   * One permission.
   *
   * @param account what messages call it
   * @param action the IAM action; {@code *} if nothing at all can be done in the account
   * @param reason how the result is known, with the remedy
   */
  public record Line(String account, String action, Result result, String reason) {}

  /**
   * Asks for every account of a plan.
   *
   * @param environment variables of the process, for external ids
   * @throws CollectException if nothing can be asked, as without credentials
   */
  public static PreflightReport of(CollectPlan plan, Map<String, String> environment)
      throws CollectException {
    return of(new Collector(plan, environment));
  }

  /** The same of a collector that is there. */
  static PreflightReport of(Collector collector) throws CollectException {
    try {
      Path scratch = Files.createTempDirectory("iamaudit-preflight");
      try {
        return of(collector.preflight(scratch));
      } finally {
        DirectoryTree.delete(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write temporary files", e);
    }
  }

  static PreflightReport of(List<AccountCheck> accounts) {
    List<Line> lines = new ArrayList<>();
    for (AccountCheck account : accounts) {
      account
          .failure()
          .ifPresent(why -> lines.add(new Line(account.account(), "*", Result.DENIED, why)));
      CallerVerdicts verdicts = CallerVerdicts.of(account);
      account
          .permissions()
          .forEach(check -> lines.add(line(account.account(), check, verdicts.of(check))));
      account.organization().forEach(check -> lines.add(line(account.account(), check, UNASKED)));
    }
    return new PreflightReport(lines);
  }

  /** All of these calls are made, maybe by somebody of another account. */
  private static final Verdict UNASKED = new Verdict(Kind.UNKNOWN, "");

  private static Line line(String account, PermissionCheck check, Verdict own) {
    String action = check.action();
    return switch (check.answer()) {
      case PERMITTED -> new Line(account, action, Result.PERMITTED, "called");
      case DENIED -> new Line(account, action, Result.DENIED, check.message() + explained(own));
      case NOT_CALLED ->
          switch (own.kind()) {
            case ALLOWED -> new Line(account, action, Result.PERMITTED, BY_OWN);
            case DENIED -> new Line(account, action, Result.DENIED, BY_OWN + ": " + own.reason());
            case UNKNOWN ->
                new Line(
                    account,
                    action,
                    Result.UNKNOWN,
                    "cannot be called harmlessly, and " + own.reason());
          };
    };
  }

  private static String explained(Verdict own) {
    return switch (own.kind()) {
      case ALLOWED ->
          "; the caller's own policies allow it: look for an SCP, a session policy or an endpoint"
              + " policy";
      case DENIED -> "; the caller's own policies: " + own.reason();
      case UNKNOWN -> "";
    };
  }

  /** How many permissions have a result. */
  public long count(Result result) {
    return lines.stream().filter(line -> line.result() == result).count();
  }

  /** Whether every permission is known to be there. */
  public boolean complete() {
    return count(Result.PERMITTED) == lines.size();
  }
}
