package org.iamaudit.finding;

/** From worst to least. */
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW,
  INFO
}
