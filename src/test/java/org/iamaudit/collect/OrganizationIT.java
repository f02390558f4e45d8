package org.iamaudit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.OrganizationSelection.Filter;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.collect.server.FakeError;
import org.iamaudit.collect.server.FakeOrganizationFiles;
import org.iamaudit.collect.server.Faults;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty accounts of an organization with SCPs at three levels, read by its management account. */
class OrganizationIT {
  private static final int ACCOUNTS = 20;
  private static final String SUSPENDED = FakeOrganizationFiles.id(6);

  @TempDir Path directory;
  private List<Path> accounts;
  private FakeAws aws;

  @BeforeEach
  void start() throws Exception {
    accounts = FakeOrganizationFiles.write(directory.resolve("accounts"), ACCOUNTS);
    aws =
        FakeAws.start(
            accounts,
            FakeAws.Options.DEFAULT
                .withOrganization(
                    Set.of(),
                    Set.of(SUSPENDED),
                    Map.of(FakeOrganizationFiles.id(2), Map.of("env", "prod")))
                .withExternalId("id-of-the-audit"));
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void everyActiveAccountIsReadWithTheScpsOfEachLevel() throws Exception {
    Collected collected = collect(Filter.NOTHING, Filter.NOTHING);
    assertThat(collected.snapshots()).hasSize(ACCOUNTS - 1);
    assertThat(collected.left())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.account().digits()).isEqualTo(SUSPENDED);
              assertThat(left.suspended()).isTrue();
              assertThat(left.reason()).contains("SUSPENDED");
            });
    for (Collected.Snapshot snapshot : collected.snapshots()) {
      Path source = directory.resolve("accounts").resolve(snapshot.account().digits());
      RoundTripTest.assertSameContent(
          SnapshotReader.read(source), SnapshotReader.read(snapshot.directory()));
      assertThat(snapshot.gaps()).isEmpty();
      assertThat(snapshot.name()).startsWith("account-");
    }
    // Each policy and each level is asked for once, however many accounts are below it.
    assertThat(aws.callsByName())
        .containsEntry("organizations:DescribePolicy", 4)
        .containsEntry("organizations:DescribeOrganizationalUnit", 2)
        .containsEntry("sts:AssumeRole", ACCOUNTS - 1);
  }

  @Test
  void accountsAreChosenByUnitTagAndId() throws Exception {
    Filter include =
        new Filter(
            List.of(new AccountId(FakeOrganizationFiles.id(4))),
            List.of(FakeOrganizationFiles.FINANCE),
            Map.of("env", "prod"));
    Filter exclude =
        new Filter(List.of(new AccountId(FakeOrganizationFiles.id(3))), List.of(), Map.of());
    List<String> expected =
        IntStream.rangeClosed(1, ACCOUNTS)
            .filter(i -> i % 2 == 1 || i == 2 || i == 4)
            .filter(i -> i != 3)
            .mapToObj(FakeOrganizationFiles::id)
            .toList();
    Collected collected = collect(include, exclude);
    assertThat(collected.snapshots())
        .extracting(snapshot -> snapshot.account().digits())
        .containsExactlyElementsOf(expected);
    assertThat(collected.others()).hasSize(ACCOUNTS - expected.size());
    assertThat(collected.others()).contains(new AccountId(FakeOrganizationFiles.id(3)));
    Path file = collected.writeLeft().orElseThrow();
    assertThat(Collected.readOthers(file)).isEqualTo(collected.others());
    assertThat(Collected.readLeft(file)).isEmpty();
  }

  @Test
  void anAccountThatFailsLeavesTheOthersAlone() throws Exception {
    String broken = FakeOrganizationFiles.id(7);
    aws.setFaults(
        Faults.fail(
            call ->
                call.name().equals("sts:AssumeRole") && call.parameter("RoleArn").contains(broken),
            new FakeError(403, "AccessDenied", "not authorized to perform: sts:AssumeRole")));
    Collected collected = collect(Filter.NOTHING, Filter.NOTHING);
    assertThat(collected.snapshots()).hasSize(ACCOUNTS - 2);
    assertThat(collected.left())
        .filteredOn(left -> !left.suspended())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.account().digits()).isEqualTo(broken);
              assertThat(left.reason())
                  .contains("sts:AssumeRole", "the other role trust it", "external id");
            });
    Path file = collected.writeLeft().orElseThrow();
    assertThat(Collected.readLeft(file)).isEqualTo(collected.left());
  }

  @Test
  void aMemberAccountAloneCannotSayWhatIsInForce() throws Exception {
    String member = FakeOrganizationFiles.id(1);
    Path snapshot =
        TestCollection.snapshot(
            TestCollection.planOf(
                TestCollection.settings(aws.endpoint(), directory.resolve("out")), member),
            member);
    assertThat(Files.exists(snapshot.resolve("organization.json"))).isFalse();
    assertThat(SnapshotReader.read(snapshot).gaps())
        .filteredOn(gap -> gap.subject().equals("organization.json"))
        .singleElement()
        .satisfies(
            gap ->
                assertThat(gap.reason()).contains("management account", "delegated administrator"));
  }

  private Collected collect(Filter include, Filter exclude) throws Exception {
    Path externalId = Files.writeString(directory.resolve("external-id"), "id-of-the-audit\n");
    OrganizationSelection selection =
        new OrganizationSelection(
            Optional.empty(),
            Optional.of("iamaudit-member"),
            Optional.of(new ExternalId.InFile(externalId)),
            include,
            exclude);
    CollectPlan plan =
        new CollectPlan(
            TestCollection.settings(aws.endpoint(), directory.resolve("out")),
            List.of(),
            Optional.of(selection),
            List.of(),
            Optional.empty());
    return TestCollection.collect(plan, FakeOrganizationFiles.MANAGEMENT);
  }
}
