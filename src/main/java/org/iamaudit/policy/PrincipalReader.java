package org.iamaudit.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.iamaudit.policy.PrincipalElement.Type;

/**
 * Reads {@code Principal} and {@code NotPrincipal} (IAM User Guide, "AWS JSON policy elements:
 * Principal"; read 2026-11).
 */
final class PrincipalReader {
  private static final Map<String, Type> TYPES =
      Map.of(
          "AWS",
          Type.AWS,
          "Service",
          Type.SERVICE,
          "Federated",
          Type.FEDERATED,
          "CanonicalUser",
          Type.CANONICAL_USER);

  private static final Pattern AWS =
      Pattern.compile(
          "\\*|\\d{12}|(AIDA|AROA)[A-Z0-9]+|arn:[^:*?]+:(iam|sts)::\\d{12}:[^*?]+"
              + "|arn:[^:*?]+:cloudfront::cloudfront:user/[^*?]+"
              + "|arn:[^:*?]+:iam::cloudfront:user/[^*?]+");

  private final PolicyKind kind;
  private final Problems problems;
  private final Strings strings;

  PrincipalReader(PolicyKind kind, Problems problems) {
    this.kind = kind;
    this.problems = problems;
    this.strings = new Strings(problems);
  }

  Optional<PrincipalElement> read(Json.Member member) {
    boolean negated = member.name().equals("NotPrincipal");
    Json value = member.value();
    if (value instanceof Json.Scalar scalar && scalar.isText() && scalar.text().equals("*")) {
      if (kind == PolicyKind.TRUST) {
        problems.warning(value.place(), "`*` in a role trust policy is written `{\"AWS\": \"*\"}`");
      }
      warnOfNobody(member, negated);
      return Optional.of(new PrincipalElement(negated, true, List.of()));
    }
    if (isEmptyList(member)) {
      warnOfEmpty(value, negated);
      return Optional.of(new PrincipalElement(negated, false, List.of()));
    }
    if (!(value instanceof Json.Members map)) {
      problems.error(
          value.place(), "`" + member.name() + "` is `*` or an object, not " + value.description());
      return Optional.empty();
    }
    List<PrincipalElement.Entry> entries = new ArrayList<>();
    for (Json.Member typed : map.members()) {
      entries(typed, entries);
    }
    if (map.members().stream().allMatch(PrincipalReader::isEmptyList)) {
      warnOfEmpty(map, negated);
    }
    if (kind == PolicyKind.RCP) {
      problems.warning(value.place(), "`Principal` of an RCP must be `*`");
    }
    return Optional.of(new PrincipalElement(negated, false, entries));
  }

  private static boolean isEmptyList(Json.Member member) {
    return member.value() instanceof Json.Items list && list.items().isEmpty();
  }

  private void warnOfNobody(Json.Member member, boolean negated) {
    if (negated) {
      problems.warning(
          member.value().place(), "`NotPrincipal` of everyone: the statement applies to nobody");
    }
  }

  private void warnOfEmpty(Json value, boolean negated) {
    problems.warning(
        value.place(), "empty: the statement applies to " + (negated ? "everyone" : "nobody"));
  }

  private void entries(Json.Member typed, List<PrincipalElement.Entry> entries) {
    Type type = TYPES.get(typed.name());
    if (type == null) {
      problems.error(
          typed.place(),
          "unknown principal type "
              + Quoted.of(typed.name())
              + NearestName.hint(typed.name(), TYPES.keySet().stream().sorted().toList()));
      return;
    }
    for (Json.Scalar value : strings.all(typed)) {
      String reason = reason(type, value.text());
      if (!reason.isEmpty()) {
        problems.warning(value.place(), Quoted.of(value.text()) + " " + reason);
      }
      entries.add(new PrincipalElement.Entry(type, value.text()));
    }
  }

  private static String reason(Type type, String value) {
    return switch (type) {
      case AWS -> awsReason(value);
      case SERVICE ->
          value.contains("*")
              ? "matches no service: there are no wildcards here"
              : value.indexOf('.') > 0 ? "" : "is no service principal, as `lambda.amazonaws.com`";
      case FEDERATED ->
          value.contains("*") ? "matches no identity provider: there are no wildcards here" : "";
      case CANONICAL_USER ->
          value.matches("[0-9a-fA-F]{64}") ? "" : "is no canonical user id of 64 hex digits";
    };
  }

  private static String awsReason(String value) {
    if (value.contains(":group/")) {
      return "matches nobody: a group is no principal";
    }
    if (AWS.matcher(value).matches()) {
      return "";
    }
    return value.indexOf('*') >= 0 || value.indexOf('?') >= 0
        ? "matches nobody: only a whole `*` is a wildcard here"
        : "names no account, user, role or session";
  }
}
