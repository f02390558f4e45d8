package org.iamaudit.config;

/** How much is logged: this level and everything more important. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG;

  /** As it is written in files and options. */
  @Override
  public String toString() {
    return Keyword.of(this);
  }
}
