package org.iamaudit.arn;

import java.util.List;

/**
 * The partitions of AWS. Nothing crosses from one to another, and an ARN of any other partition
 * names nothing that exists (AWS General Reference, "Amazon Resource Names"; AWS SDK partition
 * metadata; read 2026-11).
 */
public final class Partitions {
  /** The commercial one first. */
  public static final List<String> ALL =
      List.of(
          "aws",
          "aws-cn",
          "aws-us-gov",
          "aws-iso",
          "aws-iso-b",
          "aws-iso-e",
          "aws-iso-f",
          "aws-eusc");

  private Partitions() {}
}
