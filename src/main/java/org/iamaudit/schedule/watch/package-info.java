/**
 * How a daemon is watched: health for machines, metrics for Prometheus, a page for people. All of
 * it is read from the daemon's database, so that a restart resets nothing.
 *
 * <p>Start with {@code WatchServer}.
 */
package org.iamaudit.schedule.watch;
