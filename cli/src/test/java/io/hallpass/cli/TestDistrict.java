package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.RejectHeaders;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A district of a test on the running stack: its files, and what became of them. */
final class TestDistrict {
  private final RunningStack stack;
  private final String name;
  private final DistrictFiles files;

  TestDistrict(RunningStack stack, String name, Path dir) {
    this.stack = stack;
    this.name = name;
    this.files =
        new DistrictFiles(dir, name, stack.secret("secret"), "").warehouse(stack.warehouse());
  }

  DistrictFiles files() {
    return files;
  }

  DistrictTopics topics() {
    return new DistrictTopics(name);
  }

  /** {@code hallpass apply}, whatever comes of it. */
  Command apply() {
    return stack.on("apply", files.dir().toString());
  }

  /** {@code hallpass apply}, which must succeed. */
  TestDistrict applied() {
    Command apply = apply();
    assertThat(apply.err()).isEmpty();
    assertThat(apply.exitCode()).isZero();
    return this;
  }

  /** Rows of a table of the district's own warehouse. */
  long count(String table) throws SQLException {
    return countIn(files.schema(), table);
  }

  /** Rows of a table of any schema. */
  long countIn(String schema, String table) throws SQLException {
    return number("SELECT count(*) FROM " + schema + "." + table);
  }

  /** The one number a query gives. */
  long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  /** The one value a query gives, as text. */
  String text(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(stack.warehouse(), "hallpass", "any");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  /** The texts of a query's first column. */
  Set<String> texts(String sql) throws SQLException {
    Set<String> texts = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection(stack.warehouse(), "hallpass", "any");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        texts.add(result.getString(1));
      }
    }
    return texts;
  }

  /**
   * How many records there are, by table; a guardian counts once, whatever the number of children.
   *
   * @throws SQLException also where a table is not there yet
   */
  Map<String, Long> records(Collection<String> tables) throws SQLException {
    // One query, as it is asked again and again.
    String sql =
        tables.stream()
            .map(
                table ->
                    "(SELECT count(DISTINCT record_id) FROM " + files.schema() + "." + table + ")")
            .collect(Collectors.joining(" || ' ' || ", "SELECT ", " || ''"));
    Iterator<Long> counts =
        Stream.of(texts(sql).iterator().next().split(" ")).map(Long::valueOf).iterator();
    Map<String, Long> records = new TreeMap<>();
    tables.forEach(table -> records.put(table, counts.next()));
    return records;
  }

  /** Ids of the records of a table; a guardian's stands there once a child. */
  Set<String> ids(String table) throws SQLException {
    return texts("SELECT DISTINCT record_id::text FROM " + files.schema() + "." + table);
  }

  /** Code and field of every rejected row. */
  List<String> rejected() {
    List<String> codes = new ArrayList<>();
    new TopicReader(stack.endpoints())
        .all(
            topics().rejected(),
            r ->
                codes.add(
                    RejectHeaders.text(r.headers(), RejectHeaders.CODE)
                        + " "
                        + RejectHeaders.text(r.headers(), RejectHeaders.FIELD)));
    return codes;
  }
}
