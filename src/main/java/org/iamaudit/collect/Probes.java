package org.iamaudit.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.collect.PermissionCheck.Answer;

/**
 * The calls that show whether the calls of a collection are permitted: each for one entry, or for
 * something that does not exist.
 */
final class Probes {
  /** A name that nothing has. */
  static final String NOBODY = "iamaudit-preflight";

  /** An id that nothing has. */
  static final String NO_ID = "00000000-0000-4000-8000-000000000000";

  static final int ONE = 1;

  private record Probe(AwsCall call, String resource, Optional<Supplier<Object>> request) {}

  private final List<Probe> probes = new ArrayList<>();

  /** A call that names no resource. */
  void add(AwsCall call, Supplier<Object> request) {
    add(call, "*", request);
  }

  void add(AwsCall call, String resource, Supplier<Object> request) {
    probes.add(new Probe(call, resource, Optional.of(request)));
  }

  /** A call that cannot be made harmlessly. */
  void addUncalled(AwsCall call, String resource) {
    probes.add(new Probe(call, resource, Optional.empty()));
  }

  /**
   * Makes the calls, one after another.
   *
   * @throws CollectException if nothing can be learnt by calling, as with expired credentials
   */
  List<PermissionCheck> check(Aws aws) throws CollectException {
    List<PermissionCheck> checks = new ArrayList<>();
    for (Probe probe : probes) {
      checks.add(check(probe, aws));
    }
    return checks;
  }

  private static PermissionCheck check(Probe probe, Aws aws) throws CollectException {
    String action = probe.call().action();
    if (probe.request().isEmpty()) {
      return new PermissionCheck(action, probe.resource(), Answer.NOT_CALLED, "");
    }
    try {
      aws.call(probe.call(), probe.request().get());
    } catch (CollectException e) {
      if (e.kind() == Kind.DENIED) {
        return new PermissionCheck(action, probe.resource(), Answer.DENIED, e.getMessage());
      }
      if (!e.concernsOnlyThisPart() || e.code().isEmpty()) {
        throw e;
      } // any other answer of AWS: it was permitted to ask
    }
    return new PermissionCheck(action, probe.resource(), Answer.PERMITTED, "");
  }
}
