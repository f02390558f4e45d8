package org.iamaudit.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.CallListener;
import org.iamaudit.collect.CollectPlan;
import org.iamaudit.collect.CollectSettings;
import org.iamaudit.collect.CollectSettings.Limits;
import org.iamaudit.collect.CollectSettings.PolicyService;
import org.iamaudit.collect.ExternalId;
import org.iamaudit.collect.LiveAccount;
import org.iamaudit.collect.OrganizationSelection;
import org.iamaudit.collect.OrganizationSelection.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectReaderTest {
  private static final Path FILES = Path.of("src/test/resources/config");

  private static final CollectPlan EVERYTHING =
      new CollectPlan(
          new CollectSettings(
              Optional.of("eu-central-1"),
              List.of("eu-central-1", "us-east-1"),
              Optional.of("audit"),
              Optional.of(URI.create("http://127.0.0.1:4566")),
              FILES.resolve("kept"),
              8,
              EnumSet.of(PolicyService.S3, PolicyService.KMS),
              Optional.of(FILES),
              25,
              new Limits(5, Duration.ofMinutes(30), Duration.ofSeconds(20)),
              CallListener.NONE),
          List.of(
              new LiveAccount(
                  new AccountId("123456789012"),
                  "finance-prod",
                  Optional.empty(),
                  Optional.empty()),
              new LiveAccount(
                  new AccountId("111122223333"),
                  "",
                  Optional.of("arn:aws:iam::111122223333:role/audit/iamaudit-member"),
                  Optional.of(new ExternalId.InEnvironment("AUDIT_EXTERNAL_ID")))),
          Optional.of(
              new OrganizationSelection(
                  Optional.of("arn:aws:iam::999988887777:role/iamaudit-member"),
                  Optional.of("audit/iamaudit-member"),
                  Optional.of(new ExternalId.InFile(FILES.resolve("minimal.yml"))),
                  new Filter(
                      List.of(new AccountId("222233334444")),
                      List.of("ou-ab12-cdef3456", "r-ab12"),
                      Map.of("env", "prod")),
                  new Filter(
                      List.of(new AccountId("333344445555")), List.of(), Map.of("audit", "no")))),
          List.of(),
          Optional.empty());

  @TempDir Path directory;

  private static AuditConfig load(Path file, Map<String, String> environment)
      throws ConfigException {
    return new ConfigLoader(environment, (cron, zone) -> Optional.empty()).load(file);
  }

  @Test
  void everyKeyIsRead() throws Exception {
    assertThat(load(FILES.resolve("collect.yml"), Map.of()).live()).contains(EVERYTHING);
  }

  @Test
  void whatIsLeftOutHasADefault() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("iamaudit.yml"), "accounts: [{id: \"123456789012\"}]\ncollect: {}\n");
    CollectPlan plan = load(file, Map.of()).live().orElseThrow();
    assertThat(plan.settings())
        .isEqualTo(
            new CollectSettings(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                directory.resolve("snapshots"),
                4,
                EnumSet.allOf(PolicyService.class),
                Optional.empty(),
                50,
                Limits.DEFAULT,
                CallListener.NONE));
    assertThat(plan.organization()).isEmpty();
  }

  @Test
  void theEnvironmentReplacesSingleValues() throws Exception {
    CollectSettings settings =
        load(
                FILES.resolve("collect.yml"),
                Map.of("IAMAUDIT_COLLECT_PROFILE", "other", "IAMAUDIT_COLLECT_MAX_SHRINK", "1"))
            .live()
            .orElseThrow()
            .settings();
    assertThat(settings.profile()).contains("other");
    assertThat(settings.maxShrinkPercent()).isEqualTo(1);
  }

  @Test
  void theEffectiveConfigurationReadsBackAsTheSame() throws Exception {
    CollectPlan plan = load(FILES.resolve("collect.yml"), Map.of()).live().orElseThrow();
    Map<String, Object> collect = EffectiveCollect.tree(plan);
    Path file = directory.resolve("iamaudit.yml");
    new YAMLMapper()
        .writeValue(
            file.toFile(),
            Map.of("accounts", List.of(Map.of("id", "123456789012")), "collect", collect));
    CollectPlan again = load(file, Map.of()).live().orElseThrow();
    assertThat(EffectiveCollect.tree(again)).isEqualTo(collect);
  }
}
