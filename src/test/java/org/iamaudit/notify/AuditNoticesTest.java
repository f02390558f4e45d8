package org.iamaudit.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Notice.Audited;
import org.iamaudit.run.Outcomes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditNoticesTest {
  /** {@code printf workbook | sha256sum}. */
  private static final String SHA256 =
      "244f4e42fb0ee32cd4231096cf91c1b36662e3becc5b5b1deab885bd1a624c18";

  @TempDir Path reports;

  @Test
  void everythingComesFromTheOneResult() throws Exception {
    Outcomes outcomes =
        new Outcomes()
            .principals(5, 1)
            .finding(FindingType.TRUST_EXCESS, Severity.LOW)
            .finding(FindingType.FORBIDDEN_PERMISSION, Severity.CRITICAL)
            .gap("organization.json", "not collected");

    Audited notice =
        AuditNotices.of(outcomes.writtenTo(reports), Optional.of("https://evidence.example.com/"));

    assertThat(notice.events(Severity.HIGH))
        .isEqualTo(EnumSet.of(Event.PARTIAL, Event.NEW_FINDINGS));
    assertThat(notice.open()).containsEntry(Severity.CRITICAL, 1).containsEntry(Severity.HIGH, 0);
    assertThat(notice.added()).isEqualTo(notice.open());
    assertThat(notice.resolved()).as("nothing remembers").isEmpty();
    assertThat(notice.principals()).isEqualTo(5);
    assertThat(notice.firstGaps()).containsExactly("organization.json: not collected");
    assertThat(notice.worst())
        .extracting(Notice.NewFinding::code)
        .as("worst first")
        .containsExactly("BAS-003", "BAS-005");
    assertThat(notice.workbook().bytes()).isEqualTo("workbook".length());
    assertThat(notice.workbook().sha256()).isEqualTo(SHA256);
    assertThat(notice.workbook().link()).contains("https://evidence.example.com/run-1/audit.xlsx");
    Notice whole = new Notice("", "monthly", Notices.FIRE_TIME, notice);
    assertThat(NoticeJson.read(NoticeJson.write(whole))).isEqualTo(whole);
  }
}
