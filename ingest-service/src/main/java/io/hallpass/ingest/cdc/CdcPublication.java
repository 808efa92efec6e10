package io.hallpass.ingest.cdc;

import io.hallpass.runtime.config.ConfigException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prepares a vendor's database: a publication of just the mapped tables and columns, so that
 * nothing else leaves it. A publication of all tables would also make UPDATE and DELETE fail in the
 * vendor's own database on every table without a primary key.
 */
public final class CdcPublication {
  private static final int OLDEST = 150_000;

  private CdcPublication() {}

  /**
   * The statements that would make the publication as the settings want it; none where it is. Looks
   * also through tables without a unique key for rows that share one.
   *
   * @param connection to the vendor's database, as a user who owns the tables
   * @throws ConfigException with every problem, naming {@code schema.table.column}
   */
  public static List<String> statements(Connection connection, PostgresCdcSettings settings)
      throws SQLException {
    List<String> statements = look(connection, settings);
    List<String> shared = SharedKeys.problems(connection, settings.tables());
    if (!shared.isEmpty()) {
      throw new ConfigException(shared);
    }
    return statements;
  }

  /** The same without a look at any row. */
  static List<String> look(Connection connection, PostgresCdcSettings settings)
      throws SQLException {
    List<String> problems = new ArrayList<>(serverProblems(connection));
    Map<CapturedTable, TableFacts> tables = new HashMap<>();
    for (CapturedTable table : settings.tables()) {
      Optional<TableFacts> facts = TableFacts.of(connection, table);
      if (facts.isEmpty()) {
        problems.add("table " + table.id() + " does not exist");
      } else {
        problems.addAll(TableCheck.problems(table, facts.get()));
        tables.put(table, facts.get());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return statements(connection, settings, tables);
  }

  /**
   * Makes the publication as the settings want it, in one transaction; idempotent.
   *
   * @return what was run
   * @throws ConfigException as {@link #statements}
   */
  public static List<String> apply(Connection connection, PostgresCdcSettings settings)
      throws SQLException {
    List<String> statements = statements(connection, settings);
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(autoCommit);
    }
    return statements;
  }

  private static List<String> serverProblems(Connection connection) throws SQLException {
    List<String> problems = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet settings =
            statement.executeQuery(
                "SELECT current_setting('server_version_num')::int, current_setting('wal_level')")) {
      settings.next();
      if (settings.getInt(1) < OLDEST) {
        problems.add(
            "PostgreSQL 15 or later is needed: earlier ones cannot publish single columns");
      }
      if (!"logical".equals(settings.getString(2))) {
        problems.add("wal_level must be logical (in postgresql.conf; takes a restart)");
      }
    }
    return problems;
  }

  private static List<String> statements(
      Connection connection, PostgresCdcSettings settings, Map<CapturedTable, TableFacts> tables)
      throws SQLException {
    List<String> statements = new ArrayList<>();
    Map<String, Set<String>> wanted = new TreeMap<>();
    List<String> parts = new ArrayList<>();
    for (CapturedTable table : settings.tables()) {
      TableFacts facts = tables.get(table);
      if (facts.publishedWhole(table)) {
        if (!facts.full()) {
          statements.add(TableCheck.statement(table, "FULL"));
        }
        wanted.put(table.id(), Set.of());
        parts.add(Quoted.table(table));
      } else {
        Set<String> columns = facts.published(table);
        wanted.put(table.id(), columns);
        parts.add(
            Quoted.table(table)
                + " ("
                + columns.stream().map(Quoted::name).collect(Collectors.joining(", "))
                + ")");
      }
    }
    String name = Quoted.name(settings.publication());
    String list = String.join(", ", parts);
    Optional<Map<String, Set<String>>> present = published(connection, settings.publication());
    if (present.isEmpty()) {
      statements.add(
          "CREATE PUBLICATION "
              + name
              + " FOR TABLE "
              + list
              + " WITH (publish_via_partition_root = true)");
    } else if (!present.get().equals(wanted)) {
      statements.add("ALTER PUBLICATION " + name + " SET TABLE " + list);
    }
    return statements;
  }

  /** Tables of the publication with their columns, none meaning all; empty where there is none. */
  private static Optional<Map<String, Set<String>>> published(
      Connection connection, String publication) throws SQLException {
    String sql =
        "SELECT n.nspname, c.relname, (SELECT array_agg(a.attname::text) FROM pg_attribute a"
            + " WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs)), r.prqual IS NOT NULL"
            + " FROM pg_publication p LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid"
            + " LEFT JOIN pg_class c ON c.oid = r.prrelid"
            + " LEFT JOIN pg_namespace n ON n.oid = c.relnamespace WHERE p.pubname = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, publication);
      try (ResultSet found = query.executeQuery()) {
        Map<String, Set<String>> tables = new TreeMap<>();
        boolean any = false;
        while (found.next()) {
          any = true;
          if (found.getString(2) != null) {
            String id = found.getString(1) + "." + found.getString(2);
            // A row filter is none of ours: with it the table counts as another one.
            tables.put(
                found.getBoolean(4) ? id + " filtered" : id, TableFacts.texts(found.getArray(3)));
          }
        }
        return any ? Optional.of(tables) : Optional.empty();
      }
    }
  }
}
