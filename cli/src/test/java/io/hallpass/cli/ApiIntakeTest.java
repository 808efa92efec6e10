package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.cli.kafka.ConnectClient;
import io.hallpass.cli.spine.Wait;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Full readings of an API that lack too much, on a real stack. */
@ExtendWith(RunningStack.Extension.class)
final class ApiIntakeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "cut";
  private static final String STUDENTS = "ed-fi/students";
  private static final String SCHOOLS = "ed-fi/schools";
  private static final String MAPPING =
      """
      mapping: small
      resources:
        ed-fi/students:
          key: [studentUniqueId]
          emit:
            - register: student
              person: { system: edfi, value: row.studentUniqueId }
            - entity: student
              id: row.studentUniqueId
              person: { system: edfi, value: row.studentUniqueId }
              fields: { givenName: row.firstName }
        ed-fi/schools:
          key: [schoolId]
          emit:
            - { entity: org, id: row.schoolId, fields: { name: row.nameOfInstitution } }
      """;

  private static List<JsonNode> rows(int count, String... columns) {
    return IntStream.range(0, count).mapToObj(i -> row(i, columns)).toList();
  }

  private static JsonNode row(int number, String... columns) {
    ObjectNode row = JSON.createObjectNode().put("id", "id" + number);
    for (String column : columns) {
      row.put(column, "CANARY-" + number);
    }
    return row;
  }

  private static void serve(EdFiPages pages, int students, int schools) {
    pages.serve(STUDENTS, rows(students, "studentUniqueId", "firstName"));
    pages.serve(SCHOOLS, rows(schools, "schoolId", "nameOfInstitution"));
  }

  private static TestDistrict district(RunningStack stack, EdFiPages pages) {
    TestDistrict district = stack.district(NAME);
    district
        .files()
        .write("mappings/small.yaml", MAPPING)
        .write(
            "sources/api.yaml",
            "kind: edfi-rest\nmapping: small\nregisters: student\nurl: "
                + pages.url()
                + "\nclientId: everett\nclientSecret: "
                + stack.secret("secret")
                + "\n");
    return district.applied();
  }

  /** The file says hours, and nobody waits for them here. */
  private static void readAgainAtOnce(RunningStack stack) {
    ConnectClient connect = new ConnectClient(stack.endpoints().connectUrl());
    Map<String, String> config = connect.config(NAME + ".api").orElseThrow();
    config.put("full.interval.ms", "500");
    config.put("poll.interval.ms", "200");
    connect.put(NAME + ".api", config);
  }

  private static Command intake(RunningStack stack, String what, String... args) {
    String[] all = new String[args.length + 4];
    all[0] = "intake";
    all[1] = what;
    all[2] = "--district";
    all[3] = NAME;
    System.arraycopy(args, 0, all, 4, args.length);
    return stack.on(all);
  }

  /** What is held, by resource. */
  private static Map<String, JsonNode> held(RunningStack stack) throws Exception {
    Map<String, JsonNode> held = new TreeMap<>();
    JSON.readTree(intake(stack, "list", "--json").out())
        .forEach(set -> held.put(set.path("set").asText(), set));
    return held;
  }

  @Test
  void whatIsMissingGoesOnceItIsApprovedAndStaysWhereThatIsDiscarded(RunningStack stack)
      throws Exception {
    try (EdFiPages pages = new EdFiPages()) {
      serve(pages, 40, 30);
      TestDistrict district = district(stack, pages);
      Wait.until("all students", () -> district.count("student") == 40);
      Wait.until("all schools", () -> district.count("org") == 30);
      assertThat(intake(stack, "list").out()).contains("nothing is held");
      serve(pages, 20, 15);
      readAgainAtOnce(stack);
      Wait.until("both to be held", () -> held(stack).size() == 2);
      JsonNode students = held(stack).get(STUDENTS);
      String id = students.path("id").asText();
      String schoolsId = held(stack).get(SCHOOLS).path("id").asText();

      Command list = intake(stack, "list", "--source", "api");
      Command show = intake(stack, "show", id);
      Command vague = intake(stack, "approve", STUDENTS);
      Command discard = intake(stack, "discard", schoolsId);
      Command approve = intake(stack, "approve", id, "--json");
      Command apply = district.apply();

      assertThat(students.toString())
          .contains("\"source\":\"api\"", "\"approvable\":true", "20 rows, and the last complete")
          .contains("\"before\":40,\"now\":20,\"gone\":20,\"changed\":0,\"added\":0,\"over\":true");
      assertThat(list.out())
          .contains("api  " + id + "  " + STUDENTS + "  (approve or discard)")
          .contains("50 % are gone, the limit is 10 %; nothing is taken back")
          .doesNotContain("CANARY");
      assertThat(show.out()).containsPattern("! ed-fi/students +\\(all\\) +40 +20 +20 +0 +0");
      assertThat(vague.exitCode()).isEqualTo(2);
      assertThat(vague.err()).contains(STUDENTS + " is no held set of cut", id);
      assertThat(discard.out()).contains("discarded " + schoolsId);
      assertThat(approve.out()).contains("\"decision\" : \"approved\"", id);
      assertThat(apply.exitCode()).isZero();
      Wait.until("what is gone to be taken back", () -> district.count("student") == 20);
      Wait.until("students to be held no more", () -> !held(stack).containsKey(STUDENTS));
      assertThat(district.count("org")).isEqualTo(30);
      assertThat(held(stack).get(SCHOOLS).path("reasons").path(0).asText())
          .startsWith("discarded: ed-fi/schools: 15 rows");
      assertThat(stack.on("status", NAME).out()).contains("nothing is taken back (discarded)");

      intake(stack, "approve", schoolsId);

      Wait.until("schools to go after all", () -> district.count("org") == 15);
    }
  }
}
