package io.hallpass.sink.delivery;

import io.hallpass.schemas.Catalogue;
import io.hallpass.sink.table.Layout;
import io.hallpass.sink.table.LayoutWriter;
import io.hallpass.sink.table.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recipient's database, with one connection that is opened when it is needed and again when it
 * was lost. The first time, the tables are made.
 */
public final class Warehouse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);

  private final String url;
  private final Properties login;
  private final String schema;
  private final Catalogue catalogue;
  private final Layout wanted;
  private final Map<String, TableWriter> writers = new HashMap<>();
  private Layout layout;
  private Connection connection;

  /**
   * A warehouse; nothing is opened yet.
   *
   * @param url for PostgreSQL's JDBC driver
   * @param login the driver's properties: user, password and the like
   * @param schema the recipient's
   * @param wanted the configured tables
   */
  public Warehouse(
      String url, Properties login, String schema, Catalogue catalogue, Layout wanted) {
    this.url = url;
    this.login = login;
    this.schema = schema;
    this.catalogue = catalogue;
    this.wanted = wanted;
  }

  /**
   * A connection with autocommit off, and the tables in place.
   *
   * @throws WarehouseException where there is none to be had
   * @throws io.hallpass.sink.table.LayoutException where tables are in the way
   */
  Connection connection() {
    if (connection == null) {
      Connection opened = open();
      try {
        if (layout == null) {
          layout = LayoutWriter.write(opened, schema, catalogue, wanted);
        }
        connection = opened;
      } catch (SQLException e) {
        throw new WarehouseException("making the tables of schema " + schema, e);
      } finally {
        if (connection == null) {
          closeQuietly(opened);
        }
      }
    }
    return connection;
  }

  private Connection open() {
    try {
      Connection opened = new org.postgresql.Driver().connect(url, login);
      opened.setAutoCommit(false);
      try (Statement statement = opened.createStatement()) {
        statement.execute("SET lock_timeout = '30s'");
      }
      opened.commit();
      return opened;
    } catch (SQLException e) {
      throw new WarehouseException("connecting", e);
    }
  }

  /** The tables; known once there has been a connection. */
  Layout layout() {
    return layout;
  }

  String schema() {
    return schema;
  }

  /** What writes to this table in the present session. */
  TableWriter writer(Table table) throws SQLException {
    TableWriter writer = writers.get(table.name());
    if (writer == null) {
      writer = new TableWriter(connection(), table);
      writers.put(table.name(), writer);
    }
    return writer;
  }

  /** Gives the connection up, and with it whatever was not committed. */
  public void disconnect() {
    writers.clear();
    if (connection != null) {
      closeQuietly(connection);
      connection = null;
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("closing a connection failed with SQLState {}", e.getSQLState());
    }
  }

  @Override
  public void close() {
    disconnect();
  }
}
