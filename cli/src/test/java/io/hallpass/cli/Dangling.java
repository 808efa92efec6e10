package io.hallpass.cli;

import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.Scope;
import io.hallpass.sink.table.SqlNames;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** References in a warehouse that point at no row. */
final class Dangling {
  private static final Catalogue CATALOGUE = Catalogue.load();

  private Dangling() {}

  /** How many rows have one, by {@code table.column}; every column that refers is looked at. */
  static Map<String, Long> in(TestDistrict district) throws SQLException {
    Map<String, Long> dangling = new TreeMap<>();
    for (Entity entity : CATALOGUE.entities()) {
      if (entity.scope() == Scope.STUDENT) {
        count(district, entity, "student_id", "student.student_id", dangling);
      }
      for (Field field : entity.fields()) {
        if (field.references().isPresent()) {
          String to = SqlNames.table(field.references().get()) + ".record_id";
          count(district, entity, SqlNames.column(field.name()), to, dangling);
        }
      }
    }
    return dangling;
  }

  private static void count(
      TestDistrict district, Entity entity, String column, String to, Map<String, Long> dangling)
      throws SQLException {
    String schema = district.files().schema() + ".";
    String table = SqlNames.table(entity.name());
    String[] target = to.split("\\.");
    long rows =
        district.number(
            "SELECT count(*) FROM "
                + schema
                + table
                + " r WHERE r."
                + column
                + " IS NOT NULL AND NOT EXISTS (SELECT FROM "
                + schema
                + target[0]
                + " t WHERE t."
                + target[1]
                + " = r."
                + column
                + ")");
    if (rows > 0) {
      dangling.put(table + "." + column, rows);
    }
  }
}
