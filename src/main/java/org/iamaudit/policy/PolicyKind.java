package org.iamaudit.policy;

/**
 * Where a document is used, which decides what elements it may and must have (IAM User Guide,
 * "Grammar of the IAM JSON policy language"; read 2026-11).
 */
public enum PolicyKind {
  IDENTITY,
  BOUNDARY,
  SESSION,
  RESOURCE,
  TRUST,
  SCP,
  RCP,
  VPC_ENDPOINT
}
