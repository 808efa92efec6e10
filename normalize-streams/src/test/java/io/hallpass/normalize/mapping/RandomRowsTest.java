package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No row makes a mapping throw, and the same row always gives the same. */
class RandomRowsTest {
  private static final List<String> CELLS =
      List.of(
          "",
          "student",
          "teacher",
          "guardian",
          "tobedeleted",
          "true",
          "Y",
          "10",
          "-3.5",
          "2026-08-24",
          "2026-02-31",
          "8/24/2026",
          "a,b,,c",
          "iep",
          "504",
          "freeLunch",
          "schoolYear",
          "GRANT",
          "DENY",
          "*",
          "NAME HEALTH",
          "2026-08-24T10:00:00Z",
          "state",
          "\0",
          "\uD800",
          "😀",
          "'\"\\",
          " ",
          "x".repeat(5000));

  static List<String> names() {
    return StandardMappings.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void noRowMakesAMappingThrow(String name) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Mapping mapping = Samples.standard(name);
    RecordIds ids = Samples.ids();
    for (ResourceMapping resource : mapping.resources()) {
      for (int i = 0; i < 200; i++) {
        Row row = row(resource, random);

        MapResult result = resource.map(row, "source", ids);

        String as = "seed " + seed + ": " + resource.name() + " row " + i;
        if (result instanceof MapResult.Mapped mapped) {
          for (Emission emission : mapped.emissions()) {
            assertReadable(emission, as);
          }
        }
        assertThat(resource.map(row, "source", Samples.ids()).toString())
            .as(as)
            .isEqualTo(result.toString());
        if (name.equals(StandardMappings.CONSENTS) && resource.emitsConsents()) {
          assertThat(consents(result)).as(as).isEqualTo(1);
        }
      }
    }
  }

  private static int consents(MapResult result) {
    return result instanceof MapResult.Mapped mapped
        ? mapped.emissions().size()
        : ((MapResult.Rejected) result).denials().size();
  }

  private static void assertReadable(Emission emission, String as) {
    if (!(emission instanceof Emission.Registration)) {
      assertThat(Samples.fields(emission)).as(as).containsKey("recordId");
    }
  }

  private static Row row(ResourceMapping resource, Random random) {
    Map<String, String> columns = new HashMap<>();
    boolean whole = random.nextInt(4) > 0;
    for (String column : resource.columns()) {
      switch (random.nextInt(whole ? 12 : 3)) {
        case 0 -> columns.put(column, CELLS.get(random.nextInt(CELLS.size())));
        case 1 -> columns.put(column, null);
        case 2 -> {}
        default -> columns.put(column, likely(column, random));
      }
    }
    return Row.of(columns);
  }

  private static String likely(String column, Random random) {
    if (column.endsWith("Date") || column.startsWith("valid")) {
      return "2026-08-" + (10 + random.nextInt(20));
    }
    if (column.equals("role")) {
      return CELLS.get(1 + random.nextInt(3));
    }
    return random.nextBoolean() ? "" : String.valueOf(random.nextInt(12));
  }
}
