package io.hallpass.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A PostgreSQL server with its data in the stack's directory. */
final class PostgresServer implements RunningPart {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final EmbeddedPostgres server;
  private final ProcessHandle postmaster;
  private final Guard guard;
  private final Ports ports;

  private PostgresServer(EmbeddedPostgres server, ProcessHandle postmaster, Ports ports)
      throws IOException {
    this.server = server;
    this.postmaster = postmaster;
    this.guard = Guard.over(postmaster, Leftovers.POSTMASTER_FAST_STOP);
    this.ports = ports;
  }

  /** Returns when a query was answered. */
  static PostgresServer start(
      StackDirectory directory, Ports ports, Path cacheDir, Duration timeout) {
    try {
      if (!Files.exists(directory.postgresComplete())) {
        // What an interrupted first start left was never used.
        StackDirectory.deleteRecursively(directory.postgres());
      }
      Files.deleteIfExists(directory.postgresLog());
      Files.createDirectories(cacheDir);
      EmbeddedPostgres server = builder(directory, ports, cacheDir, timeout).start();
      ProcessHandle postmaster =
          Leftovers.postmaster(directory)
              .orElseThrow(() -> new IOException("The server ended right after its start"));
      Files.writeString(directory.postgresComplete(), "");
      return new PostgresServer(server, postmaster, ports);
    } catch (IOException | RuntimeException e) {
      Leftovers.stopPostgres(directory);
      throw new LocalStackException(
          "PostgreSQL did not start on port "
              + ports.postgres()
              + ": "
              + e.getMessage()
              + StackDirectory.tail(directory.postgresLog(), 15),
          e);
    }
  }

  private static EmbeddedPostgres.Builder builder(
      StackDirectory directory, Ports ports, Path cacheDir, Duration timeout) {
    Redirect log = Redirect.appendTo(directory.postgresLog().toFile());
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(cacheDir.toFile())
        .setDataDirectory(directory.postgres())
        .setCleanDataDirectory(false)
        // Parts are stopped in order by the stack, not each by itself.
        .setRegisterShutdownHook(false)
        .setPort(ports.postgres())
        .setPGStartupWait(timeout)
        .setOutputRedirector(log)
        .setErrorRedirector(log)
        // Sorts the same way on every machine.
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setServerConfig("listen_addresses", Ports.HOST)
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("wal_level", "logical")
        .setServerConfig("max_wal_senders", "20")
        .setServerConfig("max_replication_slots", "20")
        .setServerConfig("max_connections", "200")
        // The embedding turns both off; a stack that forgets a commit would prove nothing.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        // Errors quote statements and values; whoever made the error hears of it over the
        // connection.
        .setServerConfig("log_min_messages", "log")
        .setServerConfig("log_min_error_statement", "panic")
        .setServerConfig("log_error_verbosity", "terse");
  }

  /** Makes the database if it is not there, and returns its JDBC URL. */
  String database(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException(
          "A database name must be a lower case letter followed by letters, digits and _: " + name);
    }
    try (Connection connection = DriverManager.getConnection(ports.jdbcUrl("postgres"));
        Statement statement = connection.createStatement()) {
      if (!exists(statement, name)) {
        statement.execute("CREATE DATABASE " + name);
      }
      return ports.jdbcUrl(name);
    } catch (SQLException e) {
      throw new LocalStackException("The database " + name + " could not be made", e);
    }
  }

  private static boolean exists(Statement statement, String name) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
      return found.next();
    }
  }

  @Override
  public void stop() {
    guard.release();
    try {
      server.close();
    } catch (IOException e) {
      throw new LocalStackException("PostgreSQL did not stop", e);
    } finally {
      // The embedding gives up after five seconds.
      Processes.awaitEnd(postmaster, STOP_PATIENCE);
    }
  }
}
