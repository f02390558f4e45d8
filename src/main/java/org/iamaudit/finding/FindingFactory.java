package org.iamaudit.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.evaluate.GrantingStatement;
import org.iamaudit.evaluate.Same;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.usage.Use;

/**
 * Makes findings of one account: identity, times, and the parts that are written the same
 * everywhere.
 */
final class FindingFactory {
  private final AccountId account;
  private final String partition;
  private final Instant asOf;
  private final Map<Same, List<PermissionView>> views = new ConcurrentHashMap<>();

  /** Texts and lists that occur again and again, each once: large accounts have millions. */
  private final Map<String, String> texts = new ConcurrentHashMap<>();

  private final Map<List<String>, List<String>> lists = new ConcurrentHashMap<>();

  FindingFactory(AccountId account, String partition, Instant asOf) {
    this.account = account;
    this.partition = partition;
    this.asOf = asOf;
  }

  private PermissionView share(PermissionView view) {
    return new PermissionView(
        share(view.actions()),
        share(view.resources()),
        share(view.exceptResources()),
        share(view.conditions()));
  }

  private List<String> share(List<String> list) {
    return lists.computeIfAbsent(list, l -> l.stream().map(this::share).toList());
  }

  private String share(String text) {
    return texts.computeIfAbsent(text, t -> t);
  }

  static PrincipalRef ref(Principal principal) {
    return new PrincipalRef(principal.kind(), principal.name(), principal.arn(), principal.id());
  }

  static GrantRef ref(GrantingStatement grant) {
    return new GrantRef(
        grant.source().policy(),
        grant.source().inline(),
        grant.statement().index(),
        grant.statement().sid(),
        grant.source().via());
  }

  /** A draft of a finding of that type about that thing. */
  Draft draft(FindingType type, PrincipalRef about, List<String> discriminator) {
    return new Draft(type, about, discriminator);
  }

  /** Collects the parts of one finding. */
  final class Draft {
    private final FindingType type;
    private final PrincipalRef about;
    private final String fingerprint;
    private Severity severity;
    private Optional<String> baseline = Optional.empty();
    private final List<GrantRef> granted = new ArrayList<>();
    private List<PermissionView> permissions = List.of();
    private Optional<Use> use = Optional.empty();
    private Optional<Witness> witness = Optional.empty();
    private List<String> blockedBy = List.of();

    private Draft(FindingType type, PrincipalRef about, List<String> discriminator) {
      this.type = type;
      this.about = about;
      this.severity = type.base();
      this.fingerprint = Fingerprint.of(type, partition, account.digits(), about, discriminator);
    }

    String id() {
      return "F-" + fingerprint.substring(0, 12);
    }

    Draft severity(Severity value) {
      severity = value;
      return this;
    }

    Draft baselines(List<String> names) {
      baseline = names.isEmpty() ? Optional.empty() : Optional.of(share(String.join(", ", names)));
      return this;
    }

    Draft granted(GrantingStatement grant) {
      granted.add(ref(grant));
      return this;
    }

    Draft granted(GrantRef grant) {
      granted.add(grant);
      return this;
    }

    Draft permissions(PermissionSet set) {
      permissions =
          views.computeIfAbsent(
              new Same(set),
              k -> PermissionWords.of(set).stream().map(FindingFactory.this::share).toList());
      return this;
    }

    Draft permissions(List<PermissionView> views) {
      permissions = views;
      return this;
    }

    Draft use(Use value) {
      use = Optional.of(value);
      return this;
    }

    Draft witness(Optional<Witness> value) {
      witness = value;
      return this;
    }

    Draft blockedBy(List<String> layers) {
      blockedBy = layers;
      return this;
    }

    Finding write(String title, String recommendation) {
      return new Finding(
          id(),
          fingerprint,
          type,
          severity,
          Standing.first(asOf),
          account,
          about,
          title,
          baseline,
          granted,
          permissions,
          use,
          witness,
          blockedBy,
          share(recommendation));
    }
  }
}
