package org.iamaudit.catalog;

/**
 * A resource type of a service.
 *
 * @param id its number in the catalogue
 * @param arnFormat with variables, for example {@code
 *     arn:${Partition}:s3:::${BucketName}/${ObjectName}}
 */
public record ResourceType(int id, String service, String name, String arnFormat) {}
