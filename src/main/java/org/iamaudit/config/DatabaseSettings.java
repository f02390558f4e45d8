package org.iamaudit.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A PostgreSQL database that several daemons share.
 *
 * @param url {@code jdbc:postgresql://host/database}, without a password
 * @param user empty string: as the driver decides
 * @param passwordFile the file whose first line is the password, read at each start
 */
public record DatabaseSettings(String url, String user, Optional<Path> passwordFile) {}
