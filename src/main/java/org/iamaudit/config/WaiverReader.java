package org.iamaudit.config;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Standing.Disposition;
import org.iamaudit.finding.Waiver;
import org.iamaudit.finding.Waivers;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.Quoted;
import org.iamaudit.report.InputFile;
import org.iamaudit.run.AuditRequest.Accepted;

/** Reads the file of waivers: accepted findings, each with who, why and until when. */
final class WaiverReader {
  private static final List<String> KEYS =
      List.of(
          "id",
          "finding",
          "type",
          "principal",
          "permissions",
          "accounts",
          "disposition",
          "owner",
          "reason",
          "compensating-control",
          "approved-by",
          "approved-on",
          "expires",
          "ticket",
          "revoked");

  private final Problems problems;
  private final Set<String> ids = new HashSet<>();

  private WaiverReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException with everything that is wrong in it
   */
  static Accepted read(Path file) throws ConfigException {
    Problems problems = new Problems();
    YamlFile yaml = YamlFile.read(file, problems);
    Section top = new Section(yaml.tree(), problems, List.of("waivers"));
    WaiverReader reader = new WaiverReader(problems);
    List<Waiver> waivers =
        top.sections("waivers", KEYS).stream().flatMap(s -> reader.waiver(s).stream()).toList();
    problems.throwIfAny();
    String name = file.getFileName().toString();
    return new Accepted(
        new Waivers(name, waivers),
        Optional.of(new InputFile(Accepted.DIRECTORY + name, file, yaml.sha256())));
  }

  /** Who, why and until when is never left out. */
  private Optional<Waiver> waiver(Section section) {
    Optional<String> id = section.required("id", "what reports call it", Values::text);
    if (id.isPresent() && !ids.add(id.get())) {
      problems.add(section.place("id"), "waiver `" + id.get() + "` is there twice; rename one");
    }
    Optional<Waiver.Target> target = target(section);
    Optional<String> owner = section.required("owner", "who answers for the risk", Values::text);
    Optional<String> reason = section.required("reason", "why it is accepted", Values::text);
    Optional<String> approver = section.required("approved-by", "who accepted it", Values::text);
    Optional<LocalDate> approved =
        section.required("approved-on", "a day such as `2026-11-23`", WaiverReader::day);
    Optional<LocalDate> expires =
        section.required("expires", "the last day on which it holds", WaiverReader::day);
    Optional<String> ticket =
        section.required("ticket", "where the decision is recorded", Values::text);
    if (approved.isPresent() && expires.isPresent() && expires.get().isBefore(approved.get())) {
      problems.add(section.place("expires"), "`expires` is before `approved-on`");
    }
    Disposition disposition =
        section.value("disposition", WaiverReader::disposition).orElse(Disposition.EXCEPTED);
    String control = section.value("compensating-control", Values::text).orElse("");
    Optional<LocalDate> revoked = section.value("revoked", WaiverReader::day);
    boolean whole =
        Stream.of(id, target, owner, reason, approver, approved, expires, ticket)
            .allMatch(Optional::isPresent);
    return whole
        ? Optional.of(
            new Waiver(
                id.get(),
                target.get(),
                disposition,
                owner.get(),
                reason.get(),
                control,
                approver.get(),
                approved.get(),
                expires.get(),
                ticket.get(),
                revoked))
        : Optional.empty();
  }

  private Optional<Waiver.Target> target(Section section) {
    List<String> permissions =
        section
            .values("permissions", "leave it out to mean whatever the actions", Values::text)
            .orElse(List.of());
    List<String> ofKind = Stream.of("type", "principal", "accounts").filter(section::has).toList();
    if (section.has("finding")) {
      if (!ofKind.isEmpty()) {
        problems.add(
            section.place(ofKind.get(0)),
            "`finding` names one finding, so `" + ofKind.get(0) + "` does not go with it");
      }
      return section
          .value("finding", WaiverReader::finding)
          .map(hex -> new Waiver.OneFinding(hex, permissions));
    }
    if (ofKind.isEmpty() && !section.has("permissions")) {
      problems.add(
          section.place(),
          "says nothing about what is accepted: give `finding`, or `type` and `principal`");
      return Optional.empty();
    }
    Optional<FindingType> type =
        section.required("type", "a finding type such as `EXCESS_PERMISSION`", WaiverReader::type);
    Optional<String> principal =
        section.required("principal", "a name or ARN, with `*` and `?`", Values::text);
    List<AccountId> accounts =
        section
            .values("accounts", "leave it out to mean every account", Values::accountId)
            .orElse(List.of());
    return type.isPresent() && principal.isPresent()
        ? Optional.of(
            new Waiver.Kind(type.get(), principal.get(), permissions, Set.copyOf(accounts)))
        : Optional.empty();
  }

  private static String finding(Node.Scalar scalar) throws BadValue {
    String hex = scalar.text().toLowerCase(Locale.ROOT).replaceFirst("^f-", "");
    if (!hex.matches("[0-9a-f]{12,64}")) {
      throw new BadValue(
          Quoted.of(scalar.text())
              + " is neither a finding id such as `F-0a1b2c3d4e5f` nor a fingerprint");
    }
    return hex;
  }

  /** By name or by code. */
  private static FindingType type(Node.Scalar scalar) throws BadValue {
    List<String> known = new ArrayList<>();
    for (FindingType type : FindingType.values()) {
      if (scalar.text().equals(type.name()) || scalar.text().equals(type.code())) {
        return type;
      }
      known.add(type.name());
      known.add(type.code());
    }
    throw new BadValue(
        "unknown finding type "
            + Quoted.of(scalar.text())
            + NearestName.hint(scalar.text(), known)
            + "; sheet Method lists them all");
  }

  private static Disposition disposition(Node.Scalar scalar) throws BadValue {
    return switch (scalar.text()) {
      case "excepted" -> Disposition.EXCEPTED;
      case "false-positive" -> Disposition.FALSE_POSITIVE;
      default ->
          throw new BadValue(
              BadValue.notOneOf(scalar.text(), List.of("excepted", "false-positive")));
    };
  }

  private static LocalDate day(Node.Scalar scalar) throws BadValue {
    try {
      return LocalDate.parse(scalar.text());
    } catch (DateTimeException e) {
      throw new BadValue(Quoted.of(scalar.text()) + " is not a day such as `2026-11-23`");
    }
  }
}
