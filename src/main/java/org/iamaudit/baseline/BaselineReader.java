package org.iamaudit.baseline;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.iamaudit.arn.AccountId;
import org.iamaudit.baseline.BaselineLoader.Documents;
import org.iamaudit.baseline.BaselineLoader.FileText;
import org.iamaudit.policy.Json;
import org.iamaudit.policy.JsonReader;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyProblem;
import org.iamaudit.policy.Quoted;

/** Reads one baseline file. */
final class BaselineReader {
  private static final List<String> KEYS =
      List.of(
          "baseline",
          "owner",
          "reviewed",
          "review-every",
          "applies-to",
          "accounts",
          "requires",
          "tolerates",
          "forbids",
          "trusted-by");

  private final Path file;
  private final Function<String, Optional<PolicyDocument>> managedPolicies;
  private final Documents documents;
  private final Function<Path, FileText> files;
  private final List<BaselineProblem> allProblems;
  private final Fields fields;
  private Optional<Name> name = Optional.empty();

  /** What the file calls its baseline, and on which line. */
  record Name(String text, int line) {}

  BaselineReader(
      Path file,
      Function<String, Optional<PolicyDocument>> managedPolicies,
      Documents documents,
      Function<Path, FileText> files,
      List<BaselineProblem> problems) {
    this.file = file;
    this.managedPolicies = managedPolicies;
    this.documents = documents;
    this.files = files;
    this.allProblems = problems;
    this.fields = new Fields(file.toString());
  }

  /** Known after reading, even if the rest has problems. */
  Optional<Name> name() {
    return name;
  }

  /** The baseline, or empty if the file has problems. */
  Optional<Baseline> read() {
    Optional<Baseline> baseline = text().flatMap(this::object).flatMap(this::baseline);
    fields.problems().stream()
        .sorted(Comparator.comparingInt(this::order))
        .forEach(allProblems::add);
    return fields.problems().isEmpty() ? baseline : Optional.empty();
  }

  /** Lines of this file in order, then what is wrong in others. */
  private int order(BaselineProblem problem) {
    return problem.file().equals(file.toString()) ? problem.line() : Integer.MAX_VALUE;
  }

  private Optional<String> text() {
    FileText read = files.apply(file);
    if (read.text().isEmpty()) {
      fields.report(1, read.reason());
    }
    return read.text();
  }

  private Optional<Json.Members> object(String text) {
    JsonReader.Outcome outcome = YamlText.read(text);
    for (PolicyProblem problem : outcome.problems()) {
      fields.report(problem.location().line(), problem.message());
    }
    outcome
        .value()
        .filter(value -> !(value instanceof Json.Members))
        .ifPresent(
            value ->
                fields.report(
                    value.place(), "a baseline is keys and values, not " + value.description()));
    return outcome.value().filter(Json.Members.class::isInstance).map(Json.Members.class::cast);
  }

  private Optional<Baseline> baseline(Json.Members object) {
    fields.checkKeys(object, KEYS);
    name = required(object, "baseline").map(s -> new Name(s.text(), s.place().line()));
    Optional<String> owner = required(object, "owner").map(Json.Scalar::text);
    Optional<LocalDate> reviewed = object.member("reviewed").flatMap(this::date);
    Optional<Period> reviewEvery = object.member("review-every").flatMap(this::period);
    if (object.member("review-every").isPresent() && object.member("reviewed").isEmpty()) {
      fields.report(
          object.member("review-every").get().place(), "`review-every` needs `reviewed`, a day");
    }
    List<Selector> appliesTo = new SelectorReader(fields).read(object);
    Set<AccountId> accounts = object.member("accounts").map(this::accounts).orElse(Set.of());
    RequirementReader requirements =
        new RequirementReader(file, managedPolicies, documents, files, fields);
    List<Requirement> requires = requirements.read(object, "requires");
    List<Requirement> tolerates = requirements.read(object, "tolerates");
    List<Requirement> forbids = requirements.read(object, "forbids");
    Optional<List<String>> trustedBy = object.member("trusted-by").map(this::trusted);
    if (name.isEmpty() || owner.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Baseline(
            name.get().text(),
            owner.get(),
            reviewed,
            reviewEvery,
            appliesTo,
            accounts,
            requires,
            tolerates,
            forbids,
            trustedBy,
            file.getFileName().toString()));
  }

  private Optional<Json.Scalar> required(Json.Members object, String key) {
    Optional<Json.Member> member = object.member(key);
    if (member.isEmpty()) {
      fields.report(object.place(), "no `" + key + "`");
    }
    return member.flatMap(fields::text);
  }

  private Optional<LocalDate> date(Json.Member member) {
    Optional<Json.Scalar> text = fields.text(member);
    try {
      return text.map(scalar -> LocalDate.parse(scalar.text()));
    } catch (DateTimeException e) {
      fields.report(
          member.value().place(),
          "`reviewed` is a day such as `2026-11-23`, not " + Quoted.of(text.get().text()));
      return Optional.empty();
    }
  }

  private Optional<Period> period(Json.Member member) {
    Optional<Json.Scalar> text = fields.text(member);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Period period = Period.parse(text.get().text());
      if (!period.isNegative() && !period.isZero()) {
        return Optional.of(period);
      }
    } catch (DateTimeException e) {
      // falls through to the one message for all that is no period
    }
    fields.report(
        member.value().place(),
        "`review-every` is a period such as `P6M`, `P1Y` or `P90D`, not "
            + Quoted.of(text.get().text()));
    return Optional.empty();
  }

  private Set<AccountId> accounts(Json.Member member) {
    Set<AccountId> accounts = new LinkedHashSet<>();
    if (member.value() instanceof Json.Items list && list.items().isEmpty()) {
      fields.report(member.place(), "`accounts` is empty; leave the key out to mean all accounts");
    }
    for (Json entry : fields.entries(member)) {
      fields.text(entry, "an account id").flatMap(this::account).ifPresent(accounts::add);
    }
    return accounts;
  }

  /** Digits count as they are written, quoted or not; but not every tool keeps a leading zero. */
  private Optional<AccountId> account(Json.Scalar scalar) {
    if (scalar.text().matches("\\d{12}")) {
      return Optional.of(new AccountId(scalar.text()));
    }
    fields.report(
        scalar.place(),
        Quoted.of(scalar.text())
            + " is no account id of 12 digits"
            + (scalar.isText() ? "" : "; quote it, or leading zeros are lost"));
    return Optional.empty();
  }

  private List<String> trusted(Json.Member member) {
    List<String> trusted = new ArrayList<>();
    for (Json entry : fields.entries(member)) {
      fields.text(entry, "an entry of `trusted-by`").flatMap(this::trusted).ifPresent(trusted::add);
    }
    return List.copyOf(trusted);
  }

  private Optional<String> trusted(Json.Scalar scalar) {
    String text = scalar.text();
    boolean account = text.matches("\\d{12}");
    boolean digits = text.matches("\\d+");
    if (account || text.equals("*") || text.startsWith("arn:") || (!digits && isHostName(text))) {
      return Optional.of(text);
    }
    fields.report(
        scalar.place(),
        Quoted.of(text)
            + " is no service such as `lambda.amazonaws.com`, no account id of 12 digits, no ARN"
            + " and not `*`"
            + (scalar.isText() ? "" : "; quote account ids, or leading zeros are lost"));
    return Optional.empty();
  }

  private static boolean isHostName(String text) {
    return text.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  }
}
