package io.hallpass.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.cli.spine.Wait;
import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import io.hallpass.local.Part;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.avro.SchemaRefusedException;
import io.hallpass.schemas.Catalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vocabulary and a real registry, which has seen nothing before each test. */
final class RegistryTest {
  private LocalStack stack;

  @BeforeEach
  void start(@TempDir Path dir) {
    stack =
        LocalStack.start(
            LocalStackConfig.in(dir)
                .withParts(Part.POSTGRES, Part.REGISTRY)
                .withStartTimeout(Wait.LONGEST));
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  private RegistrySchemaIds ids() {
    return new RegistrySchemaIds(stack.endpoints().schemaRegistryUrl());
  }

  @Test
  void servicesThatStartAtTheSameTimeAllHaveTheirSchemasTaken() throws Exception {
    int services = 4;
    Catalogue catalogue = Catalogue.load();
    CyclicBarrier together = new CyclicBarrier(services);
    ExecutorService threads = Executors.newFixedThreadPool(services);
    try {
      List<Future<Integer>> started = new ArrayList<>();
      for (int i = 0; i < services; i++) {
        RegistrySchemaIds ids = ids();
        started.add(
            threads.submit(
                () -> {
                  together.await();
                  ids.registerAll(catalogue);
                  return ids.idOf(catalogue.entity("student").orElseThrow().schema());
                }));
      }

      int first = started.get(0).get();

      for (Future<Integer> other : started) {
        assertThat(other.get()).isEqualTo(first);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aSchemaThatTheRegistryRefusesStopsAServiceBeforeItStarts() {
    Catalogue ours = Catalogue.load();
    ids().registerAll(ours);
    String org = ours.entity("org").orElseThrow().schema().toString();
    Catalogue theirs = Catalogue.of(List.of(withIntegerName(org)));

    assertThatThrownBy(() -> ids().registerAll(theirs))
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessage("the registry refuses as incompatible: io.hallpass.canonical.Org");
  }

  private static String withIntegerName(String org) {
    Schema schema = new Schema.Parser().parse(org);
    String name = schema.getField("name").schema().toString();
    String field = "\"name\":\"name\",\"type\":" + name;
    assertThat(org).contains(field);
    return org.replace(field, field.replace("string", "int"));
  }
}
