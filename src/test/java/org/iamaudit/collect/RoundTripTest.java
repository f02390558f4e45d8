package org.iamaudit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read over HTTP is what the server was given. */
class RoundTripTest {
  @TempDir Path directory;

  @Test
  void theSampleComesBackAsItWas() throws Exception {
    try (FakeAws aws = FakeAws.start(TestCollection.SAMPLE)) {
      CollectSettings settings =
          TestCollection.withCloudTrail(
              TestCollection.settings(aws.endpoint(), directory), TestCollection.SAMPLE);
      Path collected =
          TestCollection.snapshot(
              TestCollection.planOf(settings, TestCollection.SAMPLE_ACCOUNT),
              TestCollection.SAMPLE_ACCOUNT);
      AccountSnapshot snapshot = SnapshotReader.read(collected);
      assertSame(SnapshotReader.read(TestCollection.SAMPLE), snapshot);
      assertThat(snapshot.provenance().calls())
          .allSatisfy(call -> assertThat(call.region()).isNotEmpty())
          .anySatisfy(call -> assertThat(call.parameters()).containsKey("Granularity"));
      assertThat(snapshot.provenance().regions()).isNotEmpty();
    }
  }

  /** Field by field, since whole accounts make unreadable messages. */
  static void assertSame(AccountSnapshot expected, AccountSnapshot actual) {
    assertThat(actual.gaps()).isEqualTo(expected.gaps());
    assertSameContent(expected, actual);
  }

  /** The same for what {@code expected} has; the other may have been asked for more. */
  static void assertSameContent(AccountSnapshot expected, AccountSnapshot actual) {
    assertThat(
            expected.lastAccessed().isEmpty()
                || Objects.equals(actual.lastAccessed(), expected.lastAccessed()))
        .as("last accessed")
        .isTrue();
    Map<String, Function<AccountSnapshot, Object>> fields = new LinkedHashMap<>();
    fields.put("account", AccountSnapshot::account);
    fields.put("partition", AccountSnapshot::partition);
    fields.put("users", AccountSnapshot::users);
    fields.put("groups", AccountSnapshot::groups);
    fields.put("roles", AccountSnapshot::roles);
    fields.put("policies", AccountSnapshot::policies);
    fields.put("credential report", s -> s.credentialReport().map(CredentialReport::rows));
    fields.put("account summary", AccountSnapshot::accountSummary);
    fields.put("password policy", AccountSnapshot::passwordPolicy);
    fields.put("virtual MFA devices", AccountSnapshot::virtualMfaDevices);
    fields.put("server certificates", AccountSnapshot::serverCertificates);
    fields.put("organization", AccountSnapshot::organization);
    fields.put("CloudTrail", AccountSnapshot::cloudTrail);
    fields.put("resource policies", s -> s.resourcePolicies().map(RoundTripTest::sorted));
    fields.forEach(
        (name, field) ->
            assertThat(
                    field.apply(expected).equals(Optional.empty())
                        || Objects.equals(shown(field, actual), shown(field, expected)))
                .as(name)
                .isTrue());
  }

  private static TreeSet<String> sorted(java.util.List<?> list) {
    TreeSet<String> sorted = new TreeSet<>();
    list.forEach(item -> sorted.add(item.toString()));
    return sorted;
  }

  /** Documents are equal where their text is; where in a file they stand does not matter. */
  private static String shown(Function<AccountSnapshot, Object> field, AccountSnapshot snapshot) {
    return String.valueOf(field.apply(snapshot)).replaceAll(" \\(line \\d+, column \\d+\\)", "");
  }
}
