package org.iamaudit.permission;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.ResourceType;

/** The ARN patterns of the catalogue's resource types in one partition, or in any. */
final class Types {
  private static final Map<String, Types> BY_PARTITION = new ConcurrentHashMap<>();

  /** Key of the few types whose ARNs do not say their service, such as recovery points. */
  private static final String ANY_SERVICE = "*";

  private static final int CACHED = 20_000;

  private final Glob[] patterns;
  private final Map<String, BitSet> byService = new HashMap<>();
  private final Map<Glob, BitSet> overlapping = new ConcurrentHashMap<>();
  private final Map<Glob, BitSet> inside = new ConcurrentHashMap<>();

  private Types(String partition) {
    List<ResourceType> types = Catalog.get().resourceTypes();
    patterns = new Glob[types.size()];
    for (ResourceType type : types) {
      String format =
          partition.isEmpty()
              ? type.arnFormat()
              : type.arnFormat().replace("${Partition}", partition);
      patterns[type.id()] = GlobBuilder.arnFormat(format);
      String service = type.arnFormat().split(":", 4)[2];
      boolean open = service.contains("$") || service.contains("*");
      byService.computeIfAbsent(open ? ANY_SERVICE : service, s -> new BitSet()).set(type.id());
    }
  }

  /**
   * @param partition empty: any
   */
  static Types of(String partition) {
    return BY_PARTITION.computeIfAbsent(partition, Types::new);
  }

  int count() {
    return patterns.length;
  }

  Glob pattern(int type) {
    return patterns[type];
  }

  /** Types of which an ARN matches the pattern. Shared: do not change it. */
  BitSet overlapping(Glob glob) {
    forgetWhenFull(overlapping);
    return overlapping.computeIfAbsent(
        glob,
        g -> {
          BitSet found = new BitSet();
          candidates(g).stream().filter(t -> !patterns[t].isDisjointFrom(g)).forEach(found::set);
          return found;
        });
  }

  /** Types of which every ARN matches the pattern. Shared: do not change it. */
  BitSet inside(Glob glob) {
    forgetWhenFull(inside);
    return inside.computeIfAbsent(
        glob,
        g -> {
          BitSet found = new BitSet();
          candidates(g).stream().filter(t -> patterns[t].isSubsetOf(g)).forEach(found::set);
          return found;
        });
  }

  private static void forgetWhenFull(Map<Glob, BitSet> answers) {
    if (answers.size() >= CACHED) {
      answers.clear();
    }
  }

  /** Types of the service that the pattern names, or all types if it names none. */
  private BitSet candidates(Glob glob) {
    BitSet types = new BitSet();
    Optional<String> service = glob.literalPart(2);
    if (service.isPresent()) {
      types.or(byService.getOrDefault(service.get(), types));
      types.or(byService.getOrDefault(ANY_SERVICE, types));
    } else {
      types.set(0, patterns.length);
    }
    return types;
  }
}
