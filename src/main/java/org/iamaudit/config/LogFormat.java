package org.iamaudit.config;

/** The shape of a log line. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** One JSON object a line, for machines. */
  JSON;

  /** As it is written in files and options. */
  @Override
  public String toString() {
    return Keyword.of(this);
  }
}
