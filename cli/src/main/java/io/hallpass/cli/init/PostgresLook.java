package io.hallpass.cli.init;

import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.config.Encryption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Looks at the catalogue of a PostgreSQL database: names and types, no row of any table. */
final class PostgresLook {
  private static final String LOGIN_SECONDS = "10";
  private static final String MAPPING = "proposed";

  private static final String COLUMNS =
      """
      SELECT c.table_schema, c.table_name, c.column_name, c.data_type,
             (SELECT k.ordinal_position FROM information_schema.table_constraints t
                JOIN information_schema.key_column_usage k
                  USING (constraint_schema, constraint_name, table_schema, table_name)
               WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_schema = c.table_schema
                 AND t.table_name = c.table_name AND k.column_name = c.column_name) AS in_key
        FROM information_schema.columns c
        JOIN information_schema.tables b USING (table_schema, table_name)
       WHERE b.table_type = 'BASE TABLE'
         AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
       ORDER BY c.table_schema, c.table_name, c.ordinal_position
      """;

  private final String host;
  private final String port;
  private final String database;
  private final String user;
  private final String password;

  private PostgresLook(Properties url, String user, String password) {
    this.host = url.getProperty("PGHOST", "localhost");
    this.port = url.getProperty("PGPORT", "5432");
    this.database = url.getProperty("PGDBNAME", "");
    this.user = user;
    this.password = password;
  }

  /**
   * Looks.
   *
   * @param user null where the URL names one
   * @param password a reference to it
   * @throws ConfigException where it cannot be reached, or holds nothing that sounds like students
   */
  static Plan at(String url, String user, String password) {
    Properties parsed = org.postgresql.Driver.parseURL(url, new Properties());
    if (parsed == null) {
      throw wrong("must be a JDBC URL as jdbc:postgresql://host:5432/database");
    }
    if (parsed.containsKey("password")) {
      throw wrong("holds a password; leave it out and say --password '${env:NAME}'");
    }
    String who = user != null ? user : parsed.getProperty("user");
    String secret = DatabaseLook.secret(who, password);
    PostgresLook look = new PostgresLook(parsed, who, password);
    return look.plan(look.tables(url, secret, parsed.getProperty("sslmode")));
  }

  private static ConfigException wrong(String what) {
    return new ConfigException(List.of("--from: " + what));
  }

  private List<Table> tables(String url, String secret, String sslMode) {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", secret);
    login.setProperty("loginTimeout", LOGIN_SECONDS);
    login.setProperty("sslmode", sslMode != null ? sslMode : Encryption.byDefault(host));
    try (Connection connection = DriverManager.getConnection(url, login);
        PreparedStatement query = connection.prepareStatement(COLUMNS);
        ResultSet rows = query.executeQuery()) {
      return tables(rows);
    } catch (SQLException e) {
      // The server's own words could repeat what was sent to it.
      throw wrong(
          host
              + ":"
              + port
              + "/"
              + database
              + " cannot be looked at (SQLSTATE "
              + e.getSQLState()
              + ")");
    }
  }

  private static List<Table> tables(ResultSet rows) throws SQLException {
    Map<String, List<Table.Column>> columns = new LinkedHashMap<>();
    Map<String, Map<Integer, String>> keys = new LinkedHashMap<>();
    while (rows.next()) {
      String table = rows.getString(1) + "." + rows.getString(2);
      String column = rows.getString(3);
      columns
          .computeIfAbsent(table, t -> new ArrayList<>())
          .add(new Table.Column(column, rows.getString(4)));
      int inKey = rows.getInt(5);
      if (!rows.wasNull()) {
        keys.computeIfAbsent(table, t -> new java.util.TreeMap<>()).put(inKey, column);
      }
    }
    List<Table> tables = new ArrayList<>();
    columns.forEach(
        (where, names) -> {
          String name = where.substring(where.indexOf('.') + 1);
          List<String> key = List.copyOf(keys.getOrDefault(where, Map.of()).values());
          // A table name with a dot, or twice in different schemas, is left to a person.
          boolean plain =
              where.split("\\.", -1).length == 2
                  && tables.stream().noneMatch(table -> table.name().equals(name));
          if (plain) {
            tables.add(new Table(name, where, names, key));
          }
        });
    return tables;
  }

  private Plan plan(List<Table> tables) {
    List<Table> keyed = tables.stream().filter(table -> !table.key().isEmpty()).toList();
    Proposal proposal = new Proposal("sis", keyed);
    if (!proposal.hasStudents()) {
      List<String> problems = new ArrayList<>();
      problems.add(
          "--from: no table of "
              + database
              + " with a primary key sounds like students, so no district can be proposed");
      proposal.notes().forEach(note -> problems.add("--from: " + note));
      throw new ConfigException(problems);
    }
    List<String> source = new ArrayList<>();
    source.add("kind: postgres-cdc");
    source.add("connection:");
    source.add("  host: " + Plan.quoted(host));
    source.add("  port: " + port);
    source.add("  database: " + Plan.quoted(database));
    source.add("  user: " + Plan.quoted(user));
    source.add("  password: " + Plan.quoted(password));
    source.addAll(proposal.sourceTables());
    List<String> hints = new ArrayList<>();
    hints.add("The mapping is a proposal, made of the names of tables and columns. The database");
    hints.add(
        "needs PostgreSQL 15 and wal_level=logical; apply --dry-run prints what it would run.");
    tables.stream()
        .filter(table -> table.key().isEmpty())
        .forEach(table -> hints.add("no primary key, so not proposed: " + table.where()));
    return new Plan(
        "a PostgreSQL database",
        "sis",
        source,
        MAPPING,
        Map.of(MAPPING, proposal.mapping(MAPPING)),
        hints);
  }
}
