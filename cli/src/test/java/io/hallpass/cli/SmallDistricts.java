package io.hallpass.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Small districts of two students to apply to a running stack, each with several recipients. */
final class SmallDistricts {
  private final RunningStack stack;

  SmallDistricts(RunningStack stack) {
    this.stack = stack;
  }

  RunningStack stack() {
    return stack;
  }

  /** The JDBC URL of one of its databases, without a user. */
  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + stack.postgresPort() + "/" + database;
  }

  /** A district of two students in a CSV file, without recipients. */
  Path district(String name) throws IOException {
    Path folder = Files.createDirectories(stack.dir().resolve("small").resolve(name));
    write(
        folder,
        "district.yaml",
        "name: "
            + name
            + "\ntimeZone: UTC\npartitions: 2\nsecret: "
            + stack.secret("secret")
            + "\n");
    write(
        folder,
        "sources/roster.yaml",
        "kind: csv\nmapping: roster\nregisters: student\npath: files\n");
    write(
        folder,
        "mappings/roster.yaml",
        """
        mapping: roster
        resources:
          users:
            key: [id]
            emit:
              - register: student
                person: { system: roster, value: row.id }
              - entity: student
                id: row.id
                person: { system: roster, value: row.id }
                fields: { givenName: row.first, sourcedId: row.id }
        """);
    write(folder, "files/users.csv", "id,first\n1,Ada\n2,Alan\n");
    return folder;
  }

  /** A recipient with a schema of its own name. */
  void recipient(Path folder, String name, String... agreements) throws IOException {
    recipientAt(folder, name, "url: '" + url("warehouse") + "', user: hallpass", agreements);
  }

  /** A recipient whose warehouse is reached so. */
  void recipientAt(Path folder, String name, String login, String... agreements)
      throws IOException {
    String schema = folder.getFileName() + "_" + name;
    write(
        folder,
        "recipients/" + name + ".yaml",
        "warehouse: { "
            + login
            + ", schema: "
            + schema
            + " }\nagreements: ["
            + String.join(", ", agreements)
            + "]\n");
  }

  /** An agreement that names these categories, for {@link #recipient}. */
  static String agreement(String id, String categories) {
    return "{ id: "
        + id
        + ", purpose: lessons, basis: DISTRICT, categories: ["
        + categories
        + "], validFrom: 2020-07-01 }";
  }

  static void write(Path folder, String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  /** The first column of a query's only row. */
  String value(String database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(database), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  void run(String database, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(database), "postgres", "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
