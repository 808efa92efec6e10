package io.hallpass.cli.apply;

import io.hallpass.cli.district.District;
import io.hallpass.cli.district.Recipient;
import io.hallpass.cli.source.Refusal;
import io.hallpass.runtime.config.References;
import io.hallpass.sink.config.WarehouseLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Tries recipients' warehouses before anything is written: a sink that cannot get in would say so
 * only later, and elsewhere.
 */
final class Warehouses {
  private Warehouses() {}

  /** A line for each warehouse that cannot be used. */
  static List<String> problems(District district) {
    List<String> problems = new ArrayList<>();
    for (Recipient recipient : district.recipients()) {
      recipient
          .warehouse()
          .flatMap(Warehouses::problem)
          .ifPresent(
              problem -> problems.add("recipients/" + recipient.name() + ".yaml: " + problem));
    }
    return problems;
  }

  private static Optional<String> problem(Recipient.Warehouse warehouse) {
    String password = "";
    if (warehouse.password().isPresent()) {
      String reference = warehouse.password().get();
      Optional<String> resolved = References.ofProcess().resolve(reference);
      if (resolved.isEmpty()) {
        return Optional.of("warehouse.password: " + reference + " cannot be resolved here");
      }
      password = resolved.get();
    }
    Properties login =
        WarehouseLogin.of(warehouse.url(), warehouse.user(), password, "hallpass apply");
    login.setProperty("socketTimeout", "20");
    try (Connection tried = DriverManager.getConnection(warehouse.url(), login)) {
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(
          "warehouse: "
              + Refusal.words(where(warehouse), warehouse.user(), sslMode(warehouse, login), e));
    }
  }

  private static String where(Recipient.Warehouse warehouse) {
    Properties parsed = Driver.parseURL(warehouse.url(), new Properties());
    return PGProperty.PG_HOST.getOrDefault(parsed)
        + ":"
        + PGProperty.PG_PORT.getOrDefault(parsed)
        + "/"
        + Optional.ofNullable(PGProperty.PG_DBNAME.getOrDefault(parsed)).orElse(warehouse.user());
  }

  private static String sslMode(Recipient.Warehouse warehouse, Properties login) {
    Properties whole = Driver.parseURL(warehouse.url(), login);
    return PGProperty.SSL_MODE.isPresent(whole)
        ? PGProperty.SSL_MODE.getOrDefault(whole)
        : "verify-full";
  }
}
