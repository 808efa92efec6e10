package io.hallpass.sink.config;

import io.hallpass.schemas.Catalogue;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The reference of the warehouse sink's configuration, made from its definition. */
public final class SinkReference {
  private static final String HEAD =
      """
      # The warehouse sink

      `io.hallpass.sink.WarehouseSinkConnector` is a Kafka Connect sink. It makes the tables of one
      recipient in a PostgreSQL warehouse equal to one topic, `<district>.released.<recipient>`,
      exactly once. `hallpass apply` writes its configuration; this page is for reading it. It is
      generated from the code.

      ## Keys

      """;

  private static final String CONNECT =
      """
      ## What Connect has to be told

      `topics` names exactly one released topic. `key.converter` and `value.converter` are
      `org.apache.kafka.connect.converters.ByteArrayConverter`, in the worker or in the connector.
      `transforms` and `errors.tolerance=all` are refused. The worker has to allow overrides of
      consumer settings (`connector.client.config.override.policy=All`, Kafka's default); the first
      two below are demanded, the others make it fast:

      ```properties
      """;

  private static final String TAIL =
      """
      ```

      ## What it makes

      In the schema `warehouse.schema`, a table for each entity: `class-enrollment` becomes
      `class_enrollment`, a field `givenName` the column `given_name`. The primary key is `student_id,
      record_id`, or `record_id` alone for reference data. The comment of a column is its data
      category. Columns are added when the configuration names them, and never dropped: a column that
      is no longer configured is written as null. Columns that others added are left alone, as long as
      they may be null or have a default. The character U+0000, which PostgreSQL cannot store, is left
      out of texts.

      In the schema `hallpass`, the table `delivery_offsets`, a row for each partition:

      | column | meaning |
      | --- | --- |
      | `warehouse_schema`, `topic`, `partition` | what the row counts |
      | `topic_id` | the topic the warehouse was filled from; another one under the same name is refused |
      | `next_offset` | the first offset not delivered yet; changes in the transaction of the rows it counts |
      | `fresh_at` | everything written to the topic before this moment has been delivered, or will be by the pass that began then |
      | `updated_at` | when the row last changed |
      | `generation` | 0; room for rebuilding |

      ## When it stops

      While the warehouse, the registry or Kafka does not answer, the task tries again. It stops, and
      says why without repeating a value, where

      - a released value has no column, or a record no table;
      - a record cannot be read, or PostgreSQL cannot hold a value or refuses a row;
      - a table is in the way: another primary key, a column of another type;
      - another topic was delivered to the same schema, since rows of two recipients would mix;
      - the server offers no encryption where it is demanded, or wants a password and has got none;
      - the warehouse may have missed a withdrawal, since a tombstone can be read only for
        `delete.retention.ms`: the topic was deleted and made again, the topic's end is before the
        warehouse's offset or its start behind it, `fresh_at` is older than half of
        `delete.retention.ms` while there is something to deliver, or there are rows without offsets;
      - the warehouse is behind what this connector reported to its consumer group, as after a restore
        from a backup (`warehouse.when.restored`). A restored backup of another connector's name, or of
        single tables, cannot be noticed.

      To fill a warehouse anew, stop the connector, empty the tables of the schema, delete the topic's
      rows from `hallpass.delivery_offsets`, and start it again.
      """;

  private SinkReference() {}

  /** The whole page. */
  public static String markdown(Catalogue catalogue) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| key | type | default | values | meaning |\n| --- | --- | --- | --- | --- |\n");
    for (ConfigKey key : SinkKeys.definition(catalogue).configKeys().values()) {
      page.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  key.name,
                  key.type.name().toLowerCase(Locale.ROOT),
                  byDefault(key),
                  key.validator == null ? "" : key.validator.toString().replace("|", "\\|"),
                  key.documentation));
    }
    page.append('\n').append(CONNECT);
    Map<String, String> overrides = new TreeMap<>(SinkConfigCheck.CONSUMER_OVERRIDES);
    for (String first : SinkConfigCheck.DEMANDED) {
      page.append(first).append('=').append(overrides.remove(first)).append('\n');
    }
    overrides.forEach((key, value) -> page.append(key).append('=').append(value).append('\n'));
    return page.append(TAIL).toString();
  }

  private static String byDefault(ConfigKey key) {
    if (key.defaultValue == ConfigDef.NO_DEFAULT_VALUE) {
      return "required";
    }
    boolean none = key.type == ConfigDef.Type.PASSWORD || "".equals(key.defaultValue);
    return none ? "none" : "`" + key.defaultValue + "`";
  }
}
