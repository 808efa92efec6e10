package io.hallpass.cli.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.schemas.Catalogue;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonPathsTest {
  private static final ResourceMapping SCHOOLS =
      Mapping.load(
              "schools.yaml",
              """
              mapping: schools
              resources:
                schools:
                  key: [id]
                  emit:
                    - entity: org
                      id: row.id
                      fields:
                        name: row["names[kind='long'][1]/text|title"]
                        city: row['address/city']
                        phone: row['phones/number']
              """,
              Catalogue.load(),
              Map.of())
          .resource("schools")
          .orElseThrow();

  private final JsonPaths paths = new JsonPaths();

  private ColumnDrift tenTimes(String json) throws Exception {
    for (int i = 0; i < CodeDrift.ENOUGH; i++) {
      paths.row(new ObjectMapper().readTree(json));
    }
    return paths.against(SCHOOLS);
  }

  @Test
  void rowsWithAllThatIsMappedAndNothingElseDoNotDiffer() throws Exception {
    ColumnDrift drift =
        tenTimes(
            """
            {"id":1,"names":[{"kind":"short","text":"E"}],"address":{"city":null},"phones":[]}
            """);

    assertThat(drift.none()).isTrue();
  }

  @Test
  void ofWhatNobodyMapsTheWholeIsNamedOnce() throws Exception {
    ColumnDrift drift =
        tenTimes(
            """
            {"id":1,"title":"E","address":{"city":"X","zip":"9"},"phones":[{"number":"1"}],
             "names":[{"kind":"long","text":"E","by":"me"}],"more":{"a":1,"b":[{"c":2}]}}
            """);

    assertThat(drift.unmapped()).containsExactly("address/zip", "more", "names/by");
    assertThat(drift.vanished()).isEmpty();
  }

  @Test
  void aMappedPathThatNoRowHasVanished() throws Exception {
    ColumnDrift drift = tenTimes("{\"id\":1,\"address\":{\"town\":\"X\"},\"phones\":\"1\"}");

    assertThat(drift.vanished())
        .containsExactly("address/city", "names[kind='long'][1]/text|title", "phones/number");
    assertThat(drift.unmapped()).containsExactly("address/town");
  }

  @Test
  void aNameThatFewRowsHaveIsCountedForItMayBeAPersons() throws Exception {
    paths.row(new ObjectMapper().readTree("{\"id\":1,\"Ada\":{\"x\":1}}"));

    ColumnDrift drift = tenTimes("{\"id\":1}");

    assertThat(drift.unmapped()).isEmpty();
    assertThat(drift.unsaid()).isEqualTo(1);
  }
}
