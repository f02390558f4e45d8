package org.iamaudit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.iamaudit.policy.PolicyDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads an account of 30 principals as AWS would print it; the numbers expected are those its
 * generator counted.
 */
class GeneratedAccountTest {
  @TempDir private static Path directory;
  private static AccountSnapshot snapshot;

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.list(SnapshotCasesTest.CASES.resolve("generated"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".gz", "");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          Files.copy(in, directory.resolve(name));
        }
      }
    }
    snapshot = SnapshotReader.read(directory);
  }

  @Test
  void everythingIsThere() {
    assertThat(snapshot.users()).hasSize(9);
    assertThat(snapshot.roles()).hasSize(21);
    assertThat(snapshot.groups()).hasSize(3);
    assertThat(snapshot.policies()).hasSize(38);
    assertThat(snapshot.policies().values().stream().mapToInt(p -> p.versions().size()).sum())
        .isEqualTo(42);
    assertThat(snapshot.principals().stream().filter(p -> p.boundaryArn().isPresent())).hasSize(3);
    assertThat(snapshot.credentialReport().get().rows()).hasSize(10);
  }

  @Test
  void onlyFilesThatWereNotGeneratedAreMissing() {
    assertThat(snapshot.gaps())
        .containsExactly(
            SnapshotFile.PASSWORD_POLICY.notCollected(),
            SnapshotFile.VIRTUAL_MFA_DEVICES.notCollected(),
            SnapshotFile.SERVER_CERTIFICATES.notCollected(), // nor counted
            SnapshotFile.ORGANIZATION.notCollected(),
            SnapshotFile.RESOURCE_POLICIES.notCollected(),
            SnapshotFile.CLOUD_TRAIL.notCollected());
  }

  @Test
  void lastAccessedDataIsComplete() {
    List<LastAccessed.Service> services =
        snapshot.lastAccessed().get().values().stream()
            .flatMap(report -> report.services().values().stream())
            .toList();

    assertThat(snapshot.lastAccessed().get()).hasSize(30);
    assertThat(services).hasSize(3007);
    assertThat(services.stream().mapToInt(s -> s.tracked().size()).sum()).isEqualTo(25780);
    assertThat(services.stream().filter(s -> s.lastAuthenticated().isPresent())).hasSize(179);
    assertThat(services).allSatisfy(s -> assertThat(s.tracked()).containsAll(s.used().keySet()));
  }

  @Test
  void eachDistinctPolicyTextIsOneDocument() {
    Set<PolicyDocument> byIdentity = Collections.newSetFromMap(new IdentityHashMap<>());
    Stream.of(
            snapshot.principals().stream().flatMap(p -> p.inlinePolicies().stream()),
            snapshot.groups().values().stream().flatMap(g -> g.inlinePolicies().stream()))
        .flatMap(policies -> policies)
        .forEach(policy -> byIdentity.add(policy.document().get()));
    snapshot.policies().values().stream()
        .flatMap(policy -> policy.versions().stream())
        .forEach(version -> byIdentity.add(version.document().get()));

    assertThat(byIdentity).hasSize(53);
  }

  @Test
  void equalSetsOfTrackedActionsAreOneObject() {
    Set<Set<String>> byIdentity = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Set<String>> all =
        snapshot.lastAccessed().get().values().stream()
            .flatMap(report -> report.services().values().stream())
            .map(LastAccessed.Service::tracked)
            .toList();
    byIdentity.addAll(all);

    assertThat(byIdentity).hasSize((int) all.stream().distinct().count());
  }
}
