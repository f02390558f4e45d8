/**
 * Typed configuration and its loader, which reports all problems of a file at once, with their
 * places.
 *
 * <p>May use the packages up to {@code run} and a YAML reader.
 *
 * <p>Start with {@code ConfigLoader}.
 */
package org.iamaudit.config;
