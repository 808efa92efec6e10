package io.hallpass.synthetic.sis;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every row of every table of a SIS, as text. */
public final class SisDump {
  private SisDump() {}

  public static Map<String, Set<String>> of(Connection connection) throws SQLException {
    Map<String, Set<String>> tables = new TreeMap<>();
    for (SisTable table : SisTable.values()) {
      Set<String> rows = new HashSet<>();
      try (Statement statement = connection.createStatement();
          ResultSet all =
              statement.executeQuery("SELECT t::text FROM " + table.qualified() + " t")) {
        while (all.next()) {
          assertThat(rows.add(all.getString(1))).isTrue();
        }
      }
      tables.put(table.table(), rows);
    }
    return tables;
  }
}
