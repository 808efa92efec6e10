package io.hallpass.ingest.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/**
 * A resource's table as a database's own catalogue is asked for it.
 *
 * @param catalog null where that makes no difference
 * @param schema null where the database has no schemas
 * @param table its name
 */
record TableName(String catalog, String schema, String table) {
  static TableName of(Connection connection, JdbcResource resource) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    String[] parts = resource.table().split("\\.");
    String schema = parts.length > 1 ? parts[0] : null;
    boolean schemas = database.supportsSchemasInDataManipulation();
    return new TableName(
        schema == null || schemas ? connection.getCatalog() : schema,
        !schemas ? null : schema == null ? connection.getSchema() : schema,
        parts[parts.length - 1]);
  }
}
