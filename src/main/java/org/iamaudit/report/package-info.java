/**
 * The evidence package of a run: workbook (one class per sheet), JSON, CSV, and the manifest by
 * which it is verified.
 *
 * <p>May use the packages up to {@code finding}, a JSON writer, and Apache POI, which no other
 * package may.
 *
 * <p>Start with {@code EvidencePackage}.
 */
package org.iamaudit.report;
