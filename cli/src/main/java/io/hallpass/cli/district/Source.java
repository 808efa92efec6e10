package io.hallpass.cli.district;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file of {@code sources/}.
 *
 * @param name the file's name without its ending
 * @param kind how its rows come
 * @param mapping the mapping's file name, for messages
 * @param mappingText the mapping, word for word
 * @param registersStudents whether it is the one that registers students
 * @param path folder or zip of a file source
 * @param connection of a database source
 * @param tables resource to {@code schema.table}, of a database source
 * @param fullReplicaIdentity resources whose tables may be set to REPLICA IDENTITY FULL
 */
public record Source(
    String name,
    SourceKind kind,
    String mapping,
    String mappingText,
    boolean registersStudents,
    Optional<Path> path,
    Optional<Connection> connection,
    Map<String, String> tables,
    Set<String> fullReplicaIdentity) {

  /**
   * How to reach a vendor's database.
   *
   * @param password a reference, never the password
   */
  public record Connection(String host, int port, String database, String user, String password) {
    /** As JDBC wants it. */
    public String jdbcUrl() {
      return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }
  }
}
