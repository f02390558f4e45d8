package org.iamaudit.catalog;

/**
 * A service of the catalogue; its actions are the numbers from {@code firstAction} to {@code
 * endAction}, exclusive.
 *
 * @param prefix lower case, as in {@code s3:GetObject}
 */
public record Service(String prefix, String name, int firstAction, int endAction) {}
