package io.hallpass.ingest.jdbc;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * What drivers are told besides user and password: to give values as the vendor wrote them, tables
 * in pieces, and up on a server that does not answer. Where a URL says it itself, that stands.
 */
final class DriverSettings {
  private static final String CONNECT_SECONDS = "10";
  private static final String CONNECT_MILLIS = "10000";

  private DriverSettings() {}

  /**
   * The properties to connect with.
   *
   * @param as how the database's people see the connection named, where the driver can say it
   */
  static Properties of(JdbcSourceSettings.Login login, String as) {
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    String url = login.url().toLowerCase(Locale.ROOT);
    ours(login.url(), as)
        .forEach(
            (key, value) -> {
              if (!url.contains(key.toLowerCase(Locale.ROOT) + "=")) {
                properties.setProperty(key, value);
              }
            });
    return properties;
  }

  private static Map<String, String> ours(String url, String as) {
    Map<String, String> ours = new LinkedHashMap<>();
    if (url.startsWith("jdbc:postgresql:")) {
      ours.put("ApplicationName", as);
      ours.put("connectTimeout", CONNECT_SECONDS);
      ours.put("loginTimeout", CONNECT_SECONDS);
      // The server then takes a key back as it gave it, also where it is of an enumerated type.
      ours.put("stringtype", "unspecified");
    } else if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
      ours.put("connectTimeout", CONNECT_MILLIS);
      // A tinyint(1) may hold a grade level, and a year is no day.
      ours.put("tinyInt1isBit", "false");
      ours.put("yearIsDateType", "false");
      if (url.startsWith("jdbc:mysql:")) {
        // Otherwise it takes a whole table into memory, whatever the fetch size.
        ours.put("useCursorFetch", "true");
        // Day 0 is how these databases write that there is none; MariaDB's driver says so itself.
        ours.put("zeroDateTimeBehavior", "CONVERT_TO_NULL");
      }
    }
    return ours;
  }
}
