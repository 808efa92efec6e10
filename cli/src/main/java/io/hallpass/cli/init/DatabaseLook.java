package io.hallpass.cli.init;

import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.config.References;
import java.util.List;

/**
 * Looks at the catalogue of a database: names and types, no row of any table. PostgreSQL says its
 * changes itself; any other is asked by query.
 */
final class DatabaseLook {
  private DatabaseLook() {}

  /**
   * Looks.
   *
   * @param user null where the URL names one
   * @param password a reference to it
   * @throws ConfigException where it cannot be looked at, or holds nothing that sounds like
   *     students
   */
  static Plan at(String url, String user, String password) {
    return url.startsWith("jdbc:postgresql:")
        ? PostgresLook.at(url, user, password)
        : QueryLook.at(url, user, password);
  }

  /**
   * The password.
   *
   * @throws ConfigException where the user is not said, or the password no reference, or not there
   */
  static String secret(String user, String password) {
    if (user == null) {
      throw new ConfigException(List.of("--user: is needed for a database"));
    }
    if (!References.isReference(password)) {
      throw new ConfigException(
          List.of(
              "--password: must be a reference, ${env:NAME} or ${file:PATH:KEY}, never itself"));
    }
    return References.ofProcess()
        .resolve(password)
        .orElseThrow(
            () ->
                new ConfigException(
                    List.of("--password: " + password + " cannot be resolved here")));
  }
}
