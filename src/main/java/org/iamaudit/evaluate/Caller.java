package org.iamaudit.evaluate;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;

/**
 * Who makes a request.
 *
 * @param text as it was given: an ARN, the name of a service principal or identity provider, or
 *     {@code anonymous}
 * @param arn present if the text is an ARN
 * @param account absent for service principals, identity providers, anonymous and unknown callers
 * @param name of the user, role, federated user, service or provider
 * @param session name of a role session
 * @param federatingUser ARN of the IAM user who called GetFederationToken, if it is known; the
 *     session's own ARN does not tell, and {@link PrincipalMatch} then goes by its name
 */
public record Caller(
    Kind kind,
    String text,
    Optional<Arn> arn,
    Optional<AccountId> account,
    String name,
    Optional<String> session,
    Optional<String> federatingUser) {

  /** What kind of principal it is (IAM User Guide, "AWS JSON policy elements: Principal"). */
  public enum Kind {
    IAM_USER,
    /** Any session of a role: AssumeRole and its kin, an instance, a service role. */
    ROLE_SESSION,
    /** A role named by its own ARN, which is the only one that holds its path. */
    ROLE,
    FEDERATED_USER,
    ROOT,
    SERVICE,
    /** A SAML or OpenID Connect provider: an unsigned AssumeRoleWithSAML or WithWebIdentity. */
    IDENTITY_PROVIDER,
    ANONYMOUS,
    /** Nobody in particular, decided like an IAM user of the account that owns the resource. */
    UNKNOWN;

    /** Whether the caller acts through a role, named by session or by role. */
    boolean isRole() {
      return this == ROLE || this == ROLE_SESSION;
    }
  }

  private static final Set<String> PROVIDERS =
      Set.of(
          "cognito-identity.amazonaws.com",
          "www.amazon.com",
          "graph.facebook.com",
          "accounts.google.com");

  /** The caller of unsigned requests. */
  public static final Caller ANONYMOUS = named(Kind.ANONYMOUS, "anonymous");

  /** No caller was named. */
  public static final Caller UNKNOWN = named(Kind.UNKNOWN, "");

  private static Caller named(Kind kind, String name) {
    return new Caller(
        kind, name, Optional.empty(), Optional.empty(), name, Optional.empty(), Optional.empty());
  }

  /**
   * Reads an ARN of a user, role, role session, federated user, root user or identity provider, the
   * name of a service principal ({@code lambda.amazonaws.com}) or of a well-known identity
   * provider, or {@code anonymous}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static Caller parse(String text) {
    if (text.equals("anonymous")) {
      return ANONYMOUS;
    }
    if (PROVIDERS.contains(text)) {
      return named(Kind.IDENTITY_PROVIDER, text);
    }
    Optional<Arn> arn = Arn.parse(text);
    if (arn.isEmpty()) {
      if (isServiceName(text)) {
        return named(Kind.SERVICE, text);
      }
      throw notAPrincipal(text);
    }
    return ofArn(arn.get());
  }

  private static boolean isServiceName(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.endsWith(".amazonaws.com")
        || lower.endsWith(".amazonaws.com.cn")
        || lower.endsWith(".amazon.com");
  }

  private static Caller ofArn(Arn arn) {
    AccountId account = new AccountId(arn.account());
    String[] parts = arn.resource().split("/");
    String last = parts[parts.length - 1];
    Optional<String> none = Optional.empty();
    Kind kind =
        switch (arn.service() + ":" + parts[0]) {
          case "iam:user" -> Kind.IAM_USER;
          case "iam:role" -> Kind.ROLE;
          case "iam:root" -> Kind.ROOT;
          case "sts:assumed-role" -> Kind.ROLE_SESSION;
          case "sts:federated-user" -> Kind.FEDERATED_USER;
          case "iam:saml-provider", "iam:oidc-provider" -> Kind.IDENTITY_PROVIDER;
          default -> throw notAPrincipal(arn.toString());
        };
    boolean complete =
        switch (kind) {
          case ROOT -> arn.resource().equals("root");
          case ROLE_SESSION -> parts.length == 3;
          case FEDERATED_USER -> parts.length == 2;
          default -> parts.length >= 2;
        };
    if (!complete || arn.resource().endsWith("/") || !arn.region().isEmpty()) {
      throw notAPrincipal(arn.toString());
    }
    Optional<Arn> own = Optional.of(arn);
    Optional<AccountId> home =
        kind == Kind.IDENTITY_PROVIDER ? Optional.empty() : Optional.of(account);
    return kind == Kind.ROLE_SESSION
        ? new Caller(kind, arn.toString(), own, home, parts[1], Optional.of(last), none)
        : new Caller(kind, arn.toString(), own, home, last, none, none);
  }

  private static IllegalArgumentException notAPrincipal(String text) {
    return new IllegalArgumentException(
        "`"
            + text
            + "` is not a principal: expected the ARN of a user, role, session, federated user or"
            + " root, the name of a service principal, or `anonymous`");
  }

  /** The same federated session, of that IAM user. */
  public Caller federatedBy(String userArn) {
    return new Caller(kind, text, arn, account, name, session, Optional.of(userArn));
  }

  /** The partition of its ARN; absent for callers without one. */
  Optional<String> partition() {
    return arn.map(Arn::partition);
  }

  /**
   * Whether anything but a resource-based policy can grant it something. Service principals,
   * sign-in through a provider and anonymous callers have no identity-based policies (IAM User
   * Guide, "Policy evaluation logic", read 2026-11).
   */
  boolean hasIdentityPolicies() {
    return kind == Kind.IAM_USER
        || kind.isRole()
        || kind == Kind.FEDERATED_USER
        || kind == Kind.UNKNOWN;
  }
}
