package org.iamaudit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.Collected.Left;
import org.iamaudit.collect.Collected.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectedTest {
  @TempDir Path directory;

  /** Its hash is part of the run id, in whichever process it is written. */
  @Test
  void whoIsNotAuditedIsWrittenInTheSameWayEachTime() {
    Collected collected =
        new Collected(
            directory,
            List.of(
                new Snapshot(new AccountId("111122223333"), "", directory.resolve("s"), List.of())),
            List.of(new Left(new AccountId("222233334444"), "lab", "SUSPENDED", true)),
            List.of(new AccountId("333344445555"), new AccountId("444455556666")));

    assertThat(collected.writeLeft().orElseThrow())
        .hasContent(
            """
            [ {
              "Account" : "222233334444",
              "Name" : "lab",
              "Reason" : "SUSPENDED",
              "Suspended" : true
            }, {
              "Account" : "333344445555",
              "LeftOut" : true
            }, {
              "Account" : "444455556666",
              "LeftOut" : true
            } ]
            """);
  }
}
