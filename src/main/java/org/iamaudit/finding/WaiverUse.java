package org.iamaudit.finding;

/**
 * What a waiver did in a run.
 *
 * @param matches how many findings it is about, whether it is in force or not
 */
public record WaiverUse(Waiver waiver, Waiver.Status status, int matches) {}
