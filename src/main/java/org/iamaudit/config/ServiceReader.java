package org.iamaudit.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iamaudit.policy.Quoted;

/** Reads what only the daemon needs: its database and where it is watched. */
final class ServiceReader {
  static final List<String> DATABASE = List.of("url", "user", "password-file");
  static final List<String> HTTP = List.of("listen", "packages-url", "freshness-grace");

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final Pattern PASSWORD = Pattern.compile("(?i)[?&]password=|//[^/@]*:[^/@]*@");
  private static final Pattern LISTEN =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):(\\d{1,5})");
  private static final int LAST_PORT = 65_535;

  private ServiceReader() {}

  /** Empty if no url is given. */
  static Optional<DatabaseSettings> database(Section section, Problems problems) {
    Optional<String> url = section.value("url", ServiceReader::url);
    Optional<String> user = section.value("user", Values::text);
    Optional<Path> passwordFile = section.value("password-file", ServiceReader::file);
    if (section.has("url")) {
      return url.map(u -> new DatabaseSettings(u, user.orElse(""), passwordFile));
    }
    if (user.isPresent() || passwordFile.isPresent()) {
      problems.add(section.place(), "`url` is missing: the database that `user` belongs to");
    }
    return Optional.empty();
  }

  static HttpSettings http(Section section) {
    HttpSettings byDefault = HttpSettings.DEFAULT;
    Optional<Optional<InetSocketAddress>> listen = section.value("listen", ServiceReader::listen);
    return new HttpSettings(
        listen.orElse(byDefault.listen()),
        section.value("packages-url", ServiceReader::packagesUrl),
        section.value("freshness-grace", Values::duration).orElse(byDefault.freshnessGrace()));
  }

  private static String url(Node.Scalar scalar) throws BadValue {
    String url = Values.text(scalar);
    if (PASSWORD.matcher(url).find()) {
      throw new BadValue("holds a password; put it into a file and name that in `password-file`");
    }
    if (!url.startsWith(POSTGRESQL)) {
      throw new BadValue(
          Quoted.of(url)
              + " is not the JDBC URL of a PostgreSQL database, such as"
              + " `jdbc:postgresql://db.example.com/iamaudit`; leave it out for an embedded one");
    }
    return url;
  }

  static Path file(Node.Scalar scalar) throws BadValue {
    Path path = Values.path(scalar);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new BadValue("cannot read a file `" + path + "`");
    }
    return path;
  }

  private static Optional<InetSocketAddress> listen(Node.Scalar scalar) throws BadValue {
    if (scalar.text().equals("none")) {
      return Optional.empty();
    }
    Matcher matcher = LISTEN.matcher(scalar.text());
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > LAST_PORT) {
      throw new BadValue(
          Quoted.of(scalar.text()) + " is neither `none` nor an address such as `127.0.0.1:8383`");
    }
    return Optional.of(
        InetSocketAddress.createUnresolved(matcher.group(1), Integer.parseInt(matcher.group(2))));
  }

  private static String packagesUrl(Node.Scalar scalar) throws BadValue {
    String text = Values.text(scalar);
    try {
      URI uri = URI.create(text);
      if (uri.isAbsolute() && uri.getScheme().matches("https?|file")) {
        return text.endsWith("/") ? text : text + "/";
      }
    } catch (IllegalArgumentException e) {
      // said below, as for another scheme
    }
    throw new BadValue(
        Quoted.of(text) + " is no URL such as `https://evidence.example.com/iamaudit/`");
  }
}
