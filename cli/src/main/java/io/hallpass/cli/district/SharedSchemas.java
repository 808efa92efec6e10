package io.hallpass.cli.district;

import io.hallpass.cli.district.Recipient.Warehouse;
import io.hallpass.runtime.config.Encryption;
import io.hallpass.runtime.config.Problems;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Finds recipients that name the same schema of the same database: each would get the other's rows.
 * A database that goes by two names is noticed by the sink.
 */
final class SharedSchemas {
  private SharedSchemas() {}

  static void check(District district, Problems problems) {
    Map<String, String> owners = new LinkedHashMap<>();
    for (Recipient recipient : district.recipients()) {
      for (String place : recipient.warehouse().map(SharedSchemas::places).orElse(Set.of())) {
        String owner = owners.putIfAbsent(place, recipient.name());
        if (owner != null && !owner.equals(recipient.name())) {
          problems.add(
              "recipients/" + recipient.name() + ".yaml",
              0,
              "warehouse",
              "recipient '"
                  + owner
                  + "' has the same schema of the same database; their rows would mix");
        }
      }
    }
  }

  /** {@code host:port/database/schema}, for each host the URL names. */
  private static Set<String> places(Warehouse warehouse) {
    Optional<Properties> parsed =
        Optional.ofNullable(Driver.parseURL(warehouse.url(), new Properties()));
    Set<String> places = new TreeSet<>();
    parsed.ifPresent(
        url -> {
          String[] hosts = PGProperty.PG_HOST.getOrDefault(url).split(",");
          String[] ports = PGProperty.PG_PORT.getOrDefault(url).split(",");
          String database =
              Optional.ofNullable(PGProperty.PG_DBNAME.getOrDefault(url)).orElse(warehouse.user());
          for (int i = 0; i < hosts.length; i++) {
            String host = Encryption.isThisMachine(hosts[i]) ? "localhost" : hosts[i];
            places.add(
                host.toLowerCase(Locale.ROOT)
                    + ":"
                    + ports[Math.min(i, ports.length - 1)]
                    + "/"
                    + database
                    + "/"
                    + warehouse.schema());
          }
        });
    return places;
  }
}
