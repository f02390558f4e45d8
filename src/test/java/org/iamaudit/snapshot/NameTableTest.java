package org.iamaudit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class NameTableTest {
  private final NameTable names = new NameTable();

  private String lowerCase(String name) {
    char[] text = ("<" + name + ">").toCharArray();
    return names.lowerCase(text, 1, name.length());
  }

  @Test
  void allSpellingsAreOneString() {
    assertThat(lowerCase("GetObject")).isEqualTo("getobject");
    assertThat(lowerCase("getObject")).isSameAs(lowerCase("GetObject"));
    assertThat(lowerCase("getobject")).isSameAs(lowerCase("GETOBJECT"));
  }

  @Test
  void manyNamesStayApart() {
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < 50_000; i++) {
        String name = "Name" + Integer.toString(i, 36) + (i % 2 == 0 ? "A" : "b");
        assertThat(lowerCase(name)).isEqualTo(name.toLowerCase(Locale.ROOT));
      }
    }
  }
}
