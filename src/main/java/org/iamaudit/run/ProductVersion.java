package org.iamaudit.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the product that is running, the same from the jar and from the class files. */
public final class ProductVersion {
  private static final String VERSION = read();

  private ProductVersion() {}

  /** For example {@code 1.0.0}. */
  public static String current() {
    return VERSION;
  }

  private static String read() {
    try (InputStream in = ProductVersion.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the version of the product", e);
    }
  }
}
