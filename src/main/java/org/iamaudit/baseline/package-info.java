/**
 * What principals are required to be able to do: baselines, their file format and their sources
 * (YAML, policy JSON, CloudFormation, Terraform).
 *
 * <p>May use the packages up to {@code usage} and readers of YAML and JSON. Pure but for the
 * loader, which reads files.
 *
 * <p>Start with {@code BaselineLoader}.
 */
package org.iamaudit.baseline;
