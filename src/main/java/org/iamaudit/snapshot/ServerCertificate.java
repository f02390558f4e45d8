package org.iamaudit.snapshot;

import java.time.Instant;

/** A server certificate that is stored in IAM. */
public record ServerCertificate(String name, String arn, String id, Instant expiration) {}
