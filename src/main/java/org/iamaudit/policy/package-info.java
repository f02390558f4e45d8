/**
 * The IAM policy language: documents, statements, their elements and condition blocks, and a parser
 * that keeps locations and reports every problem it finds.
 *
 * <p>May use {@code arn} and a JSON reader. Pure: no clock, network, files, logging or randomness;
 * a document arrives as text.
 *
 * <p>Start with {@code PolicyParser}.
 */
package org.iamaudit.policy;
