/**
 * The course of findings over runs, and the database that remembers it.
 *
 * <p>{@code Lifecycle} says, purely, how one account goes on from the state that an earlier run
 * left; {@code History} is the database of runs and states, and {@code PackageReader} gets the same
 * out of an evidence package, so that the database can be made again from the packages.
 *
 * <p>May use the packages up to {@code finding}, JSON and a database. Start with {@code Lifecycle}.
 */
package org.iamaudit.history;
