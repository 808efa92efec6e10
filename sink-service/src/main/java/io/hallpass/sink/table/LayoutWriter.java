package io.hallpass.sink.table;

import io.hallpass.schemas.Catalogue;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the recipient's tables and {@code hallpass.delivery_offsets}, in one transaction. */
public final class LayoutWriter {
  /** The schema of what is not the recipient's. */
  public static final String OWN_SCHEMA = "hallpass";

  /** Where delivery stands, a row a partition. */
  public static final String OFFSETS = "delivery_offsets";

  /** Any number does that other software is unlikely to lock: "hallpass" in ASCII. */
  private static final long LOCK = 0x68616c6c70617373L;

  private static final List<String> OFFSETS_TABLE =
      List.of(
          """
          CREATE TABLE hallpass.delivery_offsets (
            warehouse_schema text NOT NULL,
            topic text NOT NULL,
            partition integer NOT NULL,
            topic_id uuid NOT NULL,
            next_offset bigint NOT NULL,
            generation integer NOT NULL DEFAULT 0,
            fresh_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            PRIMARY KEY (warehouse_schema, topic, partition))
          """,
          """
          COMMENT ON TABLE hallpass.delivery_offsets IS
          'How far each released topic has been delivered. Changed in the transaction of the rows it counts.'
          """,
          """
          COMMENT ON COLUMN hallpass.delivery_offsets.fresh_at IS
          'Everything written to the topic before this moment has been delivered, or will be by the pass that began then.'
          """);

  private LayoutWriter() {}

  /**
   * Makes what is missing and returns the tables there are then. Where nothing is missing, nothing
   * but reading rights is needed. One task at a time does this, under an advisory lock.
   *
   * @param connection with autocommit off; committed when this returns
   * @param wanted the configured tables
   * @throws LayoutException where a table that is there cannot be used
   */
  public static Layout write(
      Connection connection, String schema, Catalogue catalogue, Layout wanted)
      throws SQLException {
    lock(connection);
    Map<String, PresentTable> own = PresentTable.read(connection, OWN_SCHEMA);
    LayoutPlan plan =
        LayoutPlan.of(schema, catalogue, wanted, PresentTable.read(connection, schema));
    List<String> statements = new ArrayList<>();
    createSchema(connection, OWN_SCHEMA, statements);
    createSchema(connection, schema, statements);
    if (!own.containsKey(OFFSETS)) {
      statements.addAll(OFFSETS_TABLE);
    }
    statements.addAll(plan.statements());
    try (Statement ddl = connection.createStatement()) {
      for (String statement : statements) {
        ddl.execute(statement);
      }
    }
    connection.commit();
    return plan.layout();
  }

  /** Waits for the lock under which tables and first offsets are made; held until commit. */
  public static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
    }
  }

  /** {@code IF NOT EXISTS} would demand the right to create even where the schema is there. */
  private static void createSchema(Connection connection, String name, List<String> statements)
      throws SQLException {
    try (var query = connection.prepareStatement("SELECT 1 FROM pg_namespace WHERE nspname = ?")) {
      query.setString(1, name);
      if (!query.executeQuery().next()) {
        statements.add("CREATE SCHEMA " + SqlNames.quote(name));
      }
    }
  }
}
