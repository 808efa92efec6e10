package io.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

  @TempDir static Path dataDir;
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack =
        LocalStack.start(
            LocalStackConfig.in(dataDir).onlyPostgres().withStartTimeout(Patience.LONGEST));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void commitsAreDurableAndChangesCanBeCaptured() throws Exception {
    StackContent content = new StackContent(stack.endpoints());
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      assertThat(content.query("SHOW " + setting)).as(setting).isEqualTo("on");
    }
    assertThat(content.query("SHOW wal_level")).isEqualTo("logical");
    assertThat(content.query("SHOW max_replication_slots")).isEqualTo("20");
  }

  @Test
  void theServerLogHoldsNoValueOfAFailedStatement() throws Exception {
    StackContent content = new StackContent(stack.endpoints());
    content.sql("CREATE TABLE children (number int PRIMARY KEY)");
    assertThatThrownBy(() -> content.sql("INSERT INTO children VALUES ('canary-4711'::int)"))
        .hasMessageContaining("canary-4711");
    String log = Files.readString(new StackDirectory(dataDir).postgresLog());
    assertThat(log).contains("ready to accept connections").doesNotContain("canary-4711");
  }

  @Test
  void aDatabaseIsMadeOnce() throws Exception {
    String url = stack.database("warehouse");
    assertThat(stack.database("warehouse")).isEqualTo(url).contains("/warehouse?");
    assertThat(
            new StackContent(stack.endpoints())
                .query("SELECT count(*) FROM pg_database WHERE datname = 'warehouse'"))
        .isEqualTo("1");
    assertThatThrownBy(() -> stack.database("a; DROP DATABASE b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
