/**
 * Reads live accounts and organizations into snapshot directories. The only package that knows the
 * AWS SDK; nothing here judges what it reads.
 *
 * <p>Each call goes through {@code Caller}, which paces, repeats and records it; {@code AwsCall}
 * lists them all, each with the IAM action it needs. What is complete is kept in a work directory,
 * from which a collection that was killed continues; the snapshot appears at the end, complete or
 * not at all. What may be missing and could not be read is a {@code Gap}; what an audit cannot do
 * without, and what concerns every further call, is a {@code CollectException}.
 *
 * <p>May use the packages up to {@code snapshot}, the AWS SDK, a writer of JSON and the logging
 * interface.
 *
 * <p>Start with {@code AccountCollection}.
 */
package org.iamaudit.collect;
