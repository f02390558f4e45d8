package org.iamaudit.collect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.collect.CollectSettings.PolicyService;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.SnapshotFile;

/**
 * {@code resource-policies.json} and {@code public-access-blocks.json}: what the services give that
 * are switched on, each in each region. A service that is switched off is a gap, since its policies
 * may grant what no other does.
 */
final class ResourcePolicyFiles {
  private static final String FOLDER = "resource-policies/";
  private static final String POLICIES = SnapshotFile.RESOURCE_POLICIES.fileName();
  private static final String BLOCKS = "public-access-blocks.json";
  private static final String EFFECT = "what their policies grant or deny is unknown";

  private final CollectSettings settings;
  private final Aws aws;
  private final WorkDirectory work;
  private final Gaps gaps;

  ResourcePolicyFiles(CollectSettings settings, Aws aws, WorkDirectory work, Gaps gaps) {
    this.settings = settings;
    this.aws = aws;
    this.work = work;
    this.gaps = gaps;
  }

  void complete(CallerIdentity identity, String target) throws CollectException {
    if (settings.resourcePolicies().isEmpty()) {
      return; // the reader of the snapshot says that the file is not there
    }
    List<String> policies = new ArrayList<>();
    for (PolicyService service : PolicyService.values()) {
      if (!settings.resourcePolicies().contains(service)) {
        gaps.add(
            Gap.Kind.NOT_COLLECTED,
            POLICIES + ": " + name(service),
            "switched off in the configuration",
            EFFECT);
      } else if (service == PolicyService.S3) {
        buckets(identity, target, policies);
      } else {
        for (String region : regions()) {
          String part = name(service) + " " + region;
          policies.addAll(part(part, g -> new ResourcePolicies(aws, region, g).of(service)));
        }
      }
    }
    if (settings.regions().isEmpty()) {
      gaps.add(
          Gap.Kind.NOT_COLLECTED,
          POLICIES + ": other regions",
          "only " + aws.region() + " was read, since `regions` is not configured",
          "what resource-based policies in other regions grant or deny is unknown");
    }
    Collections.sort(policies);
    work.write(target + POLICIES, list(policies));
  }

  private void buckets(CallerIdentity identity, String target, List<String> policies)
      throws CollectException {
    policies.addAll(
        part(
            "s3",
            g -> {
              Buckets.Found found = new Buckets(aws, identity.partition()).read(g);
              work.write(FOLDER + BLOCKS, list(found.publicAccessBlocks()));
              return found.policies();
            }));
    if (work.has(FOLDER + BLOCKS)) {
      work.write(target + BLOCKS, work.read(FOLDER + BLOCKS));
    }
  }

  private List<String> regions() {
    return settings.regions().isEmpty() ? List.of(aws.region()) : settings.regions();
  }

  private interface Part {
    List<String> read(Gaps gaps) throws CollectException;
  }

  /** Reads a part, or takes it from the work directory; one with gaps is read again. */
  private List<String> part(String name, Part body) throws CollectException {
    String file = FOLDER + name;
    if (work.has(file)) {
      return work.read(file).lines().toList();
    }
    Gaps own = new Gaps();
    try {
      List<String> lines = body.read(own);
      if (own.sorted().isEmpty()) {
        work.write(file, String.join("\n", lines));
      }
      gaps.addAll(own);
      return lines;
    } catch (CollectException e) {
      // Unknown credentials here and not with IAM: the region is not enabled for the account.
      if (!e.concernsOnlyThisPart() && e.kind() != Kind.CREDENTIALS) {
        throw e;
      }
      gaps.failed(POLICIES + ": " + name, e, EFFECT);
      return List.of();
    }
  }

  private static String name(PolicyService service) {
    return service.name().toLowerCase(Locale.ROOT);
  }

  private static String list(List<String> lines) {
    return lines.isEmpty() ? "[]\n" : "[\n" + String.join(",\n", lines) + "\n]\n";
  }
}
