package io.hallpass.cli;

import static io.hallpass.cli.SmallDistricts.agreement;
import static io.hallpass.cli.SmallDistricts.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.kafka.ConnectClient;
import io.hallpass.cli.kafka.SettingsTopic;
import io.hallpass.cli.spine.Wait;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.topics.DistrictTopics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What apply makes of connectors that do not run as the files ask. */
@ExtendWith(RunningStack.Extension.class)
final class BrokenOffApplyTest {
  private static SmallDistricts stack;
  private static ConnectClient connect;

  @BeforeAll
  static void start(RunningStack running) {
    stack = new SmallDistricts(running);
    connect = new ConnectClient(running.endpoints().connectUrl());
  }

  /** A district with two students, and a school of each of these sources. */
  private static Path district(String name, String... sources) throws Exception {
    Path folder = stack.district(name);
    for (String source : sources) {
      write(
          folder,
          "mappings/" + source + ".yaml",
          "mapping: "
              + source
              + "\nresources:\n  schools:\n    key: [id]\n    emit:\n      - { entity: org, id: row.id, fields: { name: row.name } }\n");
      write(folder, source + "/schools.csv", "id,name\n1," + source + "\n");
      source(folder, source);
    }
    stack.recipient(folder, "acme", agreement("acme", "NAME, ENROLLMENT, ORGANIZATION"));
    apply(folder);
    schools(name, sources.length);
    return folder;
  }

  private static void source(Path folder, String source) throws Exception {
    write(
        folder,
        "sources/" + source + ".yaml",
        "kind: csv\nmapping: " + source + "\npath: " + source + "\n");
  }

  private static Command apply(Path folder) {
    Command apply = stack.stack().on("apply", folder.toString());
    assertThat(apply.err()).isEmpty();
    assertThat(apply.exitCode()).isZero();
    return apply;
  }

  private static void schools(String district, int howMany) {
    String sql = "SELECT count(*) FROM " + district + "_acme.org";
    Wait.until(
        howMany + " schools",
        () -> stack.value("warehouse", sql).equals(Integer.toString(howMany)));
  }

  /** The first step of a removal, behind which whoever removes is killed. */
  private static void takeMappings(String district, String... sources) {
    SettingsTopic settings =
        new SettingsTopic(
            stack.stack().endpoints(),
            new DistrictTopics(district),
            new RegistrySchemaIds(stack.stack().endpoints().schemaRegistryUrl()));
    Set<String> keys = new TreeSet<>();
    for (String source : sources) {
      keys.add(MappingSetting.PREFIX + source);
    }
    settings.write(List.of(), keys, settings.appliedAt(), 2);
  }

  private static String state(String connector) {
    return connect.states(List.of(connector)).get(connector);
  }

  @Test
  void sourcesWhoseRemovalBrokeOffAnywhereAndThatAreBackAreReadAgain() throws Exception {
    Path folder = district("halved", "running", "stopped", "forgotten");
    takeMappings("halved", "running", "stopped", "forgotten");
    schools("halved", 0);
    connect.stop("halved.stopped");
    connect.stop("halved.forgotten");
    connect.forget("halved.forgotten");

    Command dryRun = stack.stack().on("apply", "--dry-run", folder.toString());
    apply(folder);

    for (String source : List.of("running", "stopped", "forgotten")) {
      assertThat(dryRun.out())
          .contains("~ connector halved." + source + ": its removal broke off, so what it read");
    }
    schools("halved", 3);
    assertThat(apply(folder).out()).contains("halved: nothing to change");
  }

  @Test
  void aRemovalThatBrokeOffIsEndedByTheNextApply() throws Exception {
    Path folder = district("ending", "north");
    Files.delete(folder.resolve("sources/north.yaml"));
    takeMappings("ending", "north");
    connect.stop("ending.north");

    Command again = apply(folder);

    assertThat(again.out()).contains("- connector ending.north");
    assertThat(connect.config("ending.north")).isEmpty();
    source(folder, "north");
    apply(folder);
    schools("ending", 1);
  }

  @Test
  void aStoppedSourceGoesOnWhereItWasAndAPausedOneStaysPaused() throws Exception {
    Path folder = district("resting", "north", "south");
    connect.stop("resting.north");
    tell("resting.south", "pause");
    tell("resting.sink.acme", "pause");
    String read = offsets("resting.north");
    Wait.until("the pauses", () -> state("resting.south").equals("PAUSED"));
    Wait.until("the sink's", () -> state("resting.sink.acme").equals("PAUSED"));

    Command dryRun = stack.stack().on("apply", "--dry-run", folder.toString());
    String afterDryRun = state("resting.north");
    Command applied = apply(folder);

    assertThat(dryRun.out())
        .contains("~ connector resting.north: it was stopped, and goes on where it was")
        .contains("= resting.south is paused, and stays so: nothing is read. To let it go on: curl")
        .contains("= resting.sink.acme is paused, and stays so: nothing reaches its warehouse");
    assertThat(afterDryRun).isEqualTo("STOPPED");
    assertThat(applied.out()).contains("resting: applied");
    Wait.until("it to run", () -> state("resting.north").equals("RUNNING"));
    assertThat(offsets("resting.north")).contains("position").isEqualTo(read);
    assertThat(state("resting.south")).isEqualTo("PAUSED");
    assertThat(apply(folder).out())
        .contains("resting: nothing to change")
        .contains("/connectors/resting.south/resume");
  }

  private static void tell(String connector, String what) throws Exception {
    send(connector + "/" + what, "PUT");
  }

  private static String offsets(String connector) throws Exception {
    return send(connector + "/offsets", "GET");
  }

  private static String send(String path, String method) throws Exception {
    String url = stack.stack().endpoints().connectUrl().replaceFirst("/+$", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/connectors/" + path))
            .method(method, BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
