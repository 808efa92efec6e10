package io.hallpass.cli;

import static io.hallpass.cli.SmallDistricts.agreement;
import static io.hallpass.cli.SmallDistricts.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.cli.kafka.ConnectClient;
import io.hallpass.cli.kafka.ConnectRefusedException;
import io.hallpass.cli.spine.Wait;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.sink.WarehouseSinkConnector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What apply does where something goes: agreements, recipients, sources, or the way in. */
@ExtendWith(RunningStack.Extension.class)
final class ApplyTest {
  private static final String ROWS = "SELECT count(*) FROM ";

  private static SmallDistricts stack;
  private static ConnectClient connect;

  @BeforeAll
  static void start(RunningStack running) {
    stack = new SmallDistricts(running);
    connect = new ConnectClient(stack.stack().endpoints().connectUrl());
  }

  private static Command apply(Path folder) {
    Command apply = stack.stack().on("apply", folder.toString());
    assertThat(apply.err()).isEmpty();
    assertThat(apply.exitCode()).isZero();
    return apply;
  }

  private static void students(String schema, int howMany) {
    Wait.until(
        howMany + " students in " + schema,
        () ->
            stack.value("warehouse", ROWS + schema + ".student").equals(Integer.toString(howMany)));
  }

  private static void schools(int howMany) {
    Wait.until(
        howMany + " schools",
        () ->
            stack.value("warehouse", ROWS + "returned_acme.org").equals(Integer.toString(howMany)));
  }

  @Test
  void agreementsThatAreEmptiedTakeEverythingBackAndComeAgain() throws Exception {
    Path folder = stack.district("emptied");
    stack.recipient(folder, "acme", agreement("acme", "NAME, ENROLLMENT"));
    apply(folder);
    students("emptied_acme", 2);
    stack.recipient(folder, "acme");

    Command emptied = apply(folder);

    assertThat(emptied.out()).contains("- setting agreement/acme");
    students("emptied_acme", 0);
    assertThat(apply(folder).out()).contains("emptied: nothing to change");
    stack.recipient(folder, "acme", agreement("again", "NAME, ENROLLMENT"));
    apply(folder);
    students("emptied_acme", 2);
  }

  @Test
  void aRecipientThatNeverHadAnAgreementHasNoSink() throws Exception {
    Path folder = stack.district("never");
    stack.recipient(folder, "acme");

    Command applied = apply(folder);

    assertThat(applied.out()).contains("+ topic never.released.acme").doesNotContain("never.sink");
    assertThat(connect.config("never.sink.acme")).isEmpty();
    assertThat(apply(folder).out()).contains("never: nothing to change");
  }

  @Test
  void aRecipientThatIsGoneKeepsItsSinkWhichTakesBackWhatItHad() throws Exception {
    Path folder = stack.district("gone");
    stack.recipient(folder, "own", agreement("own", "NAME, ENROLLMENT"));
    stack.recipient(folder, "acme", agreement("acme", "NAME, ENROLLMENT"));
    apply(folder);
    students("gone_own", 2);
    students("gone_acme", 2);
    Files.delete(folder.resolve("recipients/acme.yaml"));

    Command dryRun = stack.stack().on("apply", "--dry-run", folder.toString());
    apply(folder);

    String stays = "= gone.sink.acme keeps running although the folder names its warehouse no more";
    assertThat(dryRun.out())
        .contains("- setting agreement/acme")
        .contains(stays)
        .contains("Once schema gone_acme of " + stack.url("warehouse") + " is empty, remove it");
    students("gone_acme", 0);
    assertThat(stack.value("warehouse", ROWS + "gone_own.student")).isEqualTo("2");
    assertThat(connect.state("gone.sink.acme").orElseThrow().state()).isEqualTo("RUNNING");
    assertThat(apply(folder).out()).contains("gone: nothing to change").contains(stays);
  }

  @Test
  void aWarehouseThatMovesLeavesTheOldOneToSomebodyWhoKnows() throws Exception {
    Path folder = stack.district("moved");
    stack.recipient(folder, "own", agreement("own", "NAME, ENROLLMENT"));
    apply(folder);
    stack.stack().database("moved");
    stack.recipientAt(
        folder,
        "own",
        "url: '" + stack.url("moved") + "', user: postgres",
        agreement("own", "NAME, ENROLLMENT"));

    Command dryRun = stack.stack().on("apply", "--dry-run", folder.toString());

    assertThat(dryRun.out())
        .contains("~ connector moved.sink.own")
        .contains(
            "What is in schema moved_own of "
                + stack.url("warehouse")
                + " stays there and no withdrawal reaches it");
  }

  @Test
  void aSourceThatIsGoneLeavesNothingInTheVendorsDatabase() throws Exception {
    Path folder = followed("parted", stack.stack().secret("pg"));
    apply(folder);
    Wait.until("the slot to be read from", () -> slots("parted", "WHERE active").equals("1"));
    Files.delete(folder.resolve("sources/sis.yaml"));

    Command dryRun = stack.stack().on("apply", "--dry-run", folder.toString());
    String slotsAfterDryRun = slots("parted", "");
    Command removed = apply(folder);

    String database = "- database 127.0.0.1:" + stack.stack().postgresPort() + "/parted: ";
    assertThat(dryRun.out())
        .contains("- connector parted.sis")
        .contains(
            database
                + "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'hallpass_parted_sis'")
        .contains(database + "DROP PUBLICATION IF EXISTS \"hallpass_parted_sis\"");
    assertThat(slotsAfterDryRun).isEqualTo("1");
    assertThat(removed.out()).contains("parted: applied");
    assertThat(slots("parted", "")).isEqualTo("0");
    assertThat(stack.value("parted", "SELECT count(*) FROM pg_publication")).isEqualTo("0");
    assertThat(connect.config("parted.sis")).isEmpty();
  }

  @Test
  void aSourceThatIsGoneAndComesBackIsReadAgain() throws Exception {
    Path folder = followed("returned", stack.stack().secret("pg"));
    stack.run("returned", "INSERT INTO school VALUES (1, 'North')");
    write(folder, "sources/schools.yaml", "kind: csv\nmapping: schools\npath: schools\n");
    write(
        folder,
        "mappings/schools.yaml",
        "mapping: schools\nresources:\n  schools:\n    key: [id]\n    emit:\n      - { entity: org, id: row.id, fields: { name: row.name } }\n");
    write(folder, "schools/schools.csv", "id,name\n2,South\n");
    stack.recipient(folder, "acme", agreement("acme", "ORGANIZATION"));
    apply(folder);
    schools(2);
    Path database = Files.move(folder.resolve("sources/sis.yaml"), folder.resolve("sis"));
    Path file = Files.move(folder.resolve("sources/schools.yaml"), folder.resolve("csv"));
    apply(folder);
    schools(0);
    Files.move(database, folder.resolve("sources/sis.yaml"));
    Files.move(file, folder.resolve("sources/schools.yaml"));

    apply(folder);

    schools(2);
  }

  @Test
  void whereTheVendorsDatabaseCannotBeEnteredTheStatementsAreSaid(@TempDir Path dir)
      throws Exception {
    Path secrets = dir.resolve("locked.properties");
    Files.writeString(secrets, "pg=postgres\n");
    String password = "${file:" + secrets + ":pg}";
    Path folder = followed("locked", password);
    apply(folder);
    Files.delete(folder.resolve("sources/sis.yaml"));
    Files.delete(secrets);

    Command removed = stack.stack().on("apply", folder.toString());

    assertThat(removed.exitCode()).isEqualTo(1);
    assertThat(removed.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("locked.sis: Kafka Connect refused to forget what"))
        .anyMatch(
            line ->
                line.startsWith(
                        "locked.sis: connection.password: " + password + " cannot be resolved here")
                    && line.contains(
                        "somebody runs in 127.0.0.1:"
                            + stack.stack().postgresPort()
                            + "/locked: SELECT pg_drop_repl")
                    && line.contains(
                        "WHERE slot_name = 'hallpass_locked_sis'; DROP PUBLICATION IF EXISTS"));
    assertThat(connect.config("locked.sis")).isEmpty();
  }

  @Test
  void whatConnectAnswersIsNotRepeated() {
    Map<String, String> config = new TreeMap<>(WarehouseSinkConnector.requiredConsumerOverrides());
    config.put("name", "refused.sink.acme");
    config.put("connector.class", WarehouseSinkConnector.class.getName());
    config.put("topics", "refused.released.acme");
    config.put("warehouse.batch.records", "CANARY-1");
    config.put("warehouse.jdbc.url", "jdbc:postgresql://h/d?password=CANARY-2");
    config.put("warehouse.schema", "acme");

    assertThatThrownBy(() -> connect.put("refused.sink.acme", config))
        .isInstanceOf(ConnectRefusedException.class)
        .hasMessageContaining("Kafka Connect refused PUT connectors/refused.sink.acme/config")
        .hasMessageContaining("with status 400: ")
        .hasMessageContaining("warehouse.batch.records: its value is refused")
        .hasMessageContaining("warehouse.jdbc.url must not hold a password")
        .hasMessageNotContaining("CANARY");
    assertThatThrownBy(() -> connect.put("x", Map.of("connector.class", "CANARY-3")))
        .hasMessage(
            "Kafka Connect refused PUT connectors/x/config with status 400; its log says why");
  }

  /** A district that follows a database of its own name. */
  private static Path followed(String name, String password) throws Exception {
    stack.stack().database(name);
    stack.run(name, "CREATE TABLE school (no int PRIMARY KEY, name text)");
    Path folder = stack.district(name);
    write(
        folder,
        "mappings/sis.yaml",
        "mapping: sis\nresources:\n  school:\n    key: [no]\n    emit:\n      - { entity: org, id: row.no, fields: { name: row.name } }\n");
    source(folder, "sis", name, "postgres", password);
    return folder;
  }

  private static void source(
      Path folder, String source, String database, String user, String password) throws Exception {
    write(
        folder,
        "sources/" + source + ".yaml",
        "kind: postgres-cdc\nmapping: sis\ntables: { school: public.school }\nconnection: { host: 127.0.0.1, port: "
            + stack.stack().postgresPort()
            + ", database: "
            + database
            + ", user: "
            + user
            + ", password: '"
            + password
            + "' }\n");
  }

  private static String slots(String database, String condition) throws SQLException {
    return stack.value(
        "postgres",
        "SELECT count(*) FROM (SELECT * FROM pg_replication_slots WHERE database = '"
            + database
            + "') slots "
            + condition);
  }

  @Test
  void databasesAndWarehousesThatLetNobodyInAreAllNamedBeforeAnythingIsWritten() throws Exception {
    stack.run("postgres", "CREATE ROLE strict LOGIN SUPERUSER PASSWORD 'right'");
    Path hba = Path.of(stack.value("postgres", "SHOW hba_file"));
    Files.writeString(hba, "host all strict 127.0.0.1/32 scram-sha-256\n" + Files.readString(hba));
    stack.value("postgres", "SELECT pg_reload_conf()");
    Wait.until("the server to ask for a password", () -> refuses("strict", "wrong"));
    Path folder = followed("entered", stack.stack().secret("pg"));
    source(folder, "wrong", "entered", "strict", stack.stack().secret("pg"));
    String wrong = "user: strict, password: '" + stack.stack().secret("pg") + "'";
    stack.recipientAt(folder, "acme", "url: '" + stack.url("warehouse") + "', " + wrong);
    stack.recipientAt(folder, "bmce", "url: '" + stack.url("nowhere") + "', user: postgres");
    stack.recipientAt(folder, "cmce", "url: 'jdbc:postgresql://127.0.0.1:1/w', user: postgres");
    stack.recipientAt(
        folder, "dmce", "url: '" + stack.url("postgres") + "?sslmode=require', user: postgres");
    stack.recipientAt(
        folder,
        "emce",
        "url: '" + stack.url("postgres") + "', user: strict, password: '${env:NOT_THERE}'");

    Command apply = stack.stack().on("apply", folder.toString());

    String at = "127.0.0.1:" + stack.stack().postgresPort();
    assertThat(apply.exitCode()).isEqualTo(2);
    assertThat(apply.err().lines())
        .containsExactlyInAnyOrder(
            "sources/wrong.yaml: connection: "
                + at
                + "/entered refuses user 'strict' with this password",
            "recipients/acme.yaml: warehouse: "
                + at
                + "/warehouse refuses user 'strict' with this password",
            "recipients/bmce.yaml: warehouse: " + at + "/nowhere: there is no such database",
            "recipients/cmce.yaml: warehouse: 127.0.0.1:1/w cannot be reached",
            "recipients/dmce.yaml: warehouse: "
                + at
                + "/postgres does not offer the encryption that sslmode require demands, or wants"
                + " another way to log in",
            "recipients/emce.yaml: warehouse.password: ${env:NOT_THERE} cannot be resolved here");
    try (TopicAdmin admin = new TopicAdmin(stack.stack().endpoints().client())) {
      assertThat(admin.names()).noneMatch(name -> name.startsWith("entered."));
    }
    assertThat(stack.value("entered", "SELECT count(*) FROM pg_publication")).isEqualTo("0");
  }

  /** PostgreSQL itself says 28P01: the local server trusts everybody else. */
  private static boolean refuses(String user, String password) {
    try {
      DriverManager.getConnection(stack.url("postgres"), user, password).close();
      return false;
    } catch (SQLException e) {
      return "28P01".equals(e.getSQLState());
    }
  }
}
