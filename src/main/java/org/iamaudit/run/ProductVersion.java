package org.iamaudit.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The version of the product that is running, the same from the jar and from the class files. */
public final class ProductVersion {
  private static final Properties BUILD = read();

  private ProductVersion() {}

  /** For example {@code 1.0.0}. */
  public static String current() {
    return BUILD.getProperty("version");
  }

  /**
   * The commit it was built from, with {@code -dirty} behind it if the sources were not quite that.
   * Empty for class files that were not packaged, and without Git.
   */
  public static Optional<String> commit() {
    return Optional.of(BUILD.getProperty("commit"))
        .filter(commit -> !commit.isEmpty())
        .map(commit -> BUILD.getProperty("dirty").equals("true") ? commit + "-dirty" : commit);
  }

  private static Properties read() {
    try (InputStream in = ProductVersion.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the version of the product", e);
    }
  }
}
