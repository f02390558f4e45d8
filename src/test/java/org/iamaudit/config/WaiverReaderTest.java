package org.iamaudit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Standing.Disposition;
import org.iamaudit.finding.Waiver;
import org.iamaudit.finding.Waivers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WaiverReaderTest {
  private static final Path BAD = Path.of("src/test/resources/config/bad-waivers");
  private static final String EXPECTED = "#! ";

  @TempDir Path directory;

  @Test
  void everyKeyIsRead() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("waivers.yml"),
            """
            waivers:
              - id: W-1
                finding: F-0a1b2c3d4e5F
                permissions: ["s3:Get*"]
                disposition: false-positive
                owner: a@example.com
                reason: not ours
                compensating-control: an alarm
                approved-by: b@example.com
                approved-on: 2026-01-31
                expires: 2026-12-31
                ticket: "7"
                revoked: 2026-06-01
              - id: W-2
                type: BAS-001
                principal: svc-*
                permissions: ["s3:Get*", "s3:List*"]
                accounts: ["012345678901"]
                owner: a@example.com
                reason: until the migration
                approved-by: b@example.com
                approved-on: 2026-01-31
                expires: 2026-12-31
                ticket: T-2
            """);

    Waivers waivers = WaiverReader.read(file).waivers();

    LocalDate january = LocalDate.of(2026, 1, 31);
    LocalDate december = LocalDate.of(2026, 12, 31);
    assertThat(waivers.file()).isEqualTo("waivers.yml");
    assertThat(waivers.all())
        .containsExactly(
            new Waiver(
                "W-1",
                new Waiver.OneFinding("0a1b2c3d4e5f", List.of("s3:Get*")),
                Disposition.FALSE_POSITIVE,
                "a@example.com",
                "not ours",
                "an alarm",
                "b@example.com",
                january,
                december,
                "7",
                Optional.of(LocalDate.of(2026, 6, 1))),
            new Waiver(
                "W-2",
                new Waiver.Kind(
                    FindingType.EXCESS_PERMISSION,
                    "svc-*",
                    List.of("s3:Get*", "s3:List*"),
                    Set.of(new AccountId("012345678901"))),
                Disposition.EXCEPTED,
                "a@example.com",
                "until the migration",
                "",
                "b@example.com",
                january,
                december,
                "T-2",
                Optional.empty()));
  }

  static Stream<Path> bad() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("bad")
  void everythingThatIsWrongIsToldAtOnce(Path file) throws IOException {
    List<String> expected =
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith(EXPECTED))
            .map(line -> file + ":" + line.substring(EXPECTED.length()))
            .toList();
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> WaiverReader.read(file));
    assertThat(e.problems().stream().map(ConfigProblem::toString))
        .containsExactlyElementsOf(expected);
  }
}
