/**
 * Typed configuration and its loader, which reports all problems of a file at once, with their
 * places.
 *
 * <p>The file becomes a tree of nodes that know their lines ({@code YamlTree}), the environment
 * replaces scalars in it ({@code Overrides}), and {@code ConfigReader} turns the tree into {@code
 * AuditConfig}. Binding by a library would stop at the first mistake.
 *
 * <p>May use the packages up to {@code run} and a YAML reader.
 *
 * <p>Start with {@code ConfigLoader}.
 */
package org.iamaudit.config;
