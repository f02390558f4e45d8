package org.iamaudit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
  private static List<List<String>> cells(String text) {
    return Csv.parse("f.csv", text).stream().map(Csv.Row::cells).toList();
  }

  @Test
  void linesEndWithEither() {
    assertThat(cells("a,b\r\nc,d\ne,f"))
        .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"));
  }

  @Test
  void emptyCellsAreCells() {
    assertThat(cells(",a,\n\"\",,")).containsExactly(List.of("", "a", ""), List.of("", "", ""));
  }

  @Test
  void quotedCellsHoldCommasQuotesAndLines() {
    assertThat(cells("\"a,\"\"b\"\"\",\"c\r\nd\"\ne"))
        .containsExactly(List.of("a,\"b\"", "c\r\nd"), List.of("e"));
  }

  @Test
  void rowsKnowTheirLine() {
    assertThat(Csv.parse("f.csv", "\"a\nb\"\nc")).extracting(Csv.Row::line).containsExactly(1, 3);
  }

  @Test
  void quotationMarksMustBeWhereTheyBelong() {
    assertThatThrownBy(() -> cells("a\nb\"c"))
        .hasMessage("`f.csv` line 2: a quotation mark inside a cell without any");
    assertThatThrownBy(() -> cells("\"a\"b"))
        .hasMessage("`f.csv` line 1: expected a comma or the end of the line after a cell");
    assertThatThrownBy(() -> cells("a\n\"b\nc"))
        .hasMessageStartingWith("`f.csv` line 2: a quotation mark is not closed");
  }
}
