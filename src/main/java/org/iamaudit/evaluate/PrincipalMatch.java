package org.iamaudit.evaluate;

import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.Arn;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PrincipalElement;
import org.iamaudit.policy.PrincipalElement.Entry;

/**
 * {@code Principal} or {@code NotPrincipal}: whom a resource-based statement is about, and how
 * closely it names the caller (IAM User Guide, "AWS JSON policy elements: Principal" and
 * "NotPrincipal", read 2026-11; cases {@code principal/*}, {@code not-principal/*}).
 *
 * <p>Values are alternatives. Only a whole {@code *} is a wildcard. A canonical user id names an
 * account, but requests do not carry the canonical id of theirs, so it matches nobody here.
 */
final class PrincipalMatch {
  private final boolean negated;
  private final boolean everyone;
  private final Effect effect;
  private final List<Named> entries;

  PrincipalMatch(PrincipalElement element, Effect effect) {
    this.negated = element.negated();
    this.everyone = element.everyone();
    this.effect = effect;
    this.entries = element.entries().stream().map(Named::new).toList();
  }

  /**
   * How the statement names the caller.
   *
   * @param bounded whether the caller has a permissions boundary
   */
  Grant match(Caller caller, RequestContext context, boolean bounded) {
    return negated ? matchAllBut(caller, context, bounded) : named(caller, context);
  }

  /** The names of those sessions of a role that it names one by one. */
  List<String> sessions(Caller role, String roleId) {
    return negated ? List.of() : listed(role, roleId);
  }

  private List<String> listed(Caller role, String roleId) {
    return entries.stream().flatMap(entry -> entry.session(role, roleId).stream()).toList();
  }

  /**
   * The names of those sessions of a role that {@code NotPrincipal} spares though not the role.
   *
   * @param context of no session in particular
   */
  List<String> sparedSessions(Caller role, String roleId, RequestContext context, boolean bounded) {
    boolean spares =
        negated && (effect == Effect.ALLOW || (!bounded && lists(role, context).isAbove()));
    return spares ? listed(role, roleId) : List.of();
  }

  private Grant named(Caller caller, RequestContext context) {
    Grant best = everyone ? Grant.SELF : Grant.NONE;
    for (Named entry : entries) {
      best = Grant.stronger(best, entry.names(caller, context));
    }
    return best;
  }

  /**
   * A Deny spares only who is listed with all that stands above: account and user; account, role
   * and session. It hits everyone with a permissions boundary, whatever it lists (page on
   * NotPrincipal).
   *
   * <p>D7: with Allow the current page calls it unsupported; it is honoured as written, for
   * everyone whom no entry names, anonymous included (case {@code
   * disputed/d7-allow-with-not-principal}).
   */
  private Grant matchAllBut(Caller caller, RequestContext context, boolean bounded) {
    boolean spared =
        effect == Effect.ALLOW
            ? named(caller, context) != Grant.NONE
            : !bounded && spares(caller, context);
    return spared ? Grant.NONE : Grant.SELF;
  }

  private boolean spares(Caller caller, RequestContext context) {
    if (everyone || entries.stream().anyMatch(Named::isEveryone)) {
      return true;
    }
    Listed listed = lists(caller, context);
    return switch (caller.kind()) {
      case IAM_USER, FEDERATED_USER -> listed.account && listed.self;
      case ROLE, ROLE_SESSION -> listed.isAbove() && listed.self;
      case ROOT -> listed.account;
      case SERVICE, IDENTITY_PROVIDER, ANONYMOUS, UNKNOWN -> listed.self;
    };
  }

  /** How the entries name a caller, all in all. */
  private record Listed(boolean account, boolean entity, boolean self) {
    /** Whether role and account are named, as they must be to spare a session. */
    boolean isAbove() {
      return account && entity;
    }
  }

  private Listed lists(Caller caller, RequestContext context) {
    boolean account = false;
    boolean entity = false;
    boolean self = false;
    for (Named entry : entries) {
      switch (entry.names(caller, context)) {
        case ACCOUNT -> account = true;
        case ENTITY -> entity = true;
        case SELF -> self = true;
        case NONE -> {}
      }
    }
    return new Listed(account, entity, self);
  }

  /** One entry, with its ARN read once. */
  private static final class Named {
    private final Entry entry;
    private final Optional<Arn> arn;

    Named(Entry entry) {
      this.entry = entry;
      this.arn = Arn.parse(entry.value());
    }

    boolean isEveryone() {
      return entry.type() == PrincipalElement.Type.AWS && entry.value().equals("*");
    }

    Grant names(Caller caller, RequestContext context) {
      return switch (entry.type()) {
        case AWS -> aws(caller, context);
        case SERVICE -> exactly(caller, Caller.Kind.SERVICE);
        case FEDERATED -> exactly(caller, Caller.Kind.IDENTITY_PROVIDER);
        case CANONICAL_USER -> Grant.NONE;
      };
    }

    private Grant exactly(Caller caller, Caller.Kind kind) {
      return caller.kind() == kind && caller.text().equals(entry.value()) ? Grant.SELF : Grant.NONE;
    }

    private Grant aws(Caller caller, RequestContext context) {
      if (entry.value().equals("*")) {
        return Grant.SELF;
      }
      if (caller.account().isEmpty()) {
        return Grant.NONE;
      }
      if (arn.isEmpty()) {
        return entry.value().equals(caller.account().get().digits())
            ? Grant.ACCOUNT
            : uniqueId(context);
      }
      Arn named = arn.get();
      if (named.toString().equals(caller.text())) {
        return caller.kind() == Caller.Kind.ROLE
            ? Grant.ENTITY
            : caller.kind() == Caller.Kind.ROOT ? Grant.ACCOUNT : Grant.SELF;
      }
      if (isThisSession(caller, context)) {
        return Grant.SELF;
      }
      if (caller.federatingUser().filter(entry.value()::equals).isPresent()) {
        return Grant.ENTITY;
      }
      boolean sameAccount =
          named.service().equals("iam")
              && named.region().isEmpty()
              && named.account().equals(caller.account().get().digits())
              && caller.partition().filter(named.partition()::equals).isPresent();
      if (!sameAccount) {
        return Grant.NONE;
      }
      if (named.resource().equals("root")) {
        return Grant.ACCOUNT;
      }
      return isOfSession(caller, named.resource()) ? Grant.ENTITY : Grant.NONE;
    }

    /** The session of the role that it names, if it names one. */
    Optional<String> session(Caller role, String roleId) {
      if (arn.isEmpty()) {
        return after(roleId + ":").filter(session -> !roleId.isEmpty());
      }
      return arn.get().service().equals("sts")
          ? role.arn()
              .flatMap(
                  own ->
                      after(
                          "arn:"
                              + own.partition()
                              + ":sts::"
                              + own.account()
                              + ":assumed-role/"
                              + role.name()
                              + "/"))
          : Optional.empty();
    }

    private Optional<String> after(String beginning) {
      boolean begins =
          entry.type() == PrincipalElement.Type.AWS && entry.value().startsWith(beginning);
      return Optional.of(begins ? entry.value().substring(beginning.length()) : "")
          .filter(session -> !session.isEmpty());
    }

    /** Of a caller given as a role, {@code aws:userid} says which session of it this is. */
    private boolean isThisSession(Caller caller, RequestContext context) {
      return caller.kind() == Caller.Kind.ROLE
          && session(caller, "")
              .filter(s -> context.single("aws:userid").orElse("").endsWith(":" + s))
              .isPresent();
    }

    /**
     * Whether a session is of that role or user. A session's ARN does not hold the path of its
     * role, and role names are unique whatever their paths, so names alone are compared
     * (iam-semantics 2: observed; case {@code principal/role-with-path}). A caller given as a role
     * has its path (case {@code principal/role-arn-of-another-path}). A federated session is of the
     * user who is named with the request; if none is, of the user of its own name (case {@code
     * disputed/federated-session-of-the-same-name}).
     */
    private static boolean isOfSession(Caller caller, String resource) {
      return switch (caller.kind()) {
        case ROLE_SESSION -> isNamed("role/", caller.name(), resource);
        case FEDERATED_USER ->
            caller.federatingUser().isEmpty() && isNamed("user/", caller.name(), resource);
        default -> false;
      };
    }

    private static boolean isNamed(String type, String name, String resource) {
      return resource.startsWith(type)
          && resource.endsWith(name)
          && resource.charAt(resource.length() - name.length() - 1) == '/';
    }

    /**
     * {@code AIDA…} or {@code AROA…}: whoever has that id now; {@code AROA…:name} is one session.
     * Where the id was stored because its owner was deleted, nobody has it (IAM User Guide, "IAM
     * identifiers", read 2026-11; cases {@code principal/*-id}).
     */
    private Grant uniqueId(RequestContext context) {
      String id = context.single("aws:userid").orElse("");
      if (id.isEmpty()) {
        return Grant.NONE;
      }
      boolean role = entry.value().startsWith("AROA") && entry.value().indexOf(':') < 0;
      if (role) {
        return id.equals(entry.value()) || id.startsWith(entry.value() + ":")
            ? Grant.ENTITY
            : Grant.NONE;
      }
      return id.equals(entry.value()) ? Grant.SELF : Grant.NONE;
    }
  }
}
