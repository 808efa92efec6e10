package io.hallpass.cli.init;

import io.hallpass.ingest.jdbc.HeldException;
import io.hallpass.ingest.jdbc.JdbcLogin;
import io.hallpass.ingest.jdbc.JdbcSourceSettings.Login;
import io.hallpass.ingest.jdbc.Refusal;
import io.hallpass.runtime.config.ConfigException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks at the catalogue of any database that has a JDBC driver, by what every driver can say of it
 * ({@link DatabaseMetaData}), and proposes to ask it by query.
 */
final class QueryLook {
  private static final String MAPPING = "proposed";
  private static final Set<String> OWN =
      Set.of(
          "information_schema",
          "performance_schema",
          "mysql",
          "sys",
          "system",
          "pg_catalog",
          "xdb",
          "mdsys",
          "ctxsys",
          "syscat",
          "sysibm");

  private final Login login;
  private final Words words = new Words();
  private final List<String> unkeyed = new ArrayList<>();
  private final List<String> unnamed = new ArrayList<>();
  private String product = "";

  private QueryLook(Login login) {
    this.login = login;
  }

  /** A table as the catalogue tells it from others. */
  private record Place(String catalog, String schema, String name) {
    String where() {
      String above = schema != null ? schema : catalog;
      return above == null || above.isEmpty() ? name : above + "." + name;
    }

    /** A topic is named after it, and {@code schema.table} has one dot. */
    boolean plain() {
      return name.matches("[A-Za-z0-9_-]+") && where().matches("[^.]+(\\.[^.]+)?");
    }
  }

  /** Looks; see {@link DatabaseLook#at}. */
  static Plan at(String url, String user, String password) {
    List<String> problems = new ArrayList<>();
    for (String problem : Login.urlProblems(url)) {
      problems.add("--from: " + problem + ": --user and --password '${env:NAME}'");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    String secret = DatabaseLook.secret(user, password);
    QueryLook look = new QueryLook(new Login(url, user, secret));
    return look.plan(look.tables(), password);
  }

  private List<Table> tables() {
    try (Connection connection = JdbcLogin.connect(login, "hallpass")) {
      product = connection.getMetaData().getDatabaseProductName();
      return tables(connection);
    } catch (HeldException e) {
      throw wrong(Drivers.missing(login.url()));
    } catch (SQLException e) {
      throw wrong(Refusal.words(login, e));
    }
  }

  private static ConfigException wrong(String what) {
    return new ConfigException(List.of("--from: " + what));
  }

  private List<Table> tables(Connection connection) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    String catalog = connection.getCatalog();
    Map<Place, List<Table.Column>> all = new LinkedHashMap<>();
    try (ResultSet rows = database.getTables(catalog, null, "%", null)) {
      while (rows.next()) {
        String type = String.valueOf(rows.getString("TABLE_TYPE"));
        Place place = place(rows);
        String above = place.schema() != null ? place.schema() : String.valueOf(place.catalog());
        if (type.matches("(BASE )?TABLE") && !OWN.contains(above.toLowerCase(Locale.ROOT))) {
          all.put(place, new ArrayList<>());
        }
      }
    }
    try (ResultSet rows = database.getColumns(catalog, null, "%", "%")) {
      while (rows.next()) {
        List<Table.Column> columns = all.get(place(rows));
        if (columns != null) {
          columns.add(
              new Table.Column(
                  rows.getString("COLUMN_NAME"),
                  type(rows.getInt("DATA_TYPE"), rows.getString("TYPE_NAME"))));
        }
      }
    }
    List<Table> tables = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Map.Entry<Place, List<Table.Column>> one : all.entrySet()) {
      Place place = one.getKey();
      // Every key is a question of its own, so only tables are asked about that may be proposed.
      boolean known = words.entity(place.name()).isPresent();
      List<String> key = known ? key(database, place) : List.of();
      if (known && !place.plain()) {
        unnamed.add(place.where());
      } else if (known && key.isEmpty()) {
        unkeyed.add(place.where());
      } else if (names.add(place.name())) {
        tables.add(new Table(place.name(), place.where(), one.getValue(), key));
      } else if (known) {
        unnamed.add(place.where());
      }
    }
    return tables;
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(
        row.getString("TABLE_CAT"), row.getString("TABLE_SCHEM"), row.getString("TABLE_NAME"));
  }

  private static List<String> key(DatabaseMetaData database, Place place) throws SQLException {
    Map<Integer, String> key = new TreeMap<>();
    try (ResultSet rows = database.getPrimaryKeys(place.catalog(), place.schema(), place.name())) {
      while (rows.next()) {
        key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
      }
    }
    return List.copyOf(key.values());
  }

  /** In the words of {@link Table.Column}. */
  private static String type(int type, String name) {
    return switch (type) {
      case Types.DATE -> "date";
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> "timestamp";
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> "bytea";
      case Types.SQLXML -> "xml";
      case Types.ARRAY -> "ARRAY";
      case Types.STRUCT, Types.JAVA_OBJECT, Types.ROWID, Types.REF -> "USER-DEFINED";
      default -> word(name);
    };
  }

  /** SQL Server's type with a time zone is none of JDBC's. */
  private static String word(String name) {
    String word = name == null || name.isBlank() ? "text" : name.toLowerCase(Locale.ROOT);
    return word.startsWith("datetime") ? "timestamp" : word;
  }

  private Plan plan(List<Table> tables, String password) {
    Proposal proposal = new Proposal("sis", tables);
    List<String> left = new ArrayList<>();
    unkeyed.forEach(where -> left.add("no primary key, so not proposed: " + where));
    unnamed.forEach(
        where -> left.add("another of its name, or a name for a query, so not proposed: " + where));
    if (!proposal.hasStudents()) {
      List<String> problems = new ArrayList<>();
      problems.add(
          "--from: no table with a primary key sounds like students, so no district can be"
              + " proposed");
      proposal.notes().forEach(note -> problems.add("--from: " + note));
      left.forEach(line -> problems.add("--from: " + line));
      throw new ConfigException(problems);
    }
    List<String> source = new ArrayList<>();
    source.add("kind: jdbc-query");
    source.add("url: " + Plan.quoted(login.url()));
    source.add("user: " + Plan.quoted(login.user()));
    source.add("password: " + Plan.quoted(password));
    source.addAll(proposal.sourceTables());
    List<String> hints = new ArrayList<>();
    hints.add(
        "The mapping is a proposal, made of the names of tables and columns. Where a table says");
    hints.add(
        "when a row was changed, name that column under changedColumn (docs/sources/jdbc-query.md):");
    hints.add("without it only full passes, one a day, see what changed.");
    hints.addAll(left);
    return new Plan(
        "a database (" + product + ")",
        "sis",
        source,
        MAPPING,
        Map.of(MAPPING, proposal.mapping(MAPPING)),
        hints);
  }
}
