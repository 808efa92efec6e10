package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** init of databases that are not PostgreSQL; H2 stands for them, as it runs in this process. */
final class InitDatabaseTest {
  private static final String URL = "jdbc:h2:mem:northstar";

  @TempDir private Path temp;
  private String password;

  @BeforeEach
  void aPassword() throws IOException {
    Files.writeString(temp.resolve("secrets.properties"), "sis=any\n");
    password = "${file:" + temp.resolve("secrets.properties") + ":sis}";
  }

  private Command init(String url) {
    return Command.hallpass(
        "init", "--from", url, "--user", "hallpass", "--password", password, dir());
  }

  private String dir() {
    return temp.resolve("everett").toString();
  }

  private Path written(String file) {
    return temp.resolve("everett").resolve(file);
  }

  /** Runs {@code look} while a database with these tables is there. */
  private static void with(Runnable look, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL, "hallpass", "any");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      look.run();
    }
  }

  @Test
  void aDatabaseWithAnyDriverGetsAProposalByQueryThatCheckAccepts() throws SQLException {
    with(
        () -> {
          Command init = init(URL);

          assertThat(init.err()).isEmpty();
          assertThat(init.exitCode()).isZero();
          assertThat(init.out()).contains("a database (H2)");
          assertThat(Command.hallpass("check", dir()).err()).isEmpty();
          Command drift = Command.hallpass("drift", "--columns", dir());
          assertThat(drift.err()).isEmpty();
          assertThat(drift.out())
              .contains("nobody maps [PHOTO, PORTAL_PW, SSN]")
              .doesNotContain("lacks");
        },
        "CREATE SCHEMA SIS",
        """
        CREATE TABLE SIS.STUDENT (STU_NO INT PRIMARY KEY, FIRST_NM VARCHAR(40), LAST_NM VARCHAR(40),
          DOB TIMESTAMP, PHOTO BLOB, SSN CHAR(9), PORTAL_PW VARCHAR(40))
        """,
        "INSERT INTO SIS.STUDENT VALUES (1, 'canary', 'canary', DATE '2010-02-03', NULL, 'canary', '')",
        """
        CREATE TABLE SIS.ATTENDANCE (ATT_ID INT, SCHOOL_YEAR INT, STUDENT_ID INT, ABSENCE_DATE DATE,
          PRIMARY KEY (SCHOOL_YEAR, ATT_ID))
        """,
        "CREATE TABLE SIS.TEACHER (NAME VARCHAR(40))",
        "CREATE TABLE SIS.\"section list\" (ID INT PRIMARY KEY, TITLE VARCHAR(40))",
        "CREATE VIEW SIS.PUPIL AS SELECT * FROM SIS.STUDENT");
    assertThat(written("sources/sis.yaml"))
        .content()
        .contains("kind: jdbc-query\n", "url: '" + URL + "'", "user: 'hallpass'", "${file:")
        .contains("  'STUDENT': 'SIS.STUDENT' # proposal", "name that column under changedColumn")
        .contains("no primary key, so not proposed: SIS.TEACHER")
        .contains("a name for a query, so not proposed: SIS.section list")
        .doesNotContain("PUPIL", "password: 'any'");
    assertThat(written("mappings/proposed.yaml"))
        .content()
        .contains("key: ['STU_NO']", "givenName: row.FIRST_NM # proposal")
        .contains("birthDate: 'first(row.DOB, ''T'')' # proposal")
        .contains("key: ['SCHOOL_YEAR', 'ATT_ID']", "eventDate: row.ABSENCE_DATE # proposal")
        .contains("needs: SSN, PORTAL_PW")
        .doesNotContain("row.SSN", "row.PORTAL_PW", "canary");
  }

  @Test
  void aDatabaseWithoutStudentsMakesNoDistrictAndThatIsSaid() throws SQLException {
    with(
        () -> {
          Command init = init(URL);

          assertThat(init.exitCode()).isEqualTo(2);
          assertThat(init.err())
              .contains("no table with a primary key sounds like students")
              .contains("PUBLIC.LUNCH: says nothing that is known here")
              .contains("no primary key, so not proposed: PUBLIC.PUPIL");
        },
        "CREATE TABLE LUNCH (ID INT PRIMARY KEY)",
        "CREATE TABLE PUPIL (FIRST_NAME VARCHAR(40))");
    assertThat(temp.resolve("everett")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:sqlserver://db.example.org;databaseName=sis, com.microsoft.sqlserver:mssql-jdbc",
    "jdbc:oracle:thin:@//db.example.org:1521/sis, com.oracle.database.jdbc:ojdbc17",
    "jdbc:mysql://db.example.org/sis, com.mysql:mysql-connector-j",
    "jdbc:firebird://db.example.org/sis, your database's driver"
  })
  void aDriverThatIsMissingIsNamedWithThePlaceWhereItGoes(String url, String driver) {
    Command init = init(url);

    assertThat(init.exitCode()).isEqualTo(2);
    assertThat(init.err())
        .contains("there is no JDBC driver for " + url.substring(0, url.indexOf(':', 5)))
        .contains("put the jar of " + driver, "on the class path", "the Connect worker's")
        .doesNotContain("db.example.org");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:sqlserver://db.example.org;user=u;password=hunter2",
    "jdbc:oracle:thin:u/hunter2@//db.example.org:1521/sis",
    "jdbc:mysql://u:hunter2@db.example.org/sis"
  })
  void aPasswordInAUrlIsRefusedAndNotRepeated(String url) {
    Command init = init(url);

    assertThat(init.exitCode()).isEqualTo(2);
    assertThat(init.err()).contains("--password '${env:NAME}'").doesNotContain("hunter2");
  }

  @Test
  void whyADatabaseRefusesIsSaidInOurWords() {
    Command init = init("jdbc:h2:mem:nowhere;IFEXISTS=TRUE");

    assertThat(init.exitCode()).isEqualTo(2);
    assertThat(init.err()).contains("--from: the database ", "SQLSTATE").doesNotContain("nowhere");
  }
}
