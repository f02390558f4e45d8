/**
 * The IAM policy language: documents, statements, their elements and condition blocks, and a parser
 * that keeps locations and reports every problem it finds.
 *
 * <p>May use {@code arn} and a JSON reader. Pure: no clock, network, files, logging or randomness;
 * a document arrives as text.
 *
 * <p>Start with {@code PolicyParser}. {@code JsonReader} reads the text, {@code Grammar} says which
 * elements a policy of a kind has, and {@code StatementReader}, {@code PrincipalReader} and {@code
 * ConditionReader} read them. What has no meaning is an error and leaves no document: an unknown
 * element or operator, a name twice in one object, null. What has one, though IAM would refuse to
 * save it or it cannot match, is a warning: {@code ActionCheck}, {@code ResourceCheck}, {@code
 * ConditionValueCheck}, {@code VariableCheck}, {@code PermittedCharacters}. How values are read,
 * here and in requests, is in {@code ConditionValues}, {@code IpRange} and {@code VariableText}.
 */
package org.iamaudit.policy;
