package io.hallpass.sink.config;

import io.hallpass.runtime.config.Encryption;
import java.util.Arrays;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** How the sink gets into a warehouse, and whoever wants to know beforehand whether it will. */
public final class WarehouseLogin {
  private WarehouseLogin() {}

  /**
   * Properties for PostgreSQL's driver. What the URL says itself counts more; where it says nothing
   * of encryption, a host other than this machine is reached with it or not at all.
   *
   * @param url of the warehouse
   * @param user empty where the URL names one
   * @param password empty where the server asks for none
   * @param application what the server shows its administrators
   */
  public static Properties of(String url, String user, String password, String application) {
    Properties login = new Properties();
    if (!user.isBlank()) {
      login.setProperty("user", user);
    }
    login.setProperty("password", password);
    login.setProperty("ApplicationName", application);
    login.setProperty("tcpKeepAlive", "true");
    login.setProperty("connectTimeout", "10");
    // Longer than any batch takes, shorter than Connect waits before it gives the partitions away.
    login.setProperty("socketTimeout", "200");
    login.setProperty("logServerErrorDetail", "false");
    encryption(url, login);
    return login;
  }

  private static void encryption(String url, Properties login) {
    Properties said = Driver.parseURL(url, new Properties());
    // With ssl alone the driver verifies everything, which no default may weaken.
    if (said == null || PGProperty.SSL.isPresent(said) || PGProperty.SSL_MODE.isPresent(said)) {
      return;
    }
    login.setProperty(
        "sslmode",
        Arrays.stream(PGProperty.PG_HOST.getOrDefault(said).split(","))
            .map(Encryption::byDefault)
            .reduce("prefer", (all, one) -> all.equals("prefer") ? one : all));
  }
}
