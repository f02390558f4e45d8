package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.iamaudit.finding.FindingType;
import org.iamaudit.report.ControlMapping.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ControlMappingTest {
  static List<String> names() {
    return ControlMapping.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyMappingIsWhatItsNameSaysAndEveryControlOnceWithASummary(String name) {
    ControlMapping mapping = ControlMapping.of(name);

    assertThat(mapping.name()).isEqualTo(name);
    assertThat(mapping.controls()).extracting(Control::id).doesNotHaveDuplicates().isNotEmpty();
    for (Control control : mapping.controls()) {
      assertThat(control.summary()).matches("[A-Z].{15,}\\.").hasSizeLessThan(120);
      assertThat(Stream.concat(control.primary().stream(), control.supporting().stream()))
          .as(control.id())
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .allMatch(code -> code.matches("(BAS|PRV|USE|CRD|TRU|GOV)-\\d{3}"));
    }
  }

  /** A code has one primary control in a framework, or the mapping says nothing of it. */
  @ParameterizedTest
  @MethodSource("names")
  void everyCodeHasOnePrimaryControl(String name) {
    List<String> primary = new ArrayList<>();
    List<String> supporting = new ArrayList<>();
    for (Control control : ControlMapping.of(name).controls()) {
      primary.addAll(control.primary());
      supporting.addAll(control.supporting());
    }
    assertThat(primary).doesNotHaveDuplicates().containsAll(supporting);
  }

  @Test
  void theDefaultFrameworkHasAControlForEveryFinding() {
    ControlMapping mapping = ControlMapping.of(ControlMapping.DEFAULT.get(0));
    assertThat(mapping.keys()).allSatisfy((type, keys) -> assertThat(keys).isNotEmpty());
  }

  @Test
  void keysBeginWithThePrimaryControl() {
    assertThat(ControlMapping.of("NIST-800-53-r5").keys().get(FindingType.ROOT_USED))
        .containsExactly(
            "NIST-800-53-r5:AC-6(2)", "NIST-800-53-r5:AC-6(5)", "NIST-800-53-r5:AC-6(9)");
    assertThat(ControlMapping.of("CIS-AWS-5.0.0").keys().get(FindingType.USER_MFA_MISSING))
        .containsExactly("CIS-AWS-5.0.0:1.9");
    assertThat(ControlMapping.of("CIS-AWS-7.0.0").keys().get(FindingType.MULTIPLE_ACTIVE_KEYS))
        .isEmpty();
  }
}
