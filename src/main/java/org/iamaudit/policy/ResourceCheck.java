package org.iamaudit.policy;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.iamaudit.arn.Arn;

/**
 * Warns of values of {@code Resource} and {@code NotResource} that no ARN can match, or that mean
 * something else than they seem to (IAM User Guide, "IAM JSON policy elements: Resource" and "IAM
 * ARNs"; read 2026-11).
 */
record ResourceCheck(PolicyKind kind, boolean variables, Problems problems) {
  private static final Set<String> PARTITIONS =
      Set.of(
          "aws",
          "aws-cn",
          "aws-us-gov",
          "aws-eusc",
          "aws-iso",
          "aws-iso-b",
          "aws-iso-e",
          "aws-iso-f");

  /** What is named with an account in S3; buckets and objects are not. */
  private static final Pattern S3_WITH_ACCOUNT =
      Pattern.compile(
          "(accesspoint|accesspointobject|job|storage-lens|storage-lens-group|access-grants"
              + "|async-request)[/:*?].*|[*?].*");

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}|aws|.*[*?].*|");

  void check(Json.Scalar value) {
    String text = value.text();
    if (text.equals("*")) {
      return;
    }
    VariableCheck.check(value, variables, problems);
    if (!text.startsWith("arn:") && !mayStartArn(text)) {
      problems.warning(value.place(), Quoted.of(text) + " is neither an ARN nor `*`");
      return;
    }
    Optional<Arn> arn = Arn.parse(text);
    if (arn.isPresent()) {
      String reason = reason(arn.get());
      if (!reason.isEmpty()) {
        problems.warning(value.place(), Quoted.of(text) + " " + reason);
      }
    } else if (text.startsWith("arn:")) {
      problems.warning(
          value.place(), Quoted.of(text) + " has fewer than six parts" + padding(text));
    }
  }

  /** A wildcard among the first characters could stand for {@code arn:}. */
  private static boolean mayStartArn(String text) {
    for (int i = 0; i < Math.min(4, text.length()); i++) {
      char c = text.charAt(i);
      if (c == '*' || c == '?') {
        return true;
      }
      if (c != "arn:".charAt(i)) {
        return false;
      }
    }
    return false;
  }

  private String padding(String text) {
    boolean wildcard = text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    return switch (kind) {
      case IDENTITY, BOUNDARY, SESSION -> "; the missing ones count as `*`";
      case SCP -> text.endsWith("*") ? "; its last `*` runs on" : " and matches nothing";
      case RCP, TRUST -> " and matches nothing";
      case RESOURCE, VPC_ENDPOINT ->
          wildcard ? "; the missing ones count as `*`" : " and matches nothing";
    };
  }

  private String reason(Arn arn) {
    if (variables && hasVariableBeforeResource(arn)) {
      return "has a policy variable before the fifth colon, where AWS promises none";
    }
    if (!hasWildcard(arn.partition()) && !PARTITIONS.contains(arn.partition())) {
      return "matches nothing: there is no partition " + Quoted.of(arn.partition());
    }
    if (Grammar.of(kind).managed() && hasWildcard(arn.service())) {
      return "has a wildcard in the service, which IAM does not allow";
    }
    if (!ACCOUNT.matcher(arn.account()).matches()) {
      return "matches nothing: " + Quoted.of(arn.account()) + " is no account id";
    }
    if (arn.service().equals("iam") && !canBeEmpty(arn.region())) {
      return "matches nothing: ARNs of `iam` have no region";
    }
    if (arn.service().equals("s3") && !S3_WITH_ACCOUNT.matcher(arn.resource()).matches()) {
      return canBeEmpty(arn.region()) && canBeEmpty(arn.account())
          ? ""
          : "matches nothing: ARNs of buckets and objects have neither region nor account";
    }
    return "";
  }

  private static boolean hasVariableBeforeResource(Arn arn) {
    return arn.partition().contains("${")
        || arn.service().contains("${")
        || arn.region().contains("${")
        || arn.account().contains("${");
  }

  private static boolean hasWildcard(String part) {
    return part.indexOf('*') >= 0 || part.indexOf('?') >= 0;
  }

  private static boolean canBeEmpty(String pattern) {
    return pattern.chars().allMatch(c -> c == '*');
  }
}
