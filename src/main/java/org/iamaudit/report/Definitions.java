package org.iamaudit.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Verdict;

/** What the words of the workbook mean, as sheet Method prints them. */
final class Definitions {
  /** Sheets and columns that a run cannot fill, and why. */
  static final Map<String, String> NOT_FILLED =
      ordered(
          "Sheet External access",
          "only principals of the account are audited; who outside may use its resources is not"
              + " looked at, trust of roles apart",
          "Sheet Access review",
          "a run makes no review; decisions are people's",
          "Principals: federated providers",
          "the listing names none; sheet Reconciliation counts them",
          "Entitlements: First seen (UTC)",
          "no source tells since when a policy is attached",
          "Credentials: Key ID (masked, last 4)",
          "the credential report has no key ids",
          "Credentials: SSH keys, service-specific",
          "the credential report does not list them",
          "Run log: Time, Pages, Items, Throttled",
          "as far as the snapshot records them; the run's own times are in manifest.json",
          "Cover: Run started/finished, Host",
          "in manifest.json, so that the same inputs give the same cells on every machine");

  /** For readers who see these words for the first time; on sheet Summary too. */
  static final Map<String, String> FIRST_WORDS =
      ordered(
          "Principal", "a user, or a role that people or programs take on",
          "Baseline", "what somebody wrote down that a principal needs for its job",
          "EXCESS", "may do more than its job needs",
          "MISSING", "cannot do what its job needs",
          "FORBIDDEN", "may do what its baseline says that it must never do",
          "UNUSED", "may do it, and has not done it for a long time",
          "Exception", "a finding that a named person accepted until a date");

  static final Map<String, String> WORDS =
      ordered(
          "Period",
          "the calendar month, in UTC, that the as-of time lies in. What is said holds for the as-of"
              + " time; of the days after it nothing is known.",
          "Hidden columns",
          "Region, Unique ID, Raw reference and Fingerprint of sheet Findings and Unique ID of sheet"
              + " Principals are for machines: select the columns beside them and unhide.",
          "Human or workload",
          "human: console password, permission set, or the root user. workload: access keys only, or"
              + " a role that only AWS services may assume. Otherwise unknown.",
          "Owner",
          "the tag owner, contact or team of the principal; for a finding else the owners of its"
              + " baselines, or of the expired waiver.",
          "Last activity status",
          "USED: see the date. NEVER_USED: tracked, no use known; for roles within 400 days."
              + " NOT_TRACKED: not collected or not reported. NOT_APPLICABLE: nothing to use.",
          "Columns of Entitlements",
          "what the policy effectively allows this principal, less what boundaries, SCPs and denials"
              + " take. Last used status: the use states of its actions; USED if any is, NOT_USED only"
              + " if all are. NOT_APPLICABLE: it allows nothing.",
          "Use state",
          "USED within the threshold; NOT_USED: tracked and not seen; NOT_TRACKED: may be in use;"
              + " WINDOW_TOO_SHORT: not seen, but younger than the threshold.",
          "Privilege tier",
          "ADMIN: everything. PRIVILEGED: may change permissions. WRITE, READ: the highest access"
              + " level. NONE: no effective permission.",
          "Trusts (count external)",
          "principals that the trust policy names outside the account: other accounts, everyone,"
              + " federated identities. AWS services and conditions are not counted.",
          "Result",
          "FAIL: open findings. EXCEPTED: all of them accepted. PASS: none. NOT_EVALUATED: could not"
              + " be judged in full; never to be read as passed.",
          "Status of a finding",
          "NEW: never seen before. PERSISTING: there in the run before. REOPENED: resolved once, and"
              + " back; the time of first sight is kept.",
          "Disposition",
          "OPEN: to be dealt with. EXCEPTED, FALSE_POSITIVE: decided so by people, see sheet"
              + " Exceptions; shown and counted apart.",
          "Change",
          "NEW, REOPENED, SEVERITY_CHANGED, EXCEPTED, EXCEPTION_ENDED; NOT_EVALUATED: was there, and"
              + " what would show it could not be read this time, so it is not resolved; RESOLVED:"
              + " gone, with the reason.",
          "Reason of what is resolved",
          "FIXED: the account changed, the same rules find it no longer. PRINCIPAL_DELETED."
              + " OUT_OF_SCOPE: the account is audited no longer. RULE_CHANGED: product, catalogue,"
              + " threshold or baseline changed, so that nothing is said about the account.",
          "Status of an exception",
          "ACTIVE; EXPIRING: in force for at most 30 more days; EXPIRED: what it excused is active"
              + " again; REVOKED; PENDING: approved only after the as-of time.",
          "Conditional (Y/N)",
          "Y: the permission holds, or is withheld, only under the conditions in the row.",
          "Also affects",
          "how many other principals hold the same grant and would be changed by the same edit.",
          "Finding IDs of Credentials",
          "findings about this password or key, and about all keys of its user.",
          "Y, N, empty",
          "yes, no, not known or not applicable.");

  static final Map<String, String> EXCEL =
      ordered(
          "Protection",
          "Sheets are locked without a password, against slips only: filter, select, widths and"
              + " heights stay free. Excel refuses to sort locked cells, so rows are sorted already."
              + " Integrity rests on the hashes.",
          "Limits of Excel",
          "A sheet goes on at `<name> (2)` after its row limit; a filter list shows its first 10,000"
              + " entries.",
          "Times",
          "All times are UTC. Ages are whole days up to the as-of time, not to the day of reading;"
              + " those of credentials up to when their report was made.");

  private Definitions() {}

  static String of(Verdict verdict) {
    return switch (verdict) {
      case OK -> "required and granted, and not known to be unused; only counted";
      case UNUSED ->
          "granted and not used although required or tolerated: the baseline may ask for too much";
      case EXCESS_UNUSED -> "granted, not required, not used: remove it, nothing will notice";
      case EXCESS_IN_USE ->
          "granted, not required, used: someone relies on it, so baseline or grant is wrong";
      case EXCESS_USE_UNKNOWN -> "granted, not required; AWS does not tell whether it is used";
      case TOLERATED -> "granted, and the baseline says that it may be";
      case FORBIDDEN -> "granted although the baseline says that it must never be";
      case MISSING -> "required, not granted: will fail with AccessDenied";
      case DENIED_ATTEMPT ->
          "tried and denied: neither required nor granted, not as it was tried at least";
      case NOT_JUDGED -> "granted, and no baseline says whether it is required";
    };
  }

  static String of(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "act now: a rule that must never be broken is broken";
      case HIGH -> "act this week: wide reach, or a step to more permissions";
      case MEDIUM -> "act this month: more access than needed, or needed access missing";
      case LOW -> "tidy up: little harm by itself";
      case INFO -> "to know";
    };
  }

  private static Map<String, String> ordered(String... wordsAndMeanings) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < wordsAndMeanings.length; i += 2) {
      map.put(wordsAndMeanings[i], wordsAndMeanings[i + 1]);
    }
    return map;
  }
}
